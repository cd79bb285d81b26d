import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';

/** Those of some paths that git ignores, in the worktree that `git` runs in. A folder's name ends in a slash: it need not be there. */
export const ignoredAmong = async (
  git: Git,
  paths: readonly string[],
): Promise<Result<ReadonlySet<string>>> => {
  if (paths.length === 0) return ok(new Set());
  const args = ['check-ignore', '--stdin', '-z'];
  // 1: none of them is.
  const asked = await git(args, { accept: [0, 1], input: `${paths.join('\0')}\0` });
  return asked.ok ? ok(new Set(asked.value.stdout.split('\0').filter((path) => path !== ''))) : asked;
};
