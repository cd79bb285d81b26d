import type { setUpEvents } from '@contract/set-up-events.ts';
import fc from 'fast-check';

/** What the events of set-ups carry. */
export const setUpData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof setUpEvents]: fc.Arbitrary<unknown> } => ({
  'instance.settingUp': fc.record({ id, command: text }),
  'instance.setUp': fc.record({
    ...{ id, copied: fc.nat({ max: 9 }), linked: fc.nat({ max: 9 }) },
    notes: fc.array(text, { maxLength: 2 }),
    check: fc.option(
      fc.record({
        command: text,
        outcome: fc.constantFrom('passed', 'failed', 'timed-out', 'not-started'),
        output: text,
        ms: fc.nat(),
      }),
    ),
    trouble: fc.option(text),
  }),
});
