import { modelNameSchema, type PermissionMode } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import type { SelectOption } from './select.tsx';

/** What is chosen of a profile: its model, and what it may do without asking. */
export type VariantForm = {
  /** Empty: the profile's, or the CLI's own choice. */
  readonly model: string;
  /** Whether a name is typed rather than chosen. */
  readonly typesModel: boolean;
  /** Empty: the profile's usual mode. */
  readonly permissions: string;
  /** The explicit yes to a dangerous mode. */
  readonly accepted: boolean;
};

/** What another profile does not have: chosen anew with it. */
export const unchosenVariant: VariantForm = {
  model: '',
  typesModel: false,
  permissions: '',
  accepted: false,
};

export const isUsable = (entry: ProfileEntry): boolean => entry.found && entry.problem === null;

const sourceWords = { tutti: 'comes with Tutti', person: 'yours', project: 'this project’s' } as const;

export const profileOption = (entry: ProfileEntry): SelectOption => ({
  value: entry.name,
  label: entry.title,
  note: entry.problem ?? (entry.found ? sourceWords[entry.source] : 'not found on this machine'),
  disabled: !isUsable(entry),
});

/** The mode that it would start in; undefined where the profile has none. */
export const modeIn = (entry: ProfileEntry | undefined, form: VariantForm): PermissionMode | undefined =>
  entry?.modes.find(({ name }) => name === (form.permissions || entry.mode));

/** Why it can't be started as it stands; null when it can. */
export const missing = (entry: ProfileEntry | undefined, form: VariantForm): string | null => {
  if (entry === undefined) return 'no profile';
  if (modeIn(entry, form)?.dangerous === true && !form.accepted) return 'no yes to the dangerous mode';
  if (form.typesModel && !modelNameSchema.safeParse(form.model).success) return 'no name of a model';
  return null;
};

/** As the verbs take it. */
export const variantInput = (entry: ProfileEntry, form: VariantForm) => ({
  ...(form.model === '' ? {} : { model: form.model }),
  ...(form.permissions === '' ? {} : { permissions: form.permissions }),
  ...(modeIn(entry, form)?.dangerous === true ? { dangerous: form.accepted } : {}),
});
