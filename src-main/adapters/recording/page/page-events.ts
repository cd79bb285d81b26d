import type { PageIndex } from '@contract/recording-format/recorded-page.ts';
import type { RecordingParts } from '../reading/open-recording.ts';
import type { PageBlocks } from './page-blocks.ts';

/** Events of a block: some 200 KB of text. */
const eventsOfBlock = 500;

/** Bytes of the events' text up to one of them. */
interface Sum {
  readonly seq: number;
  readonly bytes: number;
}

const encoder = new TextEncoder();

const textOf = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

/** Writes the events, then views; gives what the index has to say of them. */
export const addEvents = async (
  blocks: PageBlocks,
  { events }: Pick<RecordingParts, 'events'>,
): Promise<Pick<PageIndex, 'events' | 'views'>> => {
  const batches: PageIndex['events'][number][] = [];
  const sums: Sum[] = [];
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
  return { events: batches, views: await addViews(blocks, events, sums) };
};

/** Copies of the view that are worth their room: each stands behind as much text of events as it takes itself. */
const addViews = async (
  blocks: PageBlocks,
  events: RecordingParts['events'],
  sums: readonly Sum[],
): Promise<number[]> => {
  const views: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { seq, bytes } of events.viewSizes()) {
    const before = sums.findLast((sum) => sum.seq <= seq)?.bytes ?? 0;
    const view = before - last < bytes ? null : events.copyAt(seq);
    if (view === null) continue;
    last = before;
    views.push(seq, ...(await blocks.add(textOf(view))));
    await blocks.close();
  }
  return views;
};
