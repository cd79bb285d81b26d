import { indexId, type PageIndex, pageFormat, pageMark } from '@contract/recording-format/recorded-page.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { recordingOf } from '../../../core/recording/recording-rooms.ts';
import { contentsOf, type RecordingParts } from '../reading/open-recording.ts';
import { PageBlocks, packedElement, type Sink } from './page-blocks.ts';
import { addEvents } from './page-events.ts';
import { addTerminal } from './page-terminals.ts';

/**
 * Bytes of a page at most. A browser on a busy machine of two cores showed such a one after 4 s (166 MB: 3 s; 900 MB: 9 s). It holds a gigabyte or
 * several of what terminals printed.
 */
export const largestPage = 400_000_000;

export interface PageSource {
  readonly parts: RecordingParts;
  /** Bytes of its file. */
  readonly bytes: number;
  /** The built page, with the mark where the recording goes. */
  readonly template: string;
  /** Bytes of the page; absent: `largestPage`. */
  readonly most?: number;
  /** Gets the share that is done, 0 to 1. */
  readonly tell?: (share: number) => void;
}

class TooLarge extends Error {}

/** Passes text on, as long as all of it is not too much. */
const limited = (sink: Sink, most: number): Sink => {
  let bytes = 0;
  return async (text) => {
    bytes += Buffer.byteLength(text);
    if (bytes > most) throw new TooLarge();
    await sink(text);
  };
};

const writeAll = async ({ parts, bytes, template, tell }: PageSource, sink: Sink): Promise<void> => {
  const [head, foot, ...more] = template.split(pageMark);
  if (head === undefined || foot === undefined || more.length > 0)
    throw new Error('the built page has no place for a recording');
  await sink(head);
  const contents = contentsOf(parts);
  const activity = contents.activity(0, Number.MAX_SAFE_INTEGER, 1);
  const blocks = new PageBlocks(sink);
  const events = await addEvents(blocks, parts);
  const streams: PageIndex['streams'][number][] = [];
  const rows = parts.streams.streams();
  for (const stream of rows) {
    streams.push(await addTerminal(blocks, parts, stream, activity));
    tell?.(streams.length / rows.length);
  }
  // Last: what can't be read is known only now.
  const damage = contents.damage();
  const recording = recordingOf(contents.about(), contents.streams(), contents.tip(), damage);
  const index: PageIndex = { format: pageFormat, recording, bytes, streams, ...events };
  await sink(await packedElement(indexId, Buffer.from(JSON.stringify(index))));
  await sink(foot);
};

/**
 * Writes a page that plays a recording, piece by piece: no more than a block of it is held at a time, and others have their turn between two.
 * What was written before an error is no page. Errors: `limit_reached`. Rejects where the template is none, and as the sink does.
 */
export const writePage = async (source: PageSource, sink: Sink): Promise<Result<null>> => {
  const most = source.most ?? largestPage;
  try {
    await writeAll(source, limited(sink, most));
    return ok(null);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return fail(
      'limit_reached',
      `The page would be larger than ${Math.round(most / 1_000_000)} MB, which browsers take long to open.`,
      'Export some instances (--instance), or the recording itself (--format tutti), which has no limit.',
    );
  }
};
