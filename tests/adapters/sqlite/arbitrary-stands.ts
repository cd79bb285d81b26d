import type { standEvents } from '@contract/stand-events.ts';
import fc from 'fast-check';

const hash = fc.option(fc.constantFrom('a', 'b').map((digit) => digit.repeat(40)));
const count = fc.nat({ max: 3 });
const files = fc.uniqueArray(fc.constantFrom('a.ts', 'b.ts', 'c.ts', 'd.ts'), { maxLength: 3 });

/** What the events of where branches stand carry. */
export const standData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof standEvents]: fc.Arbitrary<unknown> } => {
  const pair = { id, other: id };
  return {
    'branch.stood': fc.record({
      id,
      stand: fc.record({
        ...{ base: text, tip: hash, baseTip: hash, ahead: count, behind: count },
        ...{ files: count, insertions: count, deletions: count },
        open: fc.record({ insertions: count, deletions: count }),
        ...{ conflicts: files, conflicting: count, trouble: fc.option(text) },
      }),
    }),
    'overlap.found': fc.record({ ...pair, files, count: count.map((n) => n + 1) }),
    'overlap.gone': fc.record({ ...pair, why: fc.constantFrom('changed', 'merged', 'ended') }),
  };
};
