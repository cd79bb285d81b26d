import type { Instance } from '@contract/instances.ts';
import { type InstanceState, instanceStates } from '@contract/states.ts';
import { type HierarchyNode, stratify } from 'd3';
import { needsYou } from '../design/needs-you.ts';

/** The one root that stratify wants (d3 takes an empty id for none): parent of every instance without a (known) parent, never drawn. */
const synthetic = '(all)';

/** How many of a subtree's instances (itself left out) are in each state. */
export type StateCounts = Readonly<Partial<Record<InstanceState, number>>>;

/** An instance with what the graph knows of those beneath it. `level` is 1 for roots. */
export type TreeNode = {
  readonly instance: Instance;
  readonly id: string;
  readonly level: number;
  readonly parent: string | null;
  readonly children: readonly TreeNode[];
  /** All instances beneath it, at any depth. */
  readonly descendants: number;
  readonly counts: StateCounts;
  /** Instances beneath it that need a person, itself left out. */
  readonly attention: number;
};

export type Tree = {
  readonly roots: readonly TreeNode[];
  readonly byId: ReadonlyMap<string, TreeNode>;
};

const count = (children: readonly TreeNode[]): StateCounts => {
  const counts: Partial<Record<InstanceState, number>> = {};
  for (const child of children) {
    for (const state of instanceStates) {
      const beneath = (child.counts[state] ?? 0) + (child.instance.state === state ? 1 : 0);
      if (beneath > 0) counts[state] = (counts[state] ?? 0) + beneath;
    }
  }
  return counts;
};

const sum = (children: readonly TreeNode[], of: (child: TreeNode) => number): number =>
  children.reduce((total, child) => total + of(child), 0);

/**
 * The hierarchy of a view's instances, siblings in the order they were spawned. An instance whose parent is unknown
 * (its events are not there yet) stands as a root rather than breaking the picture.
 */
export const readTree = (instances: Readonly<Record<string, Instance>>): Tree => {
  const byId = new Map<string, TreeNode>();
  const all = Object.values(instances);
  if (all.length === 0) return { roots: [], byId };
  const parentOf = (instance: Instance): string =>
    instance.parent !== null && instance.parent in instances ? instance.parent : synthetic;
  const root = stratify<Instance | null>()
    .id((item) => item?.id ?? synthetic)
    .parentId((item) => (item === null ? undefined : parentOf(item)))([null, ...all]);
  const convert = (node: HierarchyNode<Instance | null>): readonly TreeNode[] => {
    const children = (node.children ?? []).flatMap(convert);
    if (node.data === null) return children;
    const made: TreeNode = {
      instance: node.data,
      id: node.data.id,
      level: node.depth,
      parent: node.depth > 1 ? (node.data.parent ?? null) : null,
      children,
      descendants: sum(children, (child) => child.descendants + 1),
      counts: count(children),
      attention: sum(children, (child) => child.attention + (needsYou(child.instance) ? 1 : 0)),
    };
    byId.set(made.id, made);
    return [made];
  };
  return { roots: convert(root), byId };
};
