import type { Opened } from './layout-hierarchy.ts';
import type { Tree, TreeNode } from './read-tree.ts';

/** Up to so many instances a tree is legible unfolded in a side panel; above, managers fold by themselves. */
export const foldAbove = 24;

/** What the person folded or unfolded by hand, by instance id: it outlasts the automatic rule. */
export type FoldedByHand = ReadonlyMap<string, boolean>;

export const canFold = (node: TreeNode): boolean => node.children.length > 0;

/** Whether a node's children are hidden. Roots unfold by themselves at any size: a tree of one closed node says nothing. */
export const isFolded = (node: TreeNode, tree: Tree, byHand: FoldedByHand): boolean => {
  if (!canFold(node)) return false;
  return byHand.get(node.id) ?? (tree.byId.size > foldAbove && node.level > 1);
};

/** Ids whose fold hides an instance: its ancestors, the nearest first. */
export const ancestorsOf = (tree: Tree, id: string): string[] => {
  const found: string[] = [];
  for (let at = tree.byId.get(id)?.parent; at != null; at = tree.byId.get(at)?.parent) found.push(at);
  return found;
};

/** Words of the filter box, all of which must occur in an instance's id, role, state or task. */
export const matches = (node: TreeNode, text: string): boolean => {
  const { id, role, state, task } = node.instance;
  const said = `${id} ${role} ${state} ${task}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
};

/** The instances that a filter finds; null where nothing is filtered. */
export const findMatches = (tree: Tree, text: string): ReadonlySet<string> | null => {
  if (text.trim() === '') return null;
  return new Set([...tree.byId.values()].filter((node) => matches(node, text.trim())).map((node) => node.id));
};

export type Shown = { readonly roots: readonly TreeNode[]; readonly opened: Opened };

/** What is laid out: by the folds, or under a filter what it found together with the way there. */
export const showTree = (tree: Tree, byHand: FoldedByHand, found: ReadonlySet<string> | null): Shown => {
  if (found === null) {
    return { roots: tree.roots, opened: (node) => (isFolded(node, tree, byHand) ? [] : node.children) };
  }
  const kept = new Set([...found].flatMap((id) => [id, ...ancestorsOf(tree, id)]));
  const keep = (nodes: readonly TreeNode[]) => nodes.filter((node) => kept.has(node.id));
  const below = new Map([...tree.byId.values()].map((node) => [node.id, keep(node.children)]));
  return { roots: keep(tree.roots), opened: (node) => below.get(node.id) ?? [] };
};
