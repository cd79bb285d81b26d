import type { Lane } from '@contract/timelines.ts';
import { group } from 'd3';

/** One row of the timeline: a lane, indented by how deep it stands; `hidden` lanes beneath it are folded into it. */
export interface LaneRow {
  readonly lane: Lane;
  /** 0 for roots. */
  readonly depth: number;
  readonly isLeader: boolean;
  readonly folded: boolean;
  /** Ids of the lanes folded into this row, at any depth. */
  readonly hidden: readonly string[];
}

const childrenOf = (lanes: readonly Lane[]): ReadonlyMap<string | null, readonly Lane[]> => {
  const known = new Set(lanes.map(({ id }) => id));
  // One whose parent is not there stands as a root.
  return group(lanes, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
};

/** Leaders before those beneath them, siblings in the order of their birth. */
export const laneRows = (lanes: readonly Lane[], folded: ReadonlySet<string>): readonly LaneRow[] => {
  const children = childrenOf(lanes);
  const beneath = (id: string): string[] =>
    (children.get(id) ?? []).flatMap((child) => [child.id, ...beneath(child.id)]);
  const rowsFrom = (parent: string | null, depth: number): LaneRow[] =>
    (children.get(parent) ?? []).flatMap((lane) => {
      const isLeader = children.has(lane.id);
      const isFolded = isLeader && folded.has(lane.id);
      const hidden = isFolded ? beneath(lane.id) : [];
      const row: LaneRow = { lane, depth, isLeader, folded: isFolded, hidden };
      return isFolded ? [row] : [row, ...rowsFrom(lane.id, depth + 1)];
    });
  return rowsFrom(null, 0);
};

/** The row in which each lane is drawn: its own, or that of the leader it is folded into. */
export const rowOfLane = (rows: readonly LaneRow[]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap(({ lane, hidden }, row) => [lane.id, ...hidden].map((id) => [id, row] as const)));
