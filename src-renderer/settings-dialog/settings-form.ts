import type { TuttiError } from '@contract/result.ts';
import { type Settings, settingsSchema } from '@contract/settings.ts';

const limits = settingsSchema.shape.limits.unwrap().shape;
const locks = settingsSchema.shape.locks.unwrap().shape;

/** The project's settings as fields, in their order; `path` is what an error names. */
export const settingFields = [
  { path: 'limits.executives', label: 'Executives at most', schema: limits.executives },
  { path: 'limits.managers', label: 'Managers at most', schema: limits.managers },
  { path: 'limits.specialists', label: 'Specialists at most', schema: limits.specialists },
  { path: 'limits.childrenEach', label: 'Children of one instance at most', schema: limits.childrenEach },
  { path: 'scrollback', label: 'Lines kept of each terminal', schema: settingsSchema.shape.scrollback },
  {
    path: 'restartTogether',
    label: 'Restarted at the same moment',
    schema: settingsSchema.shape.restartTogether,
  },
  { path: 'locks.graceSeconds', label: 'Seconds that locks outlast a crash', schema: locks.graceSeconds },
  {
    path: 'locks.askAgainSeconds',
    label: 'Seconds that a granted lock waits to be taken up',
    schema: locks.askAgainSeconds,
  },
] as const;

export type SettingPath = (typeof settingFields)[number]['path'];
/** What stands in the fields, as typed. */
export type SettingTexts = Readonly<Record<SettingPath, string>>;
/** What is wrong, by field. */
export type SettingMistakes = Readonly<Partial<Record<SettingPath, string>>>;

export const textsOf = ({ limits, scrollback, restartTogether, locks }: Settings): SettingTexts => ({
  'limits.executives': String(limits.executives),
  'limits.managers': String(limits.managers),
  'limits.specialists': String(limits.specialists),
  'limits.childrenEach': String(limits.childrenEach),
  scrollback: String(scrollback),
  restartTogether: String(restartTogether),
  'locks.graceSeconds': String(locks.graceSeconds),
  'locks.askAgainSeconds': String(locks.askAgainSeconds),
});

/** An empty field is no number, though `Number` takes it for 0. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const mistakesIn = (texts: SettingTexts): SettingMistakes =>
  Object.fromEntries(
    settingFields.flatMap(({ path, schema }) => {
      const { minValue, maxValue } = schema.unwrap();
      const fits = schema.safeParse(numberOf(texts[path])).success;
      return fits ? [] : [[path, `A whole number from ${minValue ?? 0} to ${maxValue ?? 0}.`]];
    }),
  );

/** The settings as the fields say, what has no field as it was `before`; or what is wrong in which field. */
export const readSettings = (
  texts: SettingTexts,
  before: Settings,
): { readonly settings: Settings } | { readonly mistakes: SettingMistakes } => {
  const mistakes = mistakesIn(texts);
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const value = (path: SettingPath): number => numberOf(texts[path]);
  return {
    settings: {
      ...before,
      limits: {
        executives: value('limits.executives'),
        managers: value('limits.managers'),
        specialists: value('limits.specialists'),
        childrenEach: value('limits.childrenEach'),
      },
      scrollback: value('scrollback'),
      restartTogether: value('restartTogether'),
      locks: {
        graceSeconds: value('locks.graceSeconds'),
        askAgainSeconds: value('locks.askAgainSeconds'),
      },
    },
  };
};

/** A refusal beside the field that it names; null when it names none of them. */
export const mistakeOf = ({ field, message }: TuttiError): SettingMistakes | null => {
  const known = settingFields.find(({ path }) => path === field);
  return known === undefined ? null : { [known.path]: message };
};
