import type { Activity } from '@contract/recordings.ts';
import { bisectLeft } from 'd3';

/** What terminals printed, by lane, in buckets of one length. */
export interface LaneActivity {
  /** Of a bucket, in ms. */
  readonly bucketMs: number;
  readonly byLane: ReadonlyMap<string, Activity>;
  /** Of the fullest bucket. */
  readonly most: number;
}

const buckets = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400] as const;

/** Pixels of a bar at least. */
const leastBar = 3;

/** Seconds of a bucket where a pixel is so many ms. */
export const bucketSeconds = (msPerPixel: number): number =>
  buckets.find((seconds) => seconds * 1000 >= leastBar * msPerPixel) ?? 86_400;

export const laneActivity = (all: readonly Activity[], seconds: number): LaneActivity => ({
  bucketMs: seconds * 1000,
  byLane: new Map(all.map((one) => [one.instance, one])),
  most: all.reduce((most, { bytes }) => bytes.reduce((one, other) => Math.max(one, other), most), 1),
});

/** Each bucket with output that is in sight: when it begins (ms), and how full it is, 0 to 1; a trickle is seen, too. */
export const barsOf = (
  { byLane, bucketMs, most }: LaneActivity,
  lanes: readonly string[],
  from: number,
  to: number,
): readonly (readonly [at: number, share: number])[] => {
  const sums = new Map<number, number>();
  for (const id of lanes) {
    const own = byLane.get(id);
    if (own === undefined) continue;
    for (
      let place = bisectLeft(own.seconds, (from - bucketMs) / 1000);
      place < own.seconds.length;
      place += 1
    ) {
      const at = (own.seconds[place] ?? 0) * 1000;
      if (at > to) break;
      sums.set(at, (sums.get(at) ?? 0) + (own.bytes[place] ?? 0));
    }
  }
  const whole = Math.log1p(most);
  return [...sums].map(([at, bytes]) => [at, Math.min(1, Math.log1p(bytes) / whole)] as const);
};
