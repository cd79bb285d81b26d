import type { Replay } from './replay-context.ts';

/**
 * Moves the playhead to the next event after where it stands, or to the one before. Several of one moment are passed at once. At the ends it
 * stays.
 */
export const stepEvent = async (
  { recording, clock, host }: Pick<Replay, 'recording' | 'clock' | 'host'>,
  direction: 'after' | 'before',
): Promise<void> => {
  const { run } = recording;
  const { head } = clock;
  const view = await host.call('recordings.view', { run, moment: { at: head } });
  if (!view.ok) return;
  const { seq } = view.value;
  // As many as one moment is likely to have: a spawn is some ten.
  const around = 100;
  const wanted =
    direction === 'after' ? { after: seq, limit: 1 } : { after: Math.max(0, seq - around), limit: around };
  const events = await host.call('recordings.events', { run, ...wanted });
  // Somebody else has moved it meanwhile.
  if (!events.ok || clock.head !== head) return;
  const next =
    direction === 'after'
      ? events.value[0]
      : events.value.findLast((event) => event.at < head && event.seq <= seq);
  if (next !== undefined) clock.seek(next.at);
};
