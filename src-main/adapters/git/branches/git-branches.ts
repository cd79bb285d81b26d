import { ok } from '@contract/result.ts';
import type { Branches } from '../../../core/ports/branches.ts';
import { currentBranch } from '../current-branch.ts';
import { advance } from './advance.ts';
import { commitOf, tipOf, tipsOf } from './commit-facts.ts';
import { containing } from './containing.ts';
import { diffFiles } from './diff-files.ts';
import { blobAt, fileAt } from './file-at.ts';
import { followBranches } from './follow-branches.ts';
import { type GroundOptions, groundOf } from './ground.ts';
import { drop, keep, keepAll, kept } from './kept-refs.ts';
import { listCommits } from './list-commits.ts';
import { mend } from './mend.ts';
import { openLines } from './open-lines.ts';
import { ownPlaces } from './own-places.ts';
import { patchOf } from './patch-of.ts';
import { predict } from './predict.ts';
import { deleteBranch, finishRemoving, ignoredIn, removeWorktree } from './remove-places.ts';
import { saveWork } from './save-work.ts';
import { scratchesIn, scratchOf } from './scratch.ts';
import { standOf } from './stand-of.ts';
import { knownStands } from './stands.ts';
import { tryMerge } from './try-merge.ts';
import { undo } from './undo.ts';
import { checkoutsOf } from './worktree-heads.ts';

/** The repository's branches, by the git of this machine. `root`: its top level. */
export const gitBranches = (options: GroundOptions): Branches => {
  const ground = groundOf(options);
  const stands = knownStands(ground);
  return {
    current: () => currentBranch(ground.git),
    tips: (branches) => tipsOf(ground, branches),
    tip: (branch) => tipOf(ground, branch),
    commitOf: (name) => commitOf(ground, name),
    standOf: (of) => standOf(ground, of),
    commits: (base, branch, limit) => listCommits(ground, base, branch, limit),
    diffFiles: (from, to) => diffFiles(ground, from, to),
    patch: (of) => patchOf(ground, of),
    fileAt: (commit, path, limit = null) => fileAt(ground, commit, path, limit),
    blob: (blob, limit = null) => blobAt(ground, blob, limit),
    containing: (commit, prefix) => containing(ground, commit, prefix),
    checkedOut: async (branch) => {
      const checkouts = await checkoutsOf(ground, branch);
      return checkouts.ok
        ? ok(checkouts.value.map(({ worktree, busy, away }) => ({ worktree, busy, away })))
        : checkouts;
    },
    stands,
    openLines: (worktree) => openLines(ground, worktree),
    follow: (branches, moved) => followBranches(ground, branches, moved),
    tryMerge: (wish) => tryMerge(ground, wish),
    advance: (wish) => advance(ground, wish),
    undo: (wish) => undo(ground, wish),
    predict: (pairs) => predict(ground, pairs),
    saveWork: (of) => saveWork(ground, of),
    keep: (ref, commit, why) => keep(ground, ref, commit, why),
    keepAll: (refs, why) => keepAll(ground, refs, why),
    kept: (prefix) => kept(ground, prefix),
    drop: (ref, old) => drop(ground, ref, old),
    ownPlaces: () => ownPlaces(ground),
    ignoredIn: (worktree, limit) => ignoredIn(ground, worktree, limit),
    removeWorktree: (worktree, tip = null) => removeWorktree(ground, worktree, tip),
    finishRemoving: (worktree, tip = null) => finishRemoving(ground, worktree, tip),
    deleteBranch: (branch, old) => deleteBranch(ground, branch, old),
    scratch: (purpose) => scratchOf(ground, purpose),
    scratches: async () => scratchesIn(ground.stateFolder),
    mend: () => mend(ground),
  };
};
