import { realpathSync } from 'node:fs';
import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

/** The folder that all worktrees of a repository share (`.git` of the first): its real path names the repository. */
export const commonFolder = async (git: Git): Promise<Result<string>> => {
  const found = await git(['rev-parse', '--path-format=absolute', '--git-common-dir']);
  return found.ok ? ok(realpathSync(found.value.stdout.replace(/\n$/, ''))) : found;
};
