import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { BranchPlace } from '../../../core/ports/branch-stands.ts';
import { branchesOf, busyWith, textOf } from './worktree-heads.ts';

const gitFolderOf = (worktree: string): string | null => {
  const pointer = textOf(join(worktree, '.git'))?.replace(/^gitdir: /, '');
  if (pointer === undefined) return null;
  const folder = isAbsolute(pointer) ? pointer : resolve(worktree, pointer);
  return existsSync(folder) ? folder : null;
};

/** What a linked worktree has checked out. Reads git's own files: no process. */
export const placeOfBranch = (worktree: string, branch: string): BranchPlace => {
  if (!existsSync(worktree)) return { kind: 'gone' };
  const gitFolder = gitFolderOf(worktree);
  if (gitFolder === null) return { kind: 'broken' };
  const busy = busyWith(gitFolder);
  if (busy !== null) return { kind: 'busy', with: busy };
  const heads = branchesOf(gitFolder);
  if (heads.includes(`refs/heads/${branch}`)) return { kind: 'there' };
  const head = heads[0] ?? '';
  return { kind: 'elsewhere', on: head.startsWith('refs/heads/') ? head.slice('refs/heads/'.length) : null };
};
