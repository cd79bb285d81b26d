import { childRoles, type Role, roles } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { hasEnded } from '@contract/states.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { unchosenVariant, type VariantForm, variantInput } from '../design/variant-form.ts';

/** Where it works: see the spawn verb. */
export type Place = 'worktree' | 'shared' | 'repository';

export type SpawnForm = VariantForm & {
  readonly profile: string;
  readonly role: Role;
  /** Empty: nobody above it. */
  readonly parent: string;
  readonly task: string;
  /** Null: as the profile says. */
  readonly confirm: boolean | null;
  readonly place: Place;
};

/** What another profile does not have: chosen anew with it. */
export const unchosen = { confirm: null, ...unchosenVariant } as const satisfies Partial<SpawnForm>;

/** A select can't hold an empty value. */
export const noParent = 'none';

/** What may be started below it: without anyone above, any role. */
export const possibleRoles = (parent: Instance | undefined): readonly Role[] =>
  parent === undefined ? roles : childRoles[parent.role];

/** What another parent changes: a role that it can't have as a child, and its worktree. `parent` undefined: nobody. */
export const below = (
  { role, place }: Pick<SpawnForm, 'role' | 'place'>,
  parent: Instance | undefined,
): Pick<SpawnForm, 'parent' | 'role' | 'place'> => {
  const possible = possibleRoles(parent);
  return {
    parent: parent?.id ?? noParent,
    role: possible.includes(role) ? role : (possible[0] ?? role),
    place: place === 'shared' ? 'worktree' : place,
  };
};

/** What the dialog opens with: a child of the selected instance where it may have one, else an executive. */
export const startingForm = (selected: Instance | undefined): SpawnForm => {
  const parent = selected !== undefined && selected.role !== 'specialist' && !hasEnded(selected.state);
  return {
    profile: '',
    role: parent ? (possibleRoles(selected)[0] ?? 'specialist') : 'executive',
    parent: parent ? selected.id : noParent,
    task: '',
    place: 'worktree',
    ...unchosen,
  };
};

/** Who may have children: everyone alive but specialists. */
export const possibleParents = (instances: readonly Instance[]): Instance[] =>
  instances.filter(({ role, state }) => role !== 'specialist' && !hasEnded(state));

/** Where it may work: a manager’s children in its worktree, too. */
export const possiblePlaces = (parent: Instance | undefined): { value: Place; label: string }[] => [
  { value: 'worktree', label: 'A worktree and branch of its own' },
  ...(parent?.role === 'manager'
    ? [{ value: 'shared' as const, label: `The worktree and branch of ${parent.id}` }]
    : []),
  { value: 'repository', label: 'Your own checkout' },
];

export const spawnInput = (entry: ProfileEntry, form: SpawnForm): VerbInput<'instances.spawn'> => ({
  profile: form.profile,
  role: form.role,
  task: form.task,
  place: form.place,
  ...(form.parent === noParent ? {} : { parent: form.parent }),
  ...(form.confirm === null ? {} : { confirm: form.confirm }),
  ...variantInput(entry, form),
});
