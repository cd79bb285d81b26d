import { realpath } from 'node:fs/promises';
import { ok, type Result } from '@contract/result.ts';
import { openRepository } from '../../adapters/git/open-repository.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Repository } from '../../core/ports/worktrees.ts';

/** The repository that a folder lies in, by its real path: one project is one state folder, however it was reached. */
export const findRepository = async (folder: string, env: Environment): Promise<Result<Repository>> => {
  const found = await openRepository(env, folder);
  return found.ok ? ok({ ...found.value, root: await realpath(found.value.root) }) : found;
};
