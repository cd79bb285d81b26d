import fc from 'fast-check';

/** What a shutdown in order tells. */
export const shutdownData = (id: fc.Arbitrary<string>, text: fc.Arbitrary<string>) => ({
  'shutdown.begun': fc.record({
    top: fc.option(id),
    ids: fc.array(id, { maxLength: 3 }),
    until: fc.nat({ max: 1_000_000 }),
    reason: text,
  }),
  'shutdown.ending': fc.record({
    why: fc.constantFrom('saved', 'time'),
    unsaved: fc.array(id, { maxLength: 3 }),
  }),
  'shutdown.cancelled': fc.constant({}),
  'shutdown.finished': fc.record({
    ended: fc.array(id, { maxLength: 3 }),
    left: fc.array(
      fc.record({
        id,
        folder: text,
        branch: text,
        files: fc.option(fc.integer({ min: 1, max: 9 })),
        trouble: fc.option(text),
      }),
      { maxLength: 2 },
    ),
  }),
});
