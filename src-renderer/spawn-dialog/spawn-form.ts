import type { Role } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { modelNameSchema, type PermissionMode } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { hasEnded } from '@contract/states.ts';
import type { VerbInput } from '@contract/verbs.ts';

export type SpawnForm = {
  readonly profile: string;
  readonly role: Role;
  /** Empty: nobody above it. */
  readonly parent: string;
  readonly task: string;
  /** Null: as the profile says. */
  readonly confirm: boolean | null;
  readonly place: 'worktree' | 'repository';
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
export const unchosen = {
  confirm: null,
  model: '',
  typesModel: false,
  permissions: '',
  accepted: false,
} as const satisfies Partial<SpawnForm>;

/** A select can't hold an empty value. */
export const noParent = 'none';

const below: Record<Role, Role> = { executive: 'manager', manager: 'specialist', specialist: 'specialist' };

/** What the dialog opens with: a child of the selected instance where it may have one, else an executive. */
export const startingForm = (selected: Instance | undefined): SpawnForm => {
  const parent = selected !== undefined && selected.role !== 'specialist' && !hasEnded(selected.state);
  return {
    profile: '',
    role: parent ? below[selected.role] : 'executive',
    parent: parent ? selected.id : noParent,
    task: '',
    place: 'worktree',
    ...unchosen,
  };
};

export const isUsable = (entry: ProfileEntry): boolean => entry.found && entry.problem === null;

/** Who may have children: everyone alive but specialists. */
export const possibleParents = (instances: readonly Instance[]): Instance[] =>
  instances.filter(({ role, state }) => role !== 'specialist' && !hasEnded(state));

/** The mode that it would start in; undefined where the profile has none. */
export const modeIn = (entry: ProfileEntry | undefined, form: SpawnForm): PermissionMode | undefined =>
  entry?.modes.find(({ name }) => name === (form.permissions || entry.mode));

/** Why it can't be started as it stands; null when it can. */
export const missing = (entry: ProfileEntry | undefined, form: SpawnForm): string | null => {
  if (entry === undefined) return 'no profile';
  if (modeIn(entry, form)?.dangerous === true && !form.accepted) return 'no yes to the dangerous mode';
  if (form.typesModel && !modelNameSchema.safeParse(form.model).success) return 'no name of a model';
  return null;
};

export const spawnInput = (entry: ProfileEntry, form: SpawnForm): VerbInput<'instances.spawn'> => ({
  profile: form.profile,
  role: form.role,
  task: form.task,
  place: form.place,
  ...(form.parent === noParent ? {} : { parent: form.parent }),
  ...(form.confirm === null ? {} : { confirm: form.confirm }),
  ...(form.model === '' ? {} : { model: form.model }),
  ...(form.permissions === '' ? {} : { permissions: form.permissions }),
  ...(modeIn(entry, form)?.dangerous === true ? { dangerous: form.accepted } : {}),
});
