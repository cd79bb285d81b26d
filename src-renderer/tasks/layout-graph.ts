import { type Linked, layersOf } from './graph-layers.ts';

/** Pixels. A node holds a title of one line, and its id with its state. */
export const nodeSize = { width: 208, height: 48 } as const;
const gap = { x: 56, y: 16 } as const;
/** An edge that passes a layer takes this much of its height. */
const lane = 8;
const margin = 16;

export type Point = { readonly x: number; readonly y: number };
export type PlacedTask = Point & { readonly id: string };
/** `points`: its way, from the right side of `from` to the left side of `to`. */
export type PlacedEdge = { readonly from: string; readonly to: string; readonly points: readonly Point[] };

export type GraphLayout = {
  readonly nodes: readonly PlacedTask[];
  readonly edges: readonly PlacedEdge[];
  /** Those that depend on nothing shown, and on which nothing shown depends. */
  readonly alone: readonly string[];
  readonly width: number;
  readonly height: number;
};

/** What stands in a layer: a task, or a place where an edge passes (`null`). */
type Slot = { readonly key: string; readonly task: string | null; readonly before: string[] };

/** An edge over several layers has a slot in each between, so that it goes round the tasks there. */
const slotsOf = (tasks: readonly Linked[], layers: ReadonlyMap<string, number>) => {
  const rows: Slot[][] = [];
  const edges: { from: string; to: string; via: string[] }[] = [];
  const put = (layer: number, slot: Slot): void => {
    rows[layer] ??= [];
    rows[layer].push(slot);
  };
  for (const { id, dependencies } of tasks) {
    const layer = layers.get(id) ?? 0;
    const before: string[] = [];
    for (const from of dependencies) {
      const via: string[] = [];
      for (let at = (layers.get(from) ?? 0) + 1; at < layer; at++) {
        const key = `${from} ${id} ${at}`;
        put(at, { key, task: null, before: [via.at(-1) ?? from] });
        via.push(key);
      }
      before.push(via.at(-1) ?? from);
      edges.push({ from, to: id, via });
    }
    put(layer, { key: id, task: id, before });
  }
  return { rows, edges };
};

const heightOf = (slot: Slot): number => (slot.task === null ? lane : nodeSize.height);

/** Back and forth this often; more changes little. */
const sweeps = 4;

/** Each layer in the order of the middle of what its slots are tied to, to the left and to the right in turns: few edges cross then. */
const ordered = (rows: readonly Slot[][]): readonly (readonly Slot[])[] => {
  const after = new Map<string, string[]>();
  for (const { key, before } of rows.flat())
    for (const from of before) after.set(from, [...(after.get(from) ?? []), key]);
  const current = rows.map((row) => [...row]);
  const at = new Map<string, number>();
  const number = (row: readonly Slot[]): void => row.forEach(({ key }, index) => void at.set(key, index));
  current.forEach(number);
  const mean = (keys: readonly string[], otherwise: number): number =>
    keys.length === 0 ? otherwise : keys.reduce((sum, key) => sum + (at.get(key) ?? 0), 0) / keys.length;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const right = sweep % 2 === 1;
    for (const row of right ? current : current.toReversed()) {
      const tied = ({ key, before }: Slot): readonly string[] => (right ? before : (after.get(key) ?? []));
      const wish = new Map(row.map((slot, index) => [slot, mean(tied(slot), index)]));
      row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      number(row);
    }
  }
  return current;
};

/** Each slot beside the middle of what it comes from, or under the one before it where that is taken. */
const placeRows = (rows: readonly Slot[][]): { middles: Map<string, Point>; height: number } => {
  const middles = new Map<string, Point>();
  let height = 0;
  ordered(rows).forEach((row, layer) => {
    const x = margin + layer * (nodeSize.width + gap.x);
    let y = margin;
    for (const slot of row) {
      const tall = heightOf(slot);
      const from = slot.before.flatMap((key) => middles.get(key)?.y ?? []);
      const wish = from.reduce((sum, each) => sum + each, 0) / Math.max(1, from.length) - tall / 2;
      const top = Math.max(y, wish);
      middles.set(slot.key, { x, y: top + tall / 2 });
      y = top + tall + gap.y;
    }
    height = Math.max(height, y - gap.y + margin);
  });
  return { middles, height };
};

/**
 * Tasks in layers from left to right, each to the right of all it depends on. Dependencies on what is not among `tasks`
 * are left out. Nodes never overlap, and each edge goes to the right.
 */
export const layoutGraph = (given: readonly Linked[]): GraphLayout => {
  const known = new Set(given.map(({ id }) => id));
  const inner = given.map(({ id, dependencies }) => ({
    id,
    dependencies: [...new Set(dependencies)].filter((from) => known.has(from) && from !== id),
  }));
  const { layers, links } = layersOf(inner);
  const used = new Set(
    links.flatMap(({ id, dependencies }) => (dependencies.length > 0 ? [id, ...dependencies] : [])),
  );
  const linked = links.filter(({ id }) => used.has(id));
  const { rows, edges } = slotsOf(linked, layers);
  const { middles, height } = placeRows(rows);
  const middle = (key: string): Point => middles.get(key) ?? { x: 0, y: 0 };
  return {
    nodes: linked.map(({ id }) => ({ id, x: middle(id).x, y: middle(id).y - nodeSize.height / 2 })),
    edges: edges.map(({ from, to, via }) => ({
      from,
      to,
      points: [
        { x: middle(from).x + nodeSize.width, y: middle(from).y },
        ...via.flatMap((key) => [middle(key), { x: middle(key).x + nodeSize.width, y: middle(key).y }]),
        middle(to),
      ],
    })),
    alone: inner.filter(({ id }) => !used.has(id)).map(({ id }) => id),
    width: rows.length === 0 ? 0 : rows.length * (nodeSize.width + gap.x) - gap.x + 2 * margin,
    height,
  };
};

/** A soft line through the points. */
export const edgePath = (points: readonly Point[]): string =>
  points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (before === undefined) return `M${x},${y}`;
      const half = (before.x + x) / 2;
      return `C${half},${before.y} ${half},${y} ${x},${y}`;
    })
    .join('');
