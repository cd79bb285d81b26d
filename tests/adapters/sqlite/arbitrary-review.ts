import { reviewVerdicts } from '@contract/review.ts';
import type { reviewEvents } from '@contract/review-events.ts';
import fc from 'fast-check';

const tip = fc.constantFrom('a', 'b').map((digit) => digit.repeat(40));
const path = fc.constantFrom('src/a.ts', 'ä b', '-x');
const hunk = fc.constantFrom('1k9z3x-0', '1k9z3x-1');

/** What the events of a review carry. */
export const reviewData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof reviewEvents]: fc.Arbitrary<unknown> } => ({
  'review.marked': fc.record({
    id,
    tip,
    marks: fc.array(
      fc.record({
        path: fc.option(path),
        hunk: fc.option(hunk),
        verdict: fc.option(fc.constantFrom(...reviewVerdicts)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  'review.commented': fc.record({
    ...{ id, tip, path, text },
    side: fc.constantFrom('before', 'after'),
    line: fc.option(fc.integer({ min: 1, max: 9 })),
    lines: fc.integer({ min: 1, max: 9 }),
    hunk: fc.option(hunk),
    quote: fc.array(text, { maxLength: 2 }),
    message: fc.constantFrom('msg_1', 'msg_99'),
  }),
});
