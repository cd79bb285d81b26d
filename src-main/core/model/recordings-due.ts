import type { DueRecording, RecordingLine } from '@contract/recordings.ts';

const dayMs = 24 * 3_600_000;
const gigabyte = 2 ** 30;

/** How long recordings are kept, and how many GB of them (2^30 bytes); 0: without limit. */
export interface KeepRule {
  readonly keepDays: number;
  readonly keepGigabytes: number;
}

/** Whether one is over, and how long ago, in ms. A run that was never ended counts from its beginning. */
const ageOf = ({ begun, ended }: RecordingLine, now: number): number => now - (ended ?? begun);

/**
 * Those that a rule removes, the oldest first. `stays`: whether one stays whatever the rule says (protected ones do anyway); it counts
 * among the bytes all the same, so that what a person reads as the total is what the rule looks at.
 */
export const recordingsDue = (
  lines: readonly RecordingLine[],
  { keepDays, keepGigabytes }: KeepRule,
  now: number,
  stays: (run: number) => boolean,
): DueRecording[] => {
  const free = lines
    .filter((line) => !line.protected && !stays(line.run))
    .toSorted((one, other) => ageOf(other, now) - ageOf(one, now) || one.run - other.run);
  const most = keepGigabytes === 0 ? Number.POSITIVE_INFINITY : keepGigabytes * gigabyte;
  let bytes = lines.reduce((sum, line) => sum + line.bytes, 0);
  const due: DueRecording[] = [];
  for (const line of free) {
    const isOld = keepDays > 0 && ageOf(line, now) > keepDays * dayMs;
    if (!isOld && bytes <= most) break;
    due.push({ ...line, why: isOld ? 'age' : 'size' });
    bytes -= line.bytes;
  }
  return due;
};
