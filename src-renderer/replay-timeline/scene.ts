import type { ExtraMark } from './extra-marks.ts';
import type { LaneActivity } from './lane-activity.ts';
import type { LaneRow } from './lane-rows.ts';
import type { Span } from './spans.ts';
import type { TimelineColours } from './timeline-colours.ts';
import type { TimelineIndex } from './timeline-index.ts';

/** Pixels. A row holds a band with its markers, and below it what the terminal printed. */
export const rowHeight = 22;
/** From the top of a row to the middle of its band. */
export const bandMiddle = 7;
export const bandHeight = 6;
/** Above the lanes: what is of the run as a whole. */
export const stripHeight = 16;

/** Everything that a picture of the lanes is made of. */
export interface Scene {
  readonly index: TimelineIndex;
  readonly rows: readonly LaneRow[];
  readonly marks: readonly ExtraMark[];
  readonly rowOf: ReadonlyMap<string, number>;
  /** Null: not known yet, or there is none. */
  readonly activity: LaneActivity | null;
  readonly sight: Span;
  readonly width: number;
  /** With the strip. */
  readonly height: number;
  /** Pixels of the lanes that are scrolled away above. */
  readonly top: number;
  /** Where the bands of those that go on end. */
  readonly end: number;
  readonly selectedId: string | null;
  readonly colours: TimelineColours;
}

export type Placed = Pick<Scene, 'sight' | 'width'>;

export const msPerPixel = ({ sight, width }: Placed): number =>
  Math.max(1, sight.to - sight.from) / Math.max(1, width);

/** Pixels from the left of a moment. */
export const xOf = (scene: Placed, at: number): number => (at - scene.sight.from) / msPerPixel(scene);

export const momentAt = (scene: Placed, x: number): number => scene.sight.from + x * msPerPixel(scene);

/** Pixels from the top of the middle of a row's band; of row -1, the strip. */
export const middleOf = ({ top }: Pick<Scene, 'top'>, row: number): number =>
  row < 0 ? stripHeight / 2 : stripHeight + row * rowHeight + bandMiddle - top;

/** The row at so many pixels from the top; -1: the strip. It may be more than there are. */
export const rowAt = ({ top }: Pick<Scene, 'top'>, y: number): number =>
  y < stripHeight ? -1 : Math.floor((y - stripHeight + top) / rowHeight);

/** Rows of which something is in sight: from the first to before the last. */
export const rowsInSight = ({ top, height, rows }: Pick<Scene, 'top' | 'height' | 'rows'>): Span => ({
  from: Math.max(0, Math.floor(top / rowHeight)),
  to: Math.min(rows.length, Math.ceil((top + height - stripHeight) / rowHeight)),
});
