import type { EventDraft, TuttiEvent } from '@contract/events.ts';
import fc from 'fast-check';
import { draftBatches } from '../../../adapters/sqlite/arbitrary-drafts.ts';

/** A clock that mostly goes on, stands still often, and is set back now and then. */
const pauses = fc.infiniteStream(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -5000, max: 0 }) },
  ),
);

const began = 1_700_000_000_000;

/** Events of any kind in any order, about few things; as a log would have them: numbered, with times, causes among those before. */
export const arbitraryLog: fc.Arbitrary<TuttiEvent[]> = fc
  .tuple(draftBatches, pauses, fc.infiniteStream(fc.option(fc.integer({ min: 1, max: 9 }))))
  .map(([batches, waits, causes]) => {
    let at = began;
    return batches.flat().map((draft: EventDraft, index): TuttiEvent => {
      at += waits.next().value;
      const back: number | null = causes.next().value;
      const cause = back === null || back > index ? null : index + 1 - back;
      return { ...draft, seq: index + 1, at, cause } as TuttiEvent;
    });
  });

/** Its runs, by number. */
export const runsIn = (events: readonly TuttiEvent[]): number[] => [
  ...new Set(events.flatMap(({ run }) => (run === null || run < 1 ? [] : [run]))),
];
