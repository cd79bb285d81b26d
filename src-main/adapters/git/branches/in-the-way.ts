import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { Waiting } from '../../../core/ports/branch-merges.ts';
import type { Git } from '../run-git.ts';
import { quiet } from './ground.ts';
import type { Checkout } from './worktree-heads.ts';

/** Enough for a person to see what it is about. */
const namedFiles = 100;

export const waiting = (
  worktree: string,
  reason: Waiting['reason'],
  files: readonly string[] = [],
): Waiting => ({
  kind: 'waiting',
  worktree,
  reason,
  files: files.slice(0, namedFiles),
});

const listed = (output: string): string[] => output.split('\0').filter((path) => path !== '');

/** Path of an entry of status: behind the fields of a changed (1) or an unmerged (u) one. */
const pathOf = (entry: string): string =>
  entry
    .split(' ')
    .slice(entry.startsWith('u ') ? 10 : 8)
    .join(' ');

/** Tracked files with changes. A submodule's folder is no matter: its files don't move with the branch. */
const changedFiles = async (git: Git): Promise<Result<string[]>> => {
  const status = await git([
    ...[...quiet, 'status', '--porcelain=v2', '-z', '--no-renames'],
    ...['--untracked-files=no', '--ignore-submodules=all'],
  ]);
  return status.ok ? ok(listed(status.value.stdout).map(pathOf)) : status;
};

type Found = 'nothing' | 'folder' | 'file';

const at = (path: string): Found => {
  try {
    return lstatSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'nothing';
    throw error;
  }
};

/** Files of the new commit, not of the old, that are there all the same: git does not know them, and would overwrite ignored ones. */
const untrackedInTheWay = async (
  git: Git,
  worktree: string,
  from: string,
  to: string,
): Promise<Result<string[]>> => {
  const changes = await git(['diff-tree', '-r', '-z', '--no-renames', '--name-status', from, to]);
  if (!changes.ok) return changes;
  const fields = listed(changes.value.stdout);
  const paths = (status: string) =>
    fields.filter((_path, index) => index % 2 === 1 && fields[index - 1] === status);
  const goes = new Set(paths('D'));
  const parentsOf = (path: string): string[] =>
    path
      .split('/')
      .slice(0, -1)
      .map((_part, index, parts) => parts.slice(0, index + 1).join('/'));
  return ok(
    paths('A').flatMap((path) => {
      const found = at(join(worktree, path));
      // A folder becomes a file: fine when all in it was tracked and goes, which git itself looks at.
      if (found === 'file') return [path];
      return parentsOf(path)
        .filter((parent) => !goes.has(parent) && at(join(worktree, parent)) === 'file')
        .slice(0, 1);
    }),
  );
};

/** Why the files of a worktree can't follow its branch from one commit to another now; null: they can. `lenient`: changes may stay where nothing moves. */
export const inTheWay = async (
  git: Git,
  { worktree, busy, away }: Checkout,
  move: { readonly from: string; readonly to: string; readonly lenient: boolean },
): Promise<Result<Waiting | null>> => {
  if (away) return ok(waiting(worktree, 'away'));
  if (busy !== null) return ok(waiting(worktree, busy));
  const [changed, untracked] = await Promise.all([
    move.lenient ? ok([]) : changedFiles(git),
    untrackedInTheWay(git, worktree, move.from, move.to),
  ]);
  if (!changed.ok) return changed;
  if (changed.value.length > 0) return ok(waiting(worktree, 'changes', changed.value));
  if (!untracked.ok) return untracked;
  return ok(untracked.value.length > 0 ? waiting(worktree, 'untracked', untracked.value) : null);
};

/** What `read-tree` says when it finds something in the way itself; null: it failed for another reason. */
export const refusedByGit = (worktree: string, details: string): Waiting | null => {
  const changed = /Entry '(.+)' (?:not uptodate|would be overwritten|overlaps)/.exec(details)?.[1];
  if (changed !== undefined) return waiting(worktree, 'changes', [changed]);
  const untracked =
    /(?:Untracked working tree file|Updating) '(.+)' would (?:be overwritten|lose untracked)/.exec(
      details,
    )?.[1];
  return untracked === undefined ? null : waiting(worktree, 'untracked', [untracked]);
};
