import type { WantedEntries } from '../../../../src-main/core/ports/transcripts.ts';

/** The last hundred of every kind, but for what the test changes. */
export const wanted = (change: Partial<WantedEntries> = {}): WantedEntries => ({
  count: 100,
  around: null,
  near: null,
  from: null,
  before: null,
  kinds: null,
  ...change,
});
