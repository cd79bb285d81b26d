import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Worktree } from '../../core/ports/worktrees.ts';
import { addWorktree } from './add-worktree.ts';
import type { Git } from './run-git.ts';

const noWorktree = (path: string) =>
  fail(
    'wrong_state',
    `${path} is there, but is no worktree any more: its .git is gone.`,
    'Move what is in it elsewhere and remove the folder; the worktree is made again then.',
  );

const noBranch = (path: string, branch: string) =>
  fail(
    'wrong_state',
    `The worktree ${path} is gone, and its branch ${branch}, too.`,
    `Make the branch again (git branch ${branch} COMMIT; git reflog names lost commits), or put this instance away.`,
  );

/** Whether the worktree can be used as it lies there, or is to be made again. */
export const isThere = (path: string): Result<boolean> => {
  if (!existsSync(path)) return ok(false);
  return existsSync(join(path, '.git')) ? ok(true) : noWorktree(path);
};

/** In its turn. */
export const comeBack = async (git: Git, { path, branch }: Worktree): Promise<Result<boolean>> => {
  const there = isThere(path);
  if (!there.ok) return there;
  if (there.value) return ok(false);
  const made = await addWorktree(git, { path, branch, from: `refs/heads/${branch}` });
  if (made.ok) return ok(true);
  return made.error.code === 'not_found' ? noBranch(path, branch) : made;
};
