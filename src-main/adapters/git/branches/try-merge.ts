import { ok, type Result } from '@contract/result.ts';
import type { MergeAttempt, MergeWish } from '../../../core/ports/branch-merges.ts';
import { contains, treeOf } from './commit-facts.ts';
import { commitTree, withTrailers } from './commit-tree.ts';
import { type Ground, hashes } from './ground.ts';
import { mergeTree } from './merge-tree.ts';
import { clashingNames } from './name-clashes.ts';
import { rebaseByTrees } from './rebase-by-trees.ts';

/** Nothing to bring in: a merge has it all as history, a squash has it all as content. */
const isNothing = async (ground: Ground, wish: MergeWish, tree: string): Promise<Result<boolean>> => {
  const before = await treeOf(ground, wish.into);
  if (!before.ok) return before;
  if (before.value !== tree) return ok(false);
  return wish.strategy === 'squash' ? ok(true) : contains(ground, wish.into, wish.from);
};

const mergeAtOnce = async (ground: Ground, wish: MergeWish): Promise<Result<MergeAttempt>> => {
  const { into, from, signal } = wish;
  const merged = await mergeTree(ground, { into, from }, { signal });
  if (!merged.ok) return merged;
  if (merged.value.kind === 'conflicted') {
    const { files, messages } = merged.value;
    return ok({ kind: 'conflicted', files, messages, stoppedAt: null });
  }
  const { tree } = merged.value;
  const nothing = await isNothing(ground, wish, tree);
  if (!nothing.ok) return nothing;
  if (nothing.value) return ok({ kind: 'nothing' });
  const clash = await clashingNames(ground, into, tree);
  if (!clash.ok) return clash;
  if (clash.value !== null) return ok({ kind: 'conflicted', ...clash.value, stoppedAt: null });
  const commit = await commitTree(ground, {
    tree,
    parents: wish.strategy === 'squash' ? [into] : [into, from],
    message: withTrailers(wish.message, wish.trailers),
    signal,
  });
  if (!commit.ok) return commit;
  ground.facts.noteContains(commit.value, into);
  return ok({ kind: 'merged', commit: commit.value, tree, notes: [] });
};

/** Merges by objects alone: whatever comes of it, no ref, index or file is touched. */
export const tryMerge = async (ground: Ground, wish: MergeWish): Promise<Result<MergeAttempt>> => {
  const given = hashes(wish.into, wish.from);
  if (!given.ok) return given;
  const ready = await ground.common();
  if (!ready.ok) return ready;
  return wish.strategy === 'rebase' ? rebaseByTrees(ground, wish) : mergeAtOnce(ground, wish);
};
