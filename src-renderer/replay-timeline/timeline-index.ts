import { type Arrow, type Marker, type MarkerKind, markerKinds, type Timeline } from '@contract/timelines.ts';
import { bisectLeft, bisectRight } from 'd3';
import type { LaneRow } from './lane-rows.ts';

/** Markers of one row, in order: parallel lists, so that a hundred thousand are gone through within a frame. */
export interface RowMarkers {
  readonly at: readonly number[];
  /** Places in `markerKinds`. */
  readonly kinds: readonly number[];
  readonly seqs: readonly number[];
}

/** Arrows between rows, in the order in which they were sent. */
export interface RowArrows {
  readonly at: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly arrows: readonly Arrow[];
}

type Growing<T> = { readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] };

const noMarkers = (): Growing<RowMarkers> => ({ at: [], kinds: [], seqs: [] });

const placeOfKind = new Map<MarkerKind, number>(markerKinds.map((kind, place) => [kind, place]));

/** What is drawn of a timeline, by the rows it is drawn in. A timeline grows at its end: so does this. */
export class TimelineIndex {
  readonly arrows: RowArrows;
  readonly #arrows: Growing<RowArrows> = { at: [], from: [], to: [], arrows: [] };
  /** By row; the last is of the run as a whole. */
  readonly #rows: readonly Growing<RowMarkers>[];
  readonly #rowOf: ReadonlyMap<string, number>;
  #markersTaken = 0;
  #arrowsTaken = 0;

  constructor(rows: readonly LaneRow[], rowOf: ReadonlyMap<string, number>) {
    this.#rows = [...rows.map(noMarkers), noMarkers()];
    this.#rowOf = rowOf;
    this.arrows = this.#arrows;
  }

  /** Of a row, or (-1) of the run as a whole. */
  markers(row: number): RowMarkers {
    return this.#rows.at(row) ?? noMarkers();
  }

  /** Takes what has come since it was last given; of the same timeline. */
  take({ markers, arrows }: Timeline): this {
    for (; this.#markersTaken < markers.length; this.#markersTaken += 1) {
      const marker = markers[this.#markersTaken];
      if (marker !== undefined) this.#takeMarker(marker);
    }
    for (; this.#arrowsTaken < arrows.length; this.#arrowsTaken += 1) {
      const arrow = arrows[this.#arrowsTaken];
      if (arrow !== undefined) this.#takeArrow(arrow);
    }
    return this;
  }

  #takeMarker({ at, kind, lane, seq }: Marker): void {
    const row = lane === null ? -1 : (this.#rowOf.get(lane) ?? -1);
    const own = this.#rows.at(row);
    own?.at.push(at);
    own?.kinds.push(placeOfKind.get(kind) ?? 0);
    own?.seqs.push(seq);
  }

  #takeArrow(arrow: Arrow): void {
    const from = this.#rowOf.get(arrow.from);
    const to = this.#rowOf.get(arrow.to);
    if (from === undefined || to === undefined || from === to) return;
    this.#arrows.at.push(arrow.at);
    this.#arrows.from.push(from);
    this.#arrows.to.push(to);
    this.#arrows.arrows.push(arrow);
  }
}

/** The places of a sorted list whose moments lie between two, from the first to before the last. */
export const placesBetween = (at: readonly number[], from: number, to: number): readonly [number, number] => [
  bisectLeft(at, from),
  bisectRight(at, to),
];
