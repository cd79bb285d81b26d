import type { RecordedScreen, RecordedText } from '../../../core/ports/recordings.ts';
import { TextScreen } from '../text/text-screen.ts';

/** As every terminal begins before it is told its size. */
const fallback = { cols: 80, rows: 24 };

const encoder = new TextEncoder();

/** What can be read on a recorded screen. */
export const textOfScreen = ({ keyframe, records, exact }: RecordedScreen): RecordedText => {
  const screen = new TextScreen(keyframe?.size ?? fallback, {
    leaves: () => undefined,
    clears: () => undefined,
  });
  if (keyframe !== null) {
    screen.feed(encoder.encode(keyframe.data));
    screen.feed(keyframe.pending);
  }
  for (const { record } of records) {
    if (record.kind === 'output') screen.feed(record.bytes);
    else if (record.kind === 'inject') screen.feed(encoder.encode(record.data));
    else if (record.kind === 'resized') screen.resize(record.size);
    else if (record.kind === 'blank') screen.restart(record.size);
  }
  const lines = screen.lines.map(({ text }) => text.trimEnd());
  return { lines: lines.slice(0, lines.findLastIndex((line) => line !== '') + 1), exact };
};
