import type { Budgets } from '@contract/budgets.ts';
import type { Role } from '@contract/ids.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { TuttiError } from '@contract/result.ts';
import {
  type Approval,
  answersOf,
  type LimitsWish,
  limitsWishSchema,
  type RunTemplate,
} from '@contract/run-templates.ts';
import { limitNames } from '@contract/run-terms.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { unchosenVariant, type VariantForm, variantInput } from '../design/variant-form.ts';

export type LimitName = (typeof limitNames)[number];

export type NewRunForm = VariantForm & {
  readonly goal: string;
  /** Empty: the head of the goal. */
  readonly title: string;
  /** How many may live at once, as typed; empty: as it is set. */
  readonly limits: Readonly<Record<LimitName, string>>;
  /** Empty: none. */
  readonly template: string;
  /** As typed, by the variable's name; kept when another template is chosen. */
  readonly answers: Readonly<Record<string, string>>;
  /** Empty: the first that can be used. */
  readonly profile: string;
  /** Empty: as the profile of all. */
  readonly byRole: Readonly<Record<Exclude<Role, 'executive'>, string>>;
  /** Null: as it is set. */
  readonly approval: Approval | null;
};

export const emptyForm: NewRunForm = {
  goal: '',
  title: '',
  limits: { executives: '', managers: '', specialists: '', childrenEach: '' },
  template: '',
  answers: {},
  profile: '',
  byRole: { manager: '', specialist: '' },
  approval: null,
  ...unchosenVariant,
};

/** What is wrong, by field: `goal`, `template`, `profile`, `title`, `limits.NAME`, `variables.NAME`. */
export type Mistakes = Readonly<Record<string, string>>;

const isSaid = (text: string): boolean => text.trim() !== '';

const limitMistakes = ({ limits }: NewRunForm): Mistakes =>
  Object.fromEntries(
    limitNames.flatMap((name) => {
      const schema = limitsWishSchema.shape[name].unwrap();
      const text = limits[name].trim();
      const fits = /^\d+$/.test(text) && schema.safeParse(Number(text)).success;
      const what = `From ${schema.minValue ?? 0} to ${schema.maxValue ?? 0}.`;
      return text === '' || fits ? [] : [[`limits.${name}`, what]];
    }),
  );

const limitsOf = ({ limits }: NewRunForm): LimitsWish =>
  Object.fromEntries(
    limitNames.flatMap((name) => (isSaid(limits[name]) ? [[name, Number(limits[name])]] : [])),
  );

export const mistakesIn = (form: NewRunForm, template: RunTemplate | null): Mistakes => ({
  ...(form.goal.trim() === '' ? { goal: 'Say what is to be done.' } : {}),
  ...limitMistakes(form),
  ...(template === null
    ? {}
    : Object.fromEntries(
        Object.entries(answersOf(template.variables, form.answers).wrong).map(([name, what]) => [
          `variables.${name}`,
          what,
        ]),
      )),
});

/** A refusal beside the field that it names; null when no field is shown of that name. */
export const mistakeOf = (
  { field = '', message, remedy }: TuttiError,
  template: RunTemplate | null,
): Mistakes | null => {
  const name = field.startsWith('profiles.') ? 'profile' : field;
  const shown = [
    'goal',
    'template',
    'profile',
    'title',
    ...limitNames.map((each) => `limits.${each}`),
    ...(template?.variables.map((one) => `variables.${one.name}`) ?? []),
  ];
  return shown.includes(name) ? { [name]: `${message}. ${remedy}` } : null;
};

export const launchInput = (
  form: NewRunForm,
  entry: ProfileEntry,
  template: RunTemplate | null,
  budget: Budgets | undefined,
): VerbInput<'runs.launch'> => {
  const { manager, specialist } = form.byRole;
  const limits = limitsOf(form);
  const asked = template?.variables.map(({ name }) => name) ?? [];
  return {
    goal: form.goal,
    ...(isSaid(form.title) ? { title: form.title } : {}),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    profile: entry.name,
    profiles: {
      ...(manager === '' ? {} : { manager }),
      ...(specialist === '' ? {} : { specialist }),
    },
    ...(template === null
      ? {}
      : {
          template: template.name,
          variables: Object.fromEntries(
            Object.entries(form.answers).filter(([name, said]) => asked.includes(name) && isSaid(said)),
          ),
        }),
    ...variantInput(entry, form),
    ...(budget === undefined ? {} : { budget }),
    ...(form.approval === null ? {} : { approval: form.approval }),
  };
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What will happen, in one line. */
export const outcomeWords = (template: RunTemplate | null): string =>
  template === null
    ? '1 executive starts, and makes the plan.'
    : `1 executive starts; ${counted(template.parts.length, 'part')}, ${counted(template.tasks.length, 'task')}.`;
