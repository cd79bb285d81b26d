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

type Asked = Pick<VerbParsed<'merges.undo'>, 'merge' | 'run'>;

const mergesOf = (crew: Crew, run: number): readonly Merge[] => {
  const { view } = crew.ledger;
  return view.run?.run === run ? view.merges : crew.ports.store.merges(run);
};

/** The last of a run that can be taken back. */
const lastOf = (crew: Crew, run: number): Merge | undefined =>
  mergesOf(crew, run)
    .filter(({ state, commit }) => state === 'merged' && commit !== null)
    .toSorted((one, other) => one.since - other.since)
    .at(-1);

const noneIn = (crew: Crew, run: number): Result<never> => {
  const message =
    run === 0 ? 'nothing has been merged yet' : `nothing that was merged in run ${run} is left to take back`;
  const earlier = crew.ports.store
    .runs()
    .filter((one) => one.run < run)
    .toReversed();
  for (const one of earlier) {
    const last = lastOf(crew, one.run);
    if (last !== undefined)
      return fail(
        'wrong_state',
        message,
        `The last before it is ${last.id} of run ${one.run}: tutti undo ${last.id} --run ${one.run}`,
      );
  }
  return fail('wrong_state', message, 'There is nothing to take back.');
};

const pick = (crew: Crew, { merge: id, run = crew.run }: Asked): Result<Merge> => {
  if (id === undefined) {
    const last = lastOf(crew, run);
    return last === undefined ? noneIn(crew, run) : ok(last);
  }
  const merge = mergesOf(crew, run).find((one) => one.id === id);
  if (merge === undefined)
    return fail('not_found', `no ${id} in run ${run}`, 'List the merges; name another run by --run.', field);
  if (merge.state === 'merged' && merge.commit !== null) return ok(merge);
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
  const picked = pick(crew, input);
  if (!picked.ok) return picked;
  const { id, run, target } = picked.value;
  return queue.inTurn(target, async () => {
    // Somebody else may have taken it back meanwhile.
    const still = pick(crew, { merge: id, run });
    return still.ok ? takeBack(crew, caller, still.value, input.reason) : still;
  });
};

const undone = (
  crew: Crew,
  caller: Caller,
  merge: Merge,
  data: { readonly commit: string; readonly way: 'back' | 'revert'; readonly reason: string },
): Result<Merge> => {
  const { id, run } = merge;
  crew.ledger.append([
    { kind: 'merge.undone', data: { ...of(merge), ...data }, run, actor: actorOf(caller) },
  ]);
  return ok(mergesOf(crew, run).find((one) => one.id === id) ?? merge);
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
