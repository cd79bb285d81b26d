import { conflicts, type Lock, samePaths } from '@contract/locks.ts';
import { findCircle, nextToGrant, type Wait, youngestOf } from './lock-graph.ts';

export type LockStep =
  /** `upgraded`: its holder's shared lock on the same, which it replaces. */
  | { readonly kind: 'grant'; readonly lock: Lock; readonly upgraded: Lock | null }
  | { readonly kind: 'refuse'; readonly lock: Lock; readonly circle: readonly Wait[] };

/** What has to happen to locks until nothing more can be granted and nobody waits in a circle, in order. */
export const settleLocks = (before: readonly Lock[]): LockStep[] => {
  const steps: LockStep[] = [];
  let locks = before;
  while (locks.some(({ state }) => state === 'waiting')) {
    const next = nextToGrant(locks);
    if (next !== null) {
      const upgraded = sharedOf(locks, next);
      steps.push({ kind: 'grant', lock: next, upgraded });
      locks = locks
        .filter(({ id }) => id !== upgraded?.id)
        .map((lock) => (lock.id === next.id ? { ...lock, state: 'held' as const } : lock));
      continue;
    }
    const circle = findCircle(locks);
    const youngest = circle === null ? null : youngestOf(circle);
    if (circle === null || youngest === null) return steps;
    steps.push({ kind: 'refuse', lock: youngest, circle });
    locks = locks.filter(({ id }) => id !== youngest.id);
  }
  return steps;
};

/**
 * As `settleLocks` of all with `lock` last, for one whose holder has and asks for nothing else: nobody waits for that holder, so
 * nothing changes but for the request itself.
 */
export const settleNewcomer = (others: readonly Lock[], lock: Lock): LockStep[] =>
  others.some((other) => conflicts(other, lock)) ? [] : [{ kind: 'grant', lock, upgraded: null }];

const sharedOf = (locks: readonly Lock[], request: Lock): Lock | null =>
  locks.find(
    (lock) =>
      lock.state === 'held' &&
      lock.holder === request.holder &&
      lock.mode === 'shared' &&
      samePaths(lock, request),
  ) ?? null;
