import type { TuttiEvent } from './events.ts';

type AttentionEvent = Extract<TuttiEvent, { kind: 'attention.told' | 'attention.passed' }>;

/** The keys of what the person was told of and still stands, after one more event. */
export const reduceAttention = (
  told: readonly string[],
  { kind, data }: AttentionEvent,
): readonly string[] => {
  const rest = told.filter((key) => !data.keys.includes(key));
  return kind === 'attention.told' ? [...rest, ...new Set(data.keys)] : rest;
};
