import { isUnderWay, type Merge, type MergeId } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { type MergePlan, pickMerge, planMerge } from '../../model/merge-rights.ts';
import { movedOn } from '../moved-on.ts';
import { of } from './merge-of.ts';

/** As many as a run may ever hold: every window holds all of them. */
const mergesOfRun = 2000;

const find = (crew: Crew, id: MergeId): Merge | undefined =>
  crew.ledger.view.merges.find((merge) => merge.id === id);

const shown = (crew: Crew, id: MergeId): Result<Merge> => {
  const merge = find(crew, id);
  return merge === undefined ? fail('internal', `${id} is not in the view`, 'Report this.') : ok(merge);
};

const noBranch = (branch: string, field: string) =>
  fail(
    'not_found',
    `there is no branch ${branch}`,
    'Name one that git branch shows; the branch of a detached HEAD is none.',
    { field },
  );

/** Puts it in the queue; one that stands in it already stays there, and one that conflicts is tried again. */
const enqueue = (
  crew: Crew,
  caller: Caller,
  plan: MergePlan,
  { strategy, message, tip }: Pick<VerbParsed<'merges.request'>, 'strategy' | 'message' | 'tip'>,
): Result<Merge> => {
  const { merges, settings } = crew.ledger.view;
  const same = merges.findLast(({ source, target }) => source === plan.source && target === plan.target);
  if (same !== undefined && isUnderWay(same)) return ok(same);
  if (same?.state === 'conflicted') return again(crew, caller, same);
  if (merges.length >= mergesOfRun)
    return fail('limit_reached', `a run has at most ${mergesOfRun} merges`, 'Start a new run.');
  const id: MergeId = `merge_${merges.length + 1}`;
  const terms = { source: plan.source, target: plan.target, strategy: strategy ?? settings.merging.strategy };
  crew.ledger.append([
    {
      kind: 'merge.queued',
      data: { merge: id, id: plan.of, ...terms, message, ...(tip === undefined ? {} : { reviewed: tip }) },
      actor: actorOf(caller),
    },
  ]);
  return shown(crew, id);
};

export const requestMerge = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'merges.request'>,
): Promise<Result<Merge>> => {
  if (crew.ledger.view.run === null)
    return fail('wrong_state', 'there is no run yet', 'Start one, then merge what comes of it.');
  const { branches } = crew.ports;
  // The person's own branch counts only where no target is named.
  const person = input.into === undefined ? await branches.current() : ok('');
  if (!person.ok) return person;
  const plan = planMerge(crew.ledger.view, caller, input, { person: person.value });
  if (!plan.ok) return plan;
  const { source, target } = plan.value;
  const tips = await branches.tips([source, target]);
  if (!tips.ok) return tips;
  if (tips.value.get(source) === null) return noBranch(source, input.source === undefined ? 'id' : 'source');
  if (tips.value.get(target) === null) return noBranch(target, 'into');
  const stands = tips.value.get(source) ?? '';
  if (input.tip !== undefined && input.tip !== stands) return movedOn(source, input.tip, stands);
  return enqueue(crew, caller, plan.value, input);
};

const again = (crew: Crew, caller: Caller, merge: Merge): Result<Merge> => {
  const reason = 'it was asked for again';
  crew.ledger.append([{ kind: 'merge.requeued', data: { ...of(merge), reason }, actor: actorOf(caller) }]);
  return shown(crew, merge.id);
};

export const retryMerge = (crew: Crew, caller: Caller, id: MergeId): Result<Merge> => {
  const picked = pickMerge(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const merge = picked.value;
  if (isUnderWay(merge)) return ok(merge);
  if (merge.state === 'conflicted' || merge.state === 'failed' || merge.state === 'cancelled')
    return again(crew, caller, merge);
  return fail('wrong_state', `${id} is ${merge.state}`, 'Ask for a new merge of that branch.', {
    field: 'merge',
  });
};

export const cancelMerge = (
  crew: Crew,
  caller: Caller,
  { merge: id, reason }: VerbParsed<'merges.cancel'>,
): Result<Merge> => {
  const picked = pickMerge(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const merge = picked.value;
  const field = { field: 'merge' };
  if (merge.state === 'merging')
    return fail(
      'wrong_state',
      `${id} is being merged at this moment`,
      'Take it back afterwards: tutti undo.',
      field,
    );
  if (merge.state === 'merged' || merge.state === 'undone')
    return fail('wrong_state', `${id} is ${merge.state}`, 'Take a merge back with tutti undo.', field);
  if (merge.state === 'cancelled') return ok(merge);
  crew.ledger.append([{ kind: 'merge.cancelled', data: { ...of(merge), reason }, actor: actorOf(caller) }]);
  return shown(crew, id);
};
