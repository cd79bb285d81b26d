import { ok, type Result } from '@contract/result.ts';
import type { Undo, UndoWish } from '../../../core/ports/branch-merges.ts';
import { contains, tipOf, treeOf } from './commit-facts.ts';
import { commitTree, throwAway, withTrailers } from './commit-tree.ts';
import { type Ground, hashes } from './ground.ts';
import { mergeTree, type TreeMerge } from './merge-tree.ts';
import { moveBranch } from './move-branch.ts';

const why = (wish: UndoWish): string => wish.message.split('\n')[0] ?? 'undo';

/** Three trees as three commits: from `after` to `before` is the change that takes it back, and it goes onto the tip. */
const takenBack = async (ground: Ground, wish: UndoWish, tip: string): Promise<Result<TreeMerge>> => {
  const trees: string[] = [];
  for (const commit of [wish.after, tip, wish.before]) {
    const tree = await treeOf(ground, commit);
    if (!tree.ok) return tree;
    trees.push(tree.value);
  }
  const [after = '', now = '', before = ''] = trees;
  const base = await throwAway(ground, after, []);
  if (!base.ok) return base;
  const ours = await throwAway(ground, now, [base.value]);
  if (!ours.ok) return ours;
  const theirs = await throwAway(ground, before, [base.value]);
  if (!theirs.ok) return theirs;
  return mergeTree(ground, { into: ours.value, from: theirs.value });
};

/** A commit on top of the others' that takes it back. */
const revert = async (ground: Ground, wish: UndoWish, tip: string): Promise<Result<Undo>> => {
  const there = await contains(ground, tip, wish.after);
  if (!there.ok) return there;
  if (!there.value) return ok({ kind: 'gone', tip });
  const merged = await takenBack(ground, wish, tip);
  if (!merged.ok) return merged;
  if (merged.value.kind === 'conflicted')
    return ok({ kind: 'conflicted', files: merged.value.files, messages: merged.value.messages });
  if (merged.value.tree === ground.facts.treeOf(tip)) return ok({ kind: 'gone', tip });
  const commit = await commitTree(ground, {
    tree: merged.value.tree,
    parents: [tip],
    message: withTrailers(wish.message, wish.trailers),
  });
  if (!commit.ok) return commit;
  const move = { branch: wish.branch, from: tip, to: commit.value, why: why(wish), lenient: true };
  const moved = await moveBranch(ground, move);
  if (!moved.ok) return moved;
  if (moved.value.kind !== 'moved') return ok(moved.value);
  return ok({ kind: 'reverted', commit: commit.value, worktree: moved.value.worktree });
};

/** Takes a change of a branch back, whatever has come on top of it. */
export const undo = async (ground: Ground, wish: UndoWish): Promise<Result<Undo>> => {
  const { branch, before, after } = wish;
  const given = hashes(before, after);
  if (!given.ok) return given;
  return ground.writing(async () => {
    const tip = await tipOf(ground, branch);
    if (!tip.ok) return tip;
    if (tip.value === null) return ok({ kind: 'gone', tip: null });
    if (tip.value !== after) return revert(ground, wish, tip.value);
    const moved = await moveBranch(ground, {
      branch,
      from: after,
      to: before,
      why: why(wish),
      lenient: true,
    });
    if (!moved.ok) return moved;
    return ok(moved.value.kind === 'moved' ? { kind: 'back', worktree: moved.value.worktree } : moved.value);
  });
};
