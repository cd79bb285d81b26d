import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

/** The branch that is checked out, or the short commit of a detached HEAD. */
export const currentBranch = async (git: Git): Promise<Result<string>> => {
  // The whole name: the short one of a branch that a tag is called by, too, is `heads/main`.
  const symbolic = await git(['symbolic-ref', '--quiet', 'HEAD'], { accept: [0, 1] });
  if (!symbolic.ok) return symbolic;
  if (symbolic.value.code === 0) return ok(symbolic.value.stdout.trim().replace(/^refs\/heads\//, ''));
  const commit = await git(['rev-parse', '--short', 'HEAD']);
  return commit.ok ? ok(commit.value.stdout.trim()) : commit;
};
