import { ok, type Result } from '@contract/result.ts';
import type { CommitOutcome, WorkToCommit } from '../../../core/ports/work-commits.ts';
import type { Ground } from '../branches/ground.ts';
import { type Checkout, checkoutsOf } from '../branches/worktree-heads.ts';

type Stopped = Exclude<CommitOutcome, { kind: 'committed' }>;
/** Goes on with a value, or has come to its end. */
export type Step<T> = Result<{ readonly go: T } | { readonly stop: Stopped }>;

export const stop = (outcome: Stopped): Step<never> => ok({ stop: outcome });
export const go = <T>(value: T): Step<T> => ok({ go: value });

/** The worktree, if it has the branch checked out and is in the middle of nothing. */
export const findCheckout = async (
  ground: Ground,
  { worktree, branch }: Pick<WorkToCommit, 'worktree' | 'branch'>,
): Promise<Step<Checkout>> => {
  const checkouts = await checkoutsOf(ground, branch);
  if (!checkouts.ok) return checkouts;
  const here = checkouts.value.find((one) => one.worktree === worktree);
  if (here !== undefined) return here.busy === null ? go(here) : stop({ kind: 'busy', with: here.busy });
  const head = await ground.gitAt(worktree)(['symbolic-ref', '-q', '--short', 'HEAD'], { accept: [0, 1] });
  if (!head.ok) return head;
  return stop({ kind: 'elsewhere', on: head.value.code === 0 ? head.value.stdout.trim() : null });
};
