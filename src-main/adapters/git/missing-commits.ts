import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

/** git's own exit code for a name that it can't make out. */
const unknownName = 128;

/** Those of some hashes, whole or shortened, that name no commit of the repository. */
export const missingCommits = async (git: Git, commits: readonly string[]): Promise<Result<string[]>> => {
  // Mostly all are there, and one call tells so; else each is asked for.
  const accept = [0, unknownName];
  const all = await git(['rev-list', '--no-walk', '--end-of-options', ...commits], { accept });
  if (!all.ok) return all;
  if (all.value.code === 0) return ok([]);
  const missing: string[] = [];
  for (const commit of commits) {
    const one = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`], {
      accept: [0, 1, unknownName],
    });
    if (!one.ok) return one;
    if (one.value.code !== 0) missing.push(commit);
  }
  return ok(missing);
};
