import { fail, ok, type Result } from '@contract/result.ts';
import { type Review, type ReviewMark, reviewLimits } from '@contract/review.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { lookedAt, reviewedBranch } from './reviewed-work.ts';

type Marks = VerbParsed<'review.mark'>['marks'];

const keyOf = ({ path, hunk }: Pick<ReviewMark, 'path' | 'hunk'>): string => `${path ?? ''}\0${hunk ?? ''}`;

/** How many marks there would be, as if no wide one took the place of narrow ones: these only make it fewer. */
const countWith = (known: readonly ReviewMark[], marks: Marks): number =>
  new Set([...known, ...marks.filter(({ verdict }) => verdict !== null)].map(keyOf)).size;

/** Keeps the person's verdicts. */
export const markWork = async (
  crew: Crew,
  caller: Caller,
  { id, tip: wanted, marks }: VerbParsed<'review.mark'>,
): Promise<Result<Review>> => {
  const branch = reviewedBranch(crew, caller, id);
  if (!branch.ok) return branch;
  const tip = await lookedAt(crew, branch.value, wanted);
  if (!tip.ok) return tip;
  const { store } = crew.ports;
  const narrow = marks.some(({ hunk, verdict }) => hunk !== null && verdict !== null);
  if (narrow && countWith(store.review(crew.run, id).marks, marks) > reviewLimits.kept)
    return fail(
      'limit_reached',
      `${reviewLimits.kept} places of ${id}’s work are marked, and no more than that may be`,
      'Mark whole files, or all of the work.',
      { field: 'marks' },
    );
  crew.ledger.append([
    { kind: 'review.marked', data: { id, tip: tip.value, marks }, actor: actorOf(caller) },
  ]);
  return ok(store.review(crew.run, id));
};
