import type { EventData } from '@contract/events.ts';
import type { Lock } from '@contract/locks.ts';
import { fail } from '@contract/result.ts';
import type { Wait } from './lock-graph.ts';

/** At most so many paths are named in an error: the first tell which lock it is. */
const named = 5;

export const namePaths = (paths: readonly string[]): string => {
  const rest = paths.length - named;
  return paths.slice(0, named).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

/** As it is kept in the log, beginning with the one that is refused. */
export const circleOf = (refused: Lock, circle: readonly Wait[]): EventData<'lock.refused'>['circle'] => {
  const first = circle.findIndex(({ request }) => request.id === refused.id);
  return [...circle.slice(first), ...circle.slice(0, first)].map(({ request, lock }) => ({
    holder: request.holder,
    waitsFor: lock.holder,
    paths: [...lock.paths],
  }));
};

/** `a -> b (src/x) -> a (src/y)`: each waits for what stands behind the next. */
const circleText = ({ holder, circle }: EventData<'lock.refused'>): string =>
  [holder, ...circle.map(({ waitsFor, paths }) => `${waitsFor} (${namePaths(paths)})`)].join(' -> ');

/** What one is told who is refused, with the locks that it holds itself. */
export const deadlock = (refused: EventData<'lock.refused'>, own: readonly Lock[]) => {
  const tokens = own.map(({ token, paths }) => `token ${token} on ${namePaths(paths)}`).join('; ');
  return fail(
    'deadlock',
    `Waiting for ${namePaths(refused.paths)} would never end: ${circleText(refused)}. Each waits for a lock of the next.`,
    `Unlock what you hold (${tokens}), then ask in one call for all that you need.`,
    { field: 'paths' },
  );
};
