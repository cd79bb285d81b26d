import type { lockEvents } from '@contract/lock-events.ts';
import fc from 'fast-check';

/** What the events of locks carry. */
export const lockData = (
  party: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof lockEvents]: fc.Arbitrary<unknown> } => {
  const lockTerms = {
    lock: fc.constantFrom('lock_1', 'lock_2', 'lock_3'),
    holder: party,
    paths: fc.array(fc.constantFrom('src', 'src/*.ts', 'docs/ä'), { minLength: 1, maxLength: 2 }),
  };
  const moment = fc.option(fc.double({ min: 0, max: 1e13, noNaN: true }).map((time) => time + 0));
  const lockOf = fc.record({
    ...lockTerms,
    mode: fc.constantFrom('exclusive', 'shared'),
    reason: text,
    lease: fc.option(fc.integer({ min: 1, max: 99 })),
    expiresAt: moment,
  });
  const endOfLock = (...why: string[]) =>
    fc.record({ ...lockTerms, token: fc.integer({ min: 1, max: 1_000_000 }), why: fc.constantFrom(...why) });
  return {
    'lock.queued': lockOf,
    'lock.granted': lockOf,
    'lock.renewed': fc.record({ ...lockTerms, lease: fc.option(fc.constant(3)), expiresAt: moment }),
    'lock.released': endOfLock('asked', 'forced', 'done'),
    'lock.expired': endOfLock('lease', 'grace'),
    'lock.withdrawn': fc.record({ ...lockTerms, why: fc.constantFrom('asked', 'crashed') }),
    'lock.refused': fc.record({
      ...lockTerms,
      circle: fc.array(fc.record({ holder: party, waitsFor: party, paths: fc.constant(['src']) }), {
        minLength: 2,
        maxLength: 3,
      }),
    }),
    'lock.graced': fc.record({ holder: party, until: moment }),
  };
};
