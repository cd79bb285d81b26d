import { curveStepBefore, hierarchy, link, linkVertical, tree as tidyTree } from 'd3';
import type { TreeNode } from './read-tree.ts';

/**
 * `down`: a tidy tree from top to bottom, the childless children of one parent hung beneath it in a column.
 * `list`: one row each, indented by level, for panels that are higher than they are wide.
 */
export type Arrangement = 'down' | 'list';

export type PlacedNode = {
  readonly node: TreeNode;
  /** Upper left corner, in pixels at scale 1. */
  readonly x: number;
  readonly y: number;
};

export type PlacedLink = { readonly from: string; readonly to: string; readonly path: string };

export type Layout = {
  readonly arrangement: Arrangement;
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  /** Of all nodes together; the upper left is at 0, 0. */
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  /** A node has room for an id and a state, and no more. */
  readonly narrow: boolean;
};

export type Box = { readonly width: number; readonly height: number };

/**
 * Pixels at scale 1, on the 4 px grid. A node holds two lines. In a tree: the id, then state and badges, as narrow as that
 * can be, so that two columns fit a side panel (`wide` holds the counts of a folded one); a column may `hang` to the right by less than the gap. In a list: id and
 * state, then task and badges, as wide as the panel.
 */
const nodeHeight = 44;
const down = { narrow: 156, wide: 284, columnGap: 16, levelGap: 36, rowGap: 8, hang: 12 } as const;
/** Wider than `widest` the state is too far from the id for the eye to keep the line. */
const list = { narrowest: 260, widest: 480, rowGap: 8, indent: 20 } as const;

/** A tree that would have to be smaller than this to be seen whole begins at this scale, and is moved about. */
export const legible = 0.8;
/** Up to so many instances a tree is taken in at a glance, and drawn as one as long as it is legible. */
const fewNodes = 15;

/** Kept free around the whole, in pixels. */
export const padding = 16;

/** Which children to lay out: none beneath a collapsed node. */
export type Opened = (node: TreeNode) => readonly TreeNode[];

/** What the tidy tree works on: childless siblings become a chain, so that the whole column keeps its room. */
type Slot = { readonly node: TreeNode | null; readonly below: readonly Slot[]; readonly hung: number };

/** Whether children hang in a column: where that is wanted at all, several of them without any beneath. */
type Hangs = (children: readonly TreeNode[], opened: Opened) => boolean;
const never: Hangs = () => false;
const column: Hangs = (children, opened) =>
  children.length > 1 && children.every((child) => opened(child).length === 0);

const chain = (nodes: readonly TreeNode[], position: number): readonly Slot[] => {
  const [first, ...rest] = nodes;
  return first === undefined ? [] : [{ node: first, below: chain(rest, position + 1), hung: position }];
};

const slotOf = (node: TreeNode, opened: Opened, hangs: Hangs): Slot => {
  const children = opened(node);
  const below = hangs(children, opened)
    ? chain(children, 1)
    : children.map((child) => slotOf(child, opened, hangs));
  return { node, below, hung: 0 };
};

const elbow = link(curveStepBefore)
  .x((point) => point[0])
  .y((point) => point[1]);

const curve = linkVertical<unknown, [number, number]>();

/** From the middle of the parent's lower edge to the middle of the child's upper edge. */
const fork = (fromX: number, fromY: number, toX: number, toY: number): string =>
  curve({ source: [fromX, fromY], target: [toX, toY] }) ?? '';

/** Down along the parent's left side, then across to the child's left edge. */
const hook = (fromX: number, fromY: number, toX: number, toY: number): string =>
  elbow({ source: [fromX, fromY], target: [toX, toY] }) ?? '';

/** Whether nothing beneath it is folded away. */
const isWhole = (node: TreeNode, opened: Opened): boolean => {
  const children = opened(node);
  return children.length === node.children.length && children.every((child) => isWhole(child, opened));
};

const layoutDown = (roots: readonly TreeNode[], opened: Opened, hangs: Hangs): Layout => {
  const { columnGap, levelGap, rowGap, hang } = down;
  const narrow = roots.every((root) => isWhole(root, opened));
  const nodeWidth = narrow ? down.narrow : down.wide;
  const level = nodeHeight + levelGap;
  const row = nodeHeight + rowGap;
  const forest: Slot = { node: null, below: roots.map((root) => slotOf(root, opened, hangs)), hung: 0 };
  const placed = tidyTree<Slot>()
    .nodeSize([nodeWidth + columnGap, level])
    .separation(() => 1)(hierarchy(forest, (slot) => slot.below));
  const nodes: PlacedNode[] = [];
  placed.eachBefore(({ data, x, y }) => {
    if (data.node === null) return;
    const depth = Math.round(y / level) - 1;
    // A hung node stands closer than the level it reserved: rows are never higher than levels, so nothing overlaps.
    const top = depth * level - Math.max(0, data.hung - 1) * (level - row);
    nodes.push({ node: data.node, x: x - nodeWidth / 2 + (data.hung > 0 ? hang : 0), y: top });
  });
  const moved = toOrigin(nodes, nodeWidth);
  const spots = new Map(moved.nodes.map((spot) => [spot.node.id, spot]));
  const links = linksOf(
    moved.nodes,
    spots,
    (parent, child, hung) =>
      hung
        ? hook(parent.x + hang / 2, parent.y + nodeHeight, child.x, child.y + nodeHeight / 2)
        : fork(parent.x + nodeWidth / 2, parent.y + nodeHeight, child.x + nodeWidth / 2, child.y),
    opened,
    hangs,
  );
  return { arrangement: 'down', ...moved, links, nodeWidth, nodeHeight, narrow };
};

/** A row's width that fills the box at the scale that its height leaves. */
const rowWidth = (rows: number, depth: number, box: Box): number => {
  const tall = rows * (nodeHeight + list.rowGap);
  const scale = Math.min(1, Math.max(legible, (box.height - 2 * padding) / Math.max(1, tall)));
  const width = (box.width - 2 * padding) / scale - depth * list.indent;
  return Math.round(Math.min(list.widest, Math.max(list.narrowest, width)));
};

const layoutList = (roots: readonly TreeNode[], opened: Opened, box: Box): Layout => {
  const { rowGap, indent } = list;
  let deepest = 0;
  const nodes: PlacedNode[] = [];
  const visit = (node: TreeNode, depth: number): void => {
    deepest = Math.max(deepest, depth);
    nodes.push({ node, x: depth * indent, y: nodes.length * (nodeHeight + rowGap) });
    for (const child of opened(node)) visit(child, depth + 1);
  };
  for (const root of roots) visit(root, 0);
  const nodeWidth = rowWidth(nodes.length, deepest, box);
  const moved = toOrigin(nodes, nodeWidth);
  const spots = new Map(moved.nodes.map((spot) => [spot.node.id, spot]));
  const links = linksOf(
    moved.nodes,
    spots,
    (parent, child) => hook(parent.x + indent / 2, parent.y + nodeHeight, child.x, child.y + nodeHeight / 2),
    opened,
    never,
  );
  return { arrangement: 'list', ...moved, links, nodeWidth, nodeHeight, narrow: false };
};

type Draw = (parent: PlacedNode, child: PlacedNode, hung: boolean) => string;

const linksOf = (
  nodes: readonly PlacedNode[],
  spots: ReadonlyMap<string, PlacedNode>,
  draw: Draw,
  opened: Opened,
  hangs: Hangs,
): PlacedLink[] =>
  nodes.flatMap((parent) => {
    const children = opened(parent.node);
    const hung = hangs(children, opened);
    return children.flatMap((child) => {
      const spot = spots.get(child.id);
      return spot === undefined
        ? []
        : [{ from: parent.node.id, to: child.id, path: draw(parent, spot, hung) }];
    });
  });

/** Moves everything so that the upper left is at 0, 0, and measures it. */
const toOrigin = (nodes: readonly PlacedNode[], nodeWidth: number) => {
  if (nodes.length === 0) return { nodes, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of nodes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + nodeWidth);
    bottom = Math.max(bottom, y + nodeHeight);
  }
  return {
    nodes: nodes.map((spot) => ({ ...spot, x: spot.x - left, y: spot.y - top })),
    width: right - left,
    height: bottom - top,
  };
};

/** Scale at which all of a layout is seen in a box; at most 1, since larger than designed helps nobody. */
export const fitScale = (layout: Box, box: Box, margin: number): number =>
  Math.min(
    1,
    (box.width - 2 * margin) / Math.max(1, layout.width),
    (box.height - 2 * margin) / Math.max(1, layout.height),
  );

/**
 * Places every visible instance; nodes never overlap. A tree with all siblings side by side where the box has the room,
 * else with childless ones hung in columns where few are legible so and many have the room, else whichever of that and the list can be shown larger.
 */
export const layoutHierarchy = (
  roots: readonly TreeNode[],
  opened: Opened,
  box: Box,
  arrangement?: Arrangement,
): Layout => {
  if (arrangement === 'list') return layoutList(roots, opened, box);
  const hung = layoutDown(roots, opened, column);
  // A box that was not measured yet has no proportions to choose by.
  if (arrangement === 'down' || box.width === 0) return hung;
  const spread = layoutDown(roots, opened, never);
  if (fitScale(spread, box, padding) >= 1) return spread;
  if (fitScale(hung, box, padding) >= (hung.nodes.length <= fewNodes ? legible : 1)) return hung;
  const rows = layoutList(roots, opened, box);
  return fitScale(rows, box, padding) > fitScale(hung, box, padding) ? rows : hung;
};
