import type { Shown } from './fold-tree.ts';
import type { Arrangement } from './layout-hierarchy.ts';
import type { Tree, TreeNode } from './read-tree.ts';

/** Where a key leads: to another instance, or to folding the present one. */
export type Step = { readonly to: string } | { readonly fold: boolean } | null;

const to = (node: TreeNode | undefined): Step => (node === undefined ? null : { to: node.id });

/** All that is shown, parents before children. */
const rowsOf = ({ roots, opened }: Shown): TreeNode[] =>
  roots.flatMap(function visit(node: TreeNode): TreeNode[] {
    return [node, ...opened(node).flatMap(visit)];
  });

const siblingsOf = (tree: Tree, shown: Shown, node: TreeNode): readonly TreeNode[] => {
  const parent = node.parent === null ? undefined : tree.byId.get(node.parent);
  return parent === undefined ? shown.roots : shown.opened(parent);
};

const stepDown = (key: string, tree: Tree, shown: Shown, node: TreeNode): Step => {
  const siblings = siblingsOf(tree, shown, node);
  const at = siblings.indexOf(node);
  switch (key) {
    case 'ArrowUp':
      return node.parent === null ? null : { to: node.parent };
    case 'ArrowDown':
      // A childless one hangs in a column with its siblings: the next lies below it.
      return to(shown.opened(node)[0] ?? siblings[at + 1]);
    case 'ArrowLeft':
      return at > 0 ? to(siblings[at - 1]) : null;
    case 'ArrowRight':
      return to(siblings[at + 1]);
    default:
      return null;
  }
};

const stepList = (key: string, shown: Shown, node: TreeNode): Step => {
  const rows = rowsOf(shown);
  const at = rows.indexOf(node);
  const below = shown.opened(node);
  switch (key) {
    case 'ArrowUp':
      return at > 0 ? to(rows[at - 1]) : null;
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowLeft':
      if (below.length > 0) return { fold: true };
      return node.parent === null ? null : { to: node.parent };
    case 'ArrowRight':
      if (below.length > 0) return to(below[0]);
      return node.children.length > 0 ? { fold: false } : null;
    default:
      return null;
  }
};

/**
 * What an arrow, Home or End does from an instance. In a tree from top to bottom: up the parent, down the first child, left and right
 * the siblings. In rows, as file trees do it: up and down the rows, right unfolds or enters, left folds or leaves.
 */
export const stepFrom = (
  key: string,
  tree: Tree,
  shown: Shown,
  id: string,
  arrangement: Arrangement,
): Step => {
  if (key === 'Home') return to(shown.roots[0]);
  if (key === 'End') return to(rowsOf(shown).at(-1));
  const node = tree.byId.get(id);
  if (node === undefined) return to(shown.roots[0]);
  return arrangement === 'down' ? stepDown(key, tree, shown, node) : stepList(key, shown, node);
};
