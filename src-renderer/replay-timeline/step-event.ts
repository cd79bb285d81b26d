import type { Replay } from './replay-context.ts';

/**
 * Moves the playhead to the next event after where it stands, or to the one before. Several of one moment are passed at once. At the ends it
 * stays.
 */
export const stepEvent = async (
  { recording, clock, host }: Pick<Replay, 'recording' | 'clock' | 'host'>,
  direction: 'after' | 'before',
): Promise<void> => {
  const { head } = clock;
  const next = await host.call('recordings.step', { run: recording.run, at: head, direction });
  // Somebody else may have moved it meanwhile.
  if (next.ok && next.value !== null && clock.head === head) clock.seek(next.value);
};
