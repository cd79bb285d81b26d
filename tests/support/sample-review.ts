import type { EventData } from '@contract/events.ts';
import type { reviewEvents } from '@contract/review-events.ts';

const of = { id: 'spec_1_1_1', tip: 'a'.repeat(40) };

/** Data of each kind of event about a review. */
export const sampleReviewData: { readonly [K in keyof typeof reviewEvents]: EventData<K> } = {
  'review.marked': { ...of, marks: [{ path: 'src/a.ts', hunk: '1k9z3x-0', verdict: 'accepted' }] },
  'review.commented': {
    ...of,
    ...{ path: 'src/a.ts', side: 'after', line: 12, lines: 1, hunk: null },
    ...{ text: 'Why not UTC?', quote: ['const now = new Date();'], message: 'msg_7' },
  },
};
