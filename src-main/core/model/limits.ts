import type { InstanceId, Role } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { budgetWords, spentFor } from './budgets.ts';
import { childrenOf, live } from './tree.ts';

/** A place that is taken though its instance is not in the log yet (its worktree is being made). */
export interface Reservation {
  readonly role: Role;
  readonly parent: InstanceId | null;
}

const plural = { executive: 'executives', manager: 'managers', specialist: 'specialists' } as const;

/** Whether one more instance of a role fits below a parent. Ended instances take no place. */
export const checkLimits = (
  view: View,
  reserved: readonly Reservation[],
  wanted: Reservation,
): Result<void> => {
  const spent = spentFor(view, null);
  if (spent !== null)
    return fail(
      'limit_reached',
      `the run has used its budget: ${budgetWords(spent)}`,
      'Raise the budget of the run, or begin another run.',
      { field: 'budget' },
    );
  const { limits } = view.settings;
  const name = plural[wanted.role];
  const ofRole =
    live(view).filter((instance) => instance.role === wanted.role).length +
    reserved.filter((other) => other.role === wanted.role).length;
  if (ofRole >= limits[name]) {
    return fail(
      'limit_reached',
      `${ofRole} ${name} are live, and the limit is ${limits[name]}`,
      `Terminate one of them, or raise "limits.${name}" in the settings.`,
      { field: 'role' },
    );
  }
  const { parent } = wanted;
  if (parent === null) return ok(undefined);
  const children =
    childrenOf(view, parent).filter((child) => !hasEnded(child.state)).length +
    reserved.filter((other) => other.parent === parent).length;
  if (children >= limits.childrenEach) {
    return fail(
      'limit_reached',
      `${parent} has ${children} live children, and the limit is ${limits.childrenEach}`,
      'Terminate one of them, spawn below another parent, or raise "limits.childrenEach" in the settings.',
      { field: 'parent' },
    );
  }
  return ok(undefined);
};
