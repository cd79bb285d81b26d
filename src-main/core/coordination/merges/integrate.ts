import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Merge } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { sharesWith } from '@contract/shared-places.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { usualTarget } from '../../model/merge-rights.ts';
import { requestMerge } from './ask-merge.ts';
import { hasLanded } from './has-landed.ts';

/** Those below, then the instance itself, so that each finds its children's work asked for before its own. */
const bottomUp = (crew: Crew, top: InstanceId | null): InstanceId[] => {
  const all = Object.values(crew.ledger.view.instances);
  const below = (parent: InstanceId | null): InstanceId[] =>
    all.filter((one) => one.parent === parent).flatMap(({ id }) => [...below(id), id]);
  return top === null ? below(null) : [...below(top), top];
};

/** Whether its branch has something that the one it goes into has not; what is asked to be merged into it counts. */
const bringsNew = async (
  crew: Crew,
  { id, branch, work }: Instance,
  asked: readonly Merge[],
): Promise<Result<boolean>> => {
  if (branch === null || asked.some(({ target }) => target === branch)) return ok(branch !== null);
  const { branches } = crew.ports;
  const person = await branches.current();
  if (!person.ok) return person;
  const into = usualTarget(crew.ledger.view, id, { person: person.value });
  const tips = await branches.tips([branch, into]);
  if (!tips.ok) return tips;
  // Asking for it tells which of them is gone.
  if ([branch, into].some((name) => tips.value.get(name) === null)) return ok(work.commits > 0);
  const [tip, head] = [tips.value.get(branch) ?? '', tips.value.get(into) ?? ''];
  if (await hasLanded(crew, { source: branch, target: into, tip }, head)) return ok(false);
  const found = await branches.commits(into, branch, 1);
  return found.ok ? ok(found.value.length > 0) : found;
};

/** Asks for the work of all below to be merged, and, when it is finished, that of the executives, too; what is merged already is left out. */
export const integrate = async (
  crew: Crew,
  caller: Caller,
  { id, finish, strategy }: VerbParsed<'merges.integrate'>,
): Promise<Result<Merge[]>> => {
  if (finish && caller.kind === 'instance')
    return fail(
      'refused',
      'only the person merges into a branch of theirs',
      'Report that the work is ready.',
      {
        field: 'finish',
      },
    );
  const picked = id === undefined ? ok(null) : pickReadable(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const top = id ?? (caller.kind === 'instance' ? caller.id : null);
  const asked: Merge[] = [];
  for (const each of bottomUp(crew, top)) {
    const instance = crew.instance(each);
    if (instance === undefined || instance.branch === null) continue;
    if (sharesWith(crew.ledger.view.instances, instance) !== null) continue;
    // The top's own work goes further only when that was said.
    const leaves = instance.parent === null || (top !== null && each === top);
    if (leaves && !(finish && instance.parent === null)) continue;
    const brings = await bringsNew(crew, instance, asked);
    if (!brings.ok) return brings;
    if (!brings.value) continue;
    const one = await requestMerge(crew, caller, {
      id: each,
      message: '',
      ...(strategy === undefined ? {} : { strategy }),
    });
    if (!one.ok) return one;
    asked.push(one.value);
  }
  return ok(asked);
};
