import type { recordingEvents } from '@contract/recording-events.ts';
import fc from 'fast-check';

/** Runs that there are, and one that there is not. */
const run = fc.integer({ min: 1, max: 4 });

export const recordingData = (
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof recordingEvents]: fc.Arbitrary<unknown> } => ({
  'recording.paused': fc.record({ run, reason: text }),
  'recording.resumed': fc.record({ run }),
  'recording.protected': fc.record({ run }),
  'recording.unprotected': fc.record({ run }),
  'recording.removed': fc.record({ run, bytes: fc.nat(), why: fc.constantFrom('age', 'size', 'asked') }),
});
