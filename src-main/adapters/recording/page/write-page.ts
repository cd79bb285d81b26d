import { indexId, type PageIndex, pageFormat, pageMark } from '@contract/recording-format/recorded-page.ts';
import { recordingOf } from '../../../core/recording/recording-rooms.ts';
import { contentsOf, type RecordingParts } from '../reading/open-recording.ts';
import { PageBlocks, packedElement, type Sink } from './page-blocks.ts';
import { addEvents } from './page-events.ts';
import { addTerminal } from './page-terminals.ts';

export interface PageSource {
  readonly parts: RecordingParts;
  /** Bytes of its file. */
  readonly bytes: number;
  /** The built page, with the mark where the recording goes. */
  readonly template: string;
}

/**
 * Writes a page that plays a recording, piece by piece: no more than a block of it is held at a time, and others have their turn between two.
 * Throws where the template is none, and as the sink does.
 */
export const writePage = async ({ parts, bytes, template }: PageSource, sink: Sink): Promise<void> => {
  const [head, foot, ...more] = template.split(pageMark);
  if (head === undefined || foot === undefined || more.length > 0)
    throw new Error('the built page has no place for a recording');
  const contents = contentsOf(parts);
  const activity = contents.activity(0, Number.MAX_SAFE_INTEGER, 1);
  await sink(head);
  const blocks = new PageBlocks(sink);
  const events = await addEvents(blocks, parts);
  const streams: PageIndex['streams'][number][] = [];
  for (const stream of parts.streams.streams())
    streams.push(await addTerminal(blocks, parts, stream, activity));
  // Last: what can't be read is known only now.
  const damage = contents.damage();
  const recording = recordingOf(contents.about(), contents.streams(), contents.tip(), damage);
  const index: PageIndex = { format: pageFormat, recording, bytes, streams, ...events };
  await sink(await packedElement(indexId, Buffer.from(JSON.stringify(index))));
  await sink(foot);
};
