import type { PageIndex } from '@contract/recording-format/recorded-page.ts';
import type { View } from '@contract/view.ts';
import type { RecordingParts } from '../reading/open-recording.ts';
import type { PageBlocks } from './page-blocks.ts';

/** Events of a block: some 200 KB of text. */
const eventsOfBlock = 500;

const encoder = new TextEncoder();

const textOf = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

/** Copies of the view that are worth their room: each stands behind as much text of events as it takes itself. */
const worthwhile = (views: Iterable<View>, bytesBefore: (seq: number) => number) =>
  (function* () {
    let last = Number.NEGATIVE_INFINITY;
    for (const view of views) {
      const bytes = textOf(view);
      const before = bytesBefore(view.seq);
      if (before - last < bytes.length) continue;
      last = before;
      yield { seq: view.seq, bytes };
    }
  })();

/** Writes the events, then views; gives what the index has to say of them. */
export const addEvents = async (
  blocks: PageBlocks,
  { events }: Pick<RecordingParts, 'events'>,
): Promise<Pick<PageIndex, 'events' | 'views'>> => {
  const batches: PageIndex['events'][number][] = [];
  /** Number of an event, and bytes of the text up to it. */
  const sums: { readonly seq: number; readonly bytes: number }[] = [];
  let total = 0;
  for (let after = 0; ; ) {
    const batch = events.events({ after, limit: eventsOfBlock });
    const last = batch.at(-1);
    if (last === undefined) break;
    after = last.seq;
    const text = textOf(batch);
    total += text.length;
    sums.push({ seq: after, bytes: total });
    const [block] = await blocks.add(text);
    await blocks.close();
    batches.push({ block, seqs: batch.map(({ seq }) => seq), ats: batch.map(({ at }) => at) });
  }
  const bytesBefore = (seq: number): number => sums.findLast((sum) => sum.seq <= seq)?.bytes ?? 0;
  const views: number[] = [];
  for (const { seq, bytes } of worthwhile(events.views(), bytesBefore)) {
    views.push(seq, ...(await blocks.add(bytes)));
    await blocks.close();
  }
  return { events: batches, views };
};
