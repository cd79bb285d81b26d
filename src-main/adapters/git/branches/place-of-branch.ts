import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { BranchPlace } from '../../../core/ports/branch-stands.ts';
import { busyBy, textOf } from './worktree-heads.ts';

const gitFolderOf = (worktree: string): string | null => {
  const pointer = textOf(join(worktree, '.git'))?.replace(/^gitdir: /, '');
  if (pointer === undefined) return null;
  return isAbsolute(pointer) ? pointer : resolve(worktree, pointer);
};

/** One look at the folder, since most of a hundred worktrees are in the middle of nothing. */
const namesIn = (folder: string): ReadonlySet<string> | null => {
  try {
    return new Set(readdirSync(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
};

/** What a linked worktree has checked out. Reads git's own files: no process. */
export const placeOfBranch = (worktree: string, branch: string): BranchPlace => {
  const gitFolder = gitFolderOf(worktree);
  const names = gitFolder === null ? null : namesIn(gitFolder);
  if (gitFolder === null || names === null) return { kind: existsSync(worktree) ? 'broken' : 'gone' };
  const busy = busyBy((sign) => names.has(sign));
  if (busy !== null) return { kind: 'busy', with: busy };
  const head = textOf(join(gitFolder, 'HEAD'))?.replace(/^ref: /, '') ?? '';
  if (head === `refs/heads/${branch}`) return { kind: 'there' };
  return { kind: 'elsewhere', on: head.startsWith('refs/heads/') ? head.slice('refs/heads/'.length) : null };
};
