import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a project's worktrees are: a folder a run, named by its number, and in it one an instance. */
export const worktreesFolder = (stateFolder: string): string => join(stateFolder, 'worktrees');

/** Highest number of a run that has worktrees; 0 when there are none. */
export const lastRunOnDisk = (stateFolder: string): number => {
  try {
    const runs = readdirSync(worktreesFolder(stateFolder)).filter((name) => /^[1-9]\d*$/.test(name));
    return Math.max(0, ...runs.map(Number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
};
