import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

/** The branch that is checked out, or the short commit of a detached HEAD. */
export const currentBranch = async (git: Git): Promise<Result<string>> => {
  const symbolic = await git(['symbolic-ref', '--quiet', '--short', 'HEAD'], { accept: [0, 1] });
  if (!symbolic.ok) return symbolic;
  if (symbolic.value.code === 0) return ok(symbolic.value.stdout.trim());
  const commit = await git(['rev-parse', '--short', 'HEAD']);
  return commit.ok ? ok(commit.value.stdout.trim()) : commit;
};
