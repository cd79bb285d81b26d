import type { Settings } from '@contract/settings.ts';

/** Where a setting stands in the settings: what an error names, too. */
type PathIn<S> = {
  [K in keyof S & string]: S[K] extends readonly unknown[] | string | number | boolean
    ? K
    : `${K}.${keyof S[K] & string}`;
}[keyof S & string];

/** The settings that have one field each. Notifications have a form of their own. */
export type SettingPath = PathIn<Omit<Settings, 'notifications'>>;

interface Named {
  readonly path: SettingPath;
  readonly label: string;
}

interface Told extends Named {
  readonly note: string;
  readonly example: string;
}

/** What a setting is in the contract, as far as a field tells of it. */
interface WholeNumber {
  unwrap(): { readonly minValue: number | null; readonly maxValue: number | null };
}

export type NumberField = Named & { readonly kind: 'number'; readonly schema: WholeNumber };
/** One of a few. */
export type ChoiceField = Named & {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string | boolean; readonly label: string }[];
};
/** A line of text; empty says that there is none. */
export type LineField = Told & { readonly kind: 'line' };
/** Several lines that are one text. */
export type TextField = Told & { readonly kind: 'text' };
/** A list, one entry a line. */
export type ListField = Told & { readonly kind: 'list' };

export type SettingField = NumberField | ChoiceField | LineField | TextField | ListField;

export const number = (path: SettingPath, label: string, schema: WholeNumber): NumberField => ({
  kind: 'number',
  path,
  label,
  schema,
});

export const choice = (path: SettingPath, label: string, options: ChoiceField['options']): ChoiceField => ({
  kind: 'choice',
  path,
  label,
  options,
});

/** An empty field is no number, though `Number` takes it for 0. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A setting as its field shows it. */
export const textOf = (setting: unknown): string =>
  Array.isArray(setting) ? setting.join('\n') : String(setting);

/** What stands in a field, as the setting that it would be; whether it may be that is the contract's to say. */
export const settingOf = (field: SettingField, text: string): unknown => {
  switch (field.kind) {
    case 'number':
      return numberOf(text);
    case 'choice':
      return field.options.find(({ value }) => String(value) === text)?.value;
    case 'list':
      return linesOf(text);
    case 'line':
    case 'text':
      return text.trim();
    default:
      return field satisfies never;
  }
};

/** What to say beside a field that holds something else than it may; `said`: the contract's words. */
export const mistakeIn = (field: SettingField, said: string): string => {
  if (field.kind !== 'number') return said;
  const { minValue, maxValue } = field.schema.unwrap();
  return `A whole number from ${minValue ?? 0} to ${maxValue ?? 0}.`;
};
