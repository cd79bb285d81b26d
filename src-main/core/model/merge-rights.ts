import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Merge, MergeId } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { placeOwner, sharesWith } from '@contract/shared-places.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import { pickReadable, readable } from './authority.ts';
import type { Caller } from './caller.ts';

/** What is merged into what. */
export interface MergePlan {
  readonly of: InstanceId | null;
  readonly source: string;
  readonly target: string;
}

/** `person`: the branch that is checked out in the person's own folder. */
interface Branches {
  readonly person: string;
}

const ownerOf = (view: View, branch: string): Instance | null =>
  Object.values(view.instances).find((instance) => instance.branch === branch) ?? null;

const withoutBranch = (id: InstanceId, field: string) =>
  fail('wrong_state', `${id} works in the person’s own checkout and has no branch`, 'Commit there instead.', {
    field,
  });

const shared = (id: InstanceId, owner: InstanceId) =>
  fail(
    'wrong_state',
    `${id} works on the branch of ${owner}, so there is nothing of its own to merge`,
    `Merge ${owner}.`,
    { field: 'id' },
  );

const sourceOf = (
  view: View,
  caller: Caller,
  { id, source }: VerbParsed<'merges.request'>,
): Result<Omit<MergePlan, 'target'>> => {
  if (id !== undefined && source !== undefined)
    return fail('bad_input', 'both an instance and a branch are named', 'Name one of them.', {
      field: 'source',
    });
  if (source !== undefined) return namedSource(view, caller, source);
  const wanted = id ?? (caller.kind === 'instance' ? caller.id : undefined);
  if (wanted === undefined)
    return fail('bad_input', 'nothing to merge is named', 'Name an instance, or a branch.', { field: 'id' });
  const found = pickReadable(view, caller, wanted);
  if (!found.ok) return found;
  const { branch } = found.value;
  if (branch === null) return withoutBranch(wanted, 'id');
  const owner = sharesWith(view.instances, found.value);
  return owner === null ? ok({ of: wanted, source: branch }) : shared(wanted, owner);
};

const namedSource = (view: View, caller: Caller, source: string): Result<Omit<MergePlan, 'target'>> => {
  const owner = ownerOf(view, source);
  if (caller.kind === 'person') return ok({ of: owner?.id ?? null, source });
  if (owner !== null && readable(view, caller).includes(owner)) return ok({ of: owner.id, source });
  return fail('refused', `${source} is not yours to merge`, 'Name an instance below you.', {
    field: 'source',
  });
};

/** The branch that an instance's work goes into when nothing else is said: its parent's, or the person's. */
export const usualTarget = (view: View, of: InstanceId | null, { person }: Branches): string => {
  const one = of === null ? undefined : view.instances[of];
  const parent = one === undefined ? null : placeOwner(view.instances, one).parent;
  const branch = parent === null ? undefined : view.instances[parent]?.branch;
  return branch ?? person;
};

const checkTarget = (view: View, caller: Caller, target: string): Result<void> => {
  if (caller.kind === 'person') return ok(undefined);
  const owner = ownerOf(view, target);
  if (owner !== null && readable(view, caller).includes(owner)) return ok(undefined);
  const remedy =
    owner === null
      ? 'Only the person merges into a branch of theirs: report that the work is ready.'
      : 'Merge into your own branch; your parent merges that further.';
  return fail('refused', `${target} is not yours to merge into`, remedy, { field: 'into' });
};

/** What a request asks for, where its caller may. Errors: `bad_input`, `not_found`, `refused`, `wrong_state`, with the field. */
export const planMerge = (
  view: View,
  caller: Caller,
  input: VerbParsed<'merges.request'>,
  branches: Branches,
): Result<MergePlan> => {
  const from = sourceOf(view, caller, input);
  if (!from.ok) return from;
  const target = input.into ?? usualTarget(view, from.value.of, branches);
  if (target === from.value.source)
    return fail('bad_input', `${target} can’t be merged into itself`, 'Name another branch.', {
      field: 'into',
    });
  const allowed = checkTarget(view, caller, target);
  return allowed.ok ? ok({ ...from.value, target }) : allowed;
};

/** A merge that a caller may cancel or have tried again: one that it may read the work of, or that it asked for. */
export const pickMerge = (view: View, caller: Caller, id: MergeId): Result<Merge> => {
  const field = { field: 'merge' };
  const merge = view.merges.find((one) => one.id === id);
  if (merge === undefined)
    return fail('not_found', `no ${id} in this run`, 'List the merges: tutti queue.', field);
  if (caller.kind === 'person' || merge.by === caller.id) return ok(merge);
  const mine = readable(view, caller).some(({ id: other }) => other === merge.of && other !== caller.id);
  return mine
    ? ok(merge)
    : fail('refused', `${id} is not yours`, 'Ask whoever asked for it, or your parent.', field);
};

/** A conflict that a caller may resolve or give back: of its own work, one that was handed to it, or one that it may have tried again. */
export const pickConflict = (view: View, caller: Caller, id: MergeId): Result<Merge> => {
  const merge = view.merges.find((one) => one.id === id);
  const isMine =
    merge !== undefined &&
    caller.kind === 'instance' &&
    (merge.of === caller.id || merge.handed?.to === caller.id);
  return isMine ? ok(merge) : pickMerge(view, caller, id);
};
