import type { Timeline } from '@contract/timelines.ts';
import type { Span } from './spans.ts';

/** How much happens in each of `parts` equal parts of a run: markers and messages, as shares of the part with most. */
export const sharesOf = (
  { markers, arrows }: Timeline,
  { from, to }: Span,
  parts: number,
): readonly number[] => {
  const counts = new Array<number>(parts).fill(0);
  const length = Math.max(1, to - from);
  for (const { at } of [...markers, ...arrows]) {
    const part = Math.min(parts - 1, Math.floor(((at - from) / length) * parts));
    if (part >= 0) counts[part] = (counts[part] ?? 0) + 1;
  }
  // Not `Math.max(...counts)`: parts are as many as pixels allow.
  const most = counts.reduce((one, other) => Math.max(one, other), 1);
  return counts.map((count) => count / most);
};
