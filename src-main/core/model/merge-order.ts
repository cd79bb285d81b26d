import { goesBefore } from '@contract/merge-waits.ts';
import type { Merge } from '@contract/merges.ts';
import type { View } from '@contract/view.ts';

/**
 * What is tried next on a target, at most `limit`, in order: the oldest first of those that nothing goes before. Where everything
 * waits for something else of the same queue (two instances need each other's work), the oldest goes ahead.
 */
export const nextMerges = (
  view: Pick<View, 'merges' | 'tasks'>,
  target: string,
  limit: number,
): readonly Merge[] => {
  const wanted = view.merges.filter(
    (merge) => merge.target === target && (merge.state === 'queued' || merge.state === 'waiting'),
  );
  const free = wanted.filter((merge) => goesBefore(view, merge).length === 0);
  // What waits for a checkout or a lock keeps nobody behind it from their turn.
  const inTurn = [
    ...free.filter(({ state }) => state === 'queued'),
    ...free.filter(({ state }) => state === 'waiting'),
  ];
  if (inTurn.length > 0) return inTurn.slice(0, limit);
  const stuck = wanted.filter((merge) => goesBefore(view, merge).every((other) => wanted.includes(other)));
  return stuck.slice(0, 1);
};
