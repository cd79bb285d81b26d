import type { RemovedWhy } from '@contract/recording-events.ts';
import type { RecordingLine, RemovedRecording } from '@contract/recordings.ts';
import type { RunLine } from '@contract/run-reports.ts';
import { countWords } from '../design/time-words.ts';

/** A run, and what there is of its recording. */
export interface RunRow extends RunLine {
  /** Null: there is none. */
  readonly recording: RecordingLine | null;
  /** Null: it was not removed. */
  readonly removed: RemovedRecording | null;
}

export const rowsOf = (
  runs: readonly RunLine[],
  recordings: readonly RecordingLine[],
  removed: readonly RemovedRecording[],
): RunRow[] => {
  const kept = new Map(recordings.map((line) => [line.run, line]));
  const gone = new Map(removed.map((line) => [line.run, line]));
  return runs.map((line) => ({
    ...line,
    recording: kept.get(line.run) ?? null,
    removed: gone.get(line.run) ?? null,
  }));
};

/** What came of it: `8 of 9 tasks done, 1 failed, 4 merged`. */
export const outcomeWords = ({ tasks, merged }: RunLine): string =>
  [
    ...(tasks.total === 0 ? [] : [`${tasks.done} of ${countWords(tasks.total, 'task')} done`]),
    ...(tasks.failed === 0 ? [] : [`${tasks.failed} failed`]),
    ...(merged === 0 ? [] : [`${merged} merged`]),
  ].join(', ') || 'no tasks';

const whys: Record<RemovedWhy, string> = {
  age: 'its days were over',
  size: 'the room was needed',
  asked: 'you said so',
};

/** Why there is nothing to replay. */
export const missingWords = ({ removed }: RunRow): string =>
  removed === null ? 'not recorded' : `recording removed: ${whys[removed.why]}`;

/** Whether all words occur in what a row tells. */
export const matches = (row: RunRow, words: string): boolean => {
  const text = `run ${row.run} ${row.title} ${outcomeWords(row)}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
