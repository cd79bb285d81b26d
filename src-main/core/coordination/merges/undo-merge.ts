import type { Merge } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { of } from './merge-of.ts';
import type { MergeQueue } from './merge-queue.ts';
import { trailersOf, waitingReason } from './merge-words.ts';

const field = { field: 'merge' };

const pick = (crew: Crew, id: string | undefined): Result<Merge> => {
  const { merges } = crew.ledger.view;
  const done = merges.filter(({ state, commit }) => state === 'merged' && commit !== null);
  if (id === undefined) {
    const last = done.toSorted((one, other) => one.since - other.since).at(-1);
    return last === undefined
      ? fail('wrong_state', 'nothing has been merged in this run', 'There is nothing to take back.')
      : ok(last);
  }
  const merge = merges.find((one) => one.id === id);
  if (merge === undefined) return fail('not_found', `no ${id} in this run`, 'List the merges.', field);
  if (done.includes(merge)) return ok(merge);
  const is = merge.state === 'merged' ? 'had nothing new to merge' : `is ${merge.state}`;
  return fail('wrong_state', `${id} ${is}`, 'Only what was merged can be taken back.', field);
};

/**
 * Takes a merge back, once what is under way on its target is over: the target goes back to where it was, or gets a commit that
 * reverts it where others have come on top.
 */
export const undoMerge = async (
  crew: Crew,
  queue: Pick<MergeQueue, 'inTurn'>,
  caller: Caller,
  input: VerbParsed<'merges.undo'>,
): Promise<Result<Merge>> => {
  const picked = pick(crew, input.merge);
  if (!picked.ok) return picked;
  const { id, target } = picked.value;
  return queue.inTurn(target, async () => {
    // Somebody else may have taken it back meanwhile.
    const still = pick(crew, id);
    return still.ok ? takeBack(crew, caller, still.value, input.reason) : still;
  });
};

const undone = (
  crew: Crew,
  caller: Caller,
  merge: Merge,
  data: { readonly commit: string; readonly way: 'back' | 'revert'; readonly reason: string },
): Result<Merge> => {
  crew.ledger.append([{ kind: 'merge.undone', data: { ...of(merge), ...data }, actor: actorOf(caller) }]);
  return ok(crew.ledger.view.merges.find((one) => one.id === merge.id) ?? merge);
};

const takeBack = async (crew: Crew, caller: Caller, merge: Merge, reason: string): Promise<Result<Merge>> => {
  const { onto, commit, target } = merge;
  if (onto === null || commit === null)
    return fail('internal', `${merge.id} does not say what it changed`, 'Report this.');
  const why = reason === '' ? '' : `\n\n${reason}`;
  const answer = await crew.ports.branches.undo({
    branch: target,
    before: onto,
    after: commit,
    message: `Revert ${merge.id}: ${merge.of ?? merge.source} into ${target}${why}`,
    trailers: trailersOf(merge),
  });
  if (!answer.ok) return answer;
  const { value } = answer;
  switch (value.kind) {
    case 'back':
      return undone(crew, caller, merge, { commit: onto, way: 'back', reason });
    case 'reverted':
      return undone(crew, caller, merge, { commit: value.commit, way: 'revert', reason });
    case 'waiting':
      return fail(
        'wrong_state',
        waitingReason(target, value),
        'Commit or put aside what is there, then try again.',
        field,
      );
    case 'conflicted':
      return fail(
        'wrong_state',
        `later work on ${target} changes the same lines: ${value.files.map(({ path }) => path).join(', ')}`,
        'Take the later merges back first, or revert by hand.',
        field,
      );
    case 'gone':
      if (value.tip === null)
        return fail('wrong_state', `${target} is gone`, 'There is nothing to take back.', field);
      // Somebody moved it by hand, or a host ended before it could say that it had.
      return undone(crew, caller, merge, {
        commit: value.tip,
        way: 'back',
        reason: `${target} no longer had it`,
      });
    case 'stale':
      return fail('wrong_state', `${target} was moved at the same moment`, 'Try again.', field);
    default:
      return value satisfies never;
  }
};
