import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { CheckedOut, WorktreeBusy } from '../../../core/ports/branch-reads.ts';
import { listWorktrees } from '../list-worktrees.ts';
import type { Ground } from './ground.ts';

/** A worktree's own files of git: HEAD, index and what it is in the middle of. */
export interface Checkout extends CheckedOut {
  readonly gitFolder: string;
}

export const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8').replace(/\n$/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
};

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Signs that git leaves while it is in the middle of something. */
const signs: readonly (readonly [string, WorktreeBusy])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

export const busyBy = (isThere: (sign: string) => boolean): WorktreeBusy | null =>
  signs.find(([sign]) => isThere(sign))?.[1] ?? null;

export const busyWith = (gitFolder: string): WorktreeBusy | null =>
  busyBy((sign) => existsSync(join(gitFolder, sign)));

/** While a rebase or bisect runs, HEAD is detached and the branch's name lies elsewhere; at its end it is moved. */
const branchesOf = (gitFolder: string): string[] => {
  const head = textOf(join(gitFolder, 'HEAD'))?.replace(/^ref: /, '') ?? '';
  const rebased = ['rebase-merge', 'rebase-apply'].map((kind) => textOf(join(gitFolder, kind, 'head-name')));
  const bisected = textOf(join(gitFolder, 'BISECT_START'));
  return [head, ...rebased, bisected === null ? null : `refs/heads/${bisected}`].filter(
    (name) => name !== null,
  );
};

/** Of a linked worktree: the folder that holds its `.git` file. */
const folderOf = (gitFolder: string): string | null => {
  const pointer = textOf(join(gitFolder, 'gitdir'));
  return pointer === null ? null : dirname(pointer);
};

const linked = (common: string): { gitFolder: string; worktree: string }[] =>
  namesIn(join(common, 'worktrees')).flatMap((name) => {
    const gitFolder = join(common, 'worktrees', name);
    const worktree = folderOf(gitFolder);
    return worktree === null ? [] : [{ gitFolder, worktree }];
  });

/** git's folders of all worktrees. */
export const gitFoldersOf = (common: string): string[] => [
  common,
  ...linked(common).map(({ gitFolder }) => gitFolder),
];

/** The top level of the repository's first worktree; null where it has none (bare) or git keeps it elsewhere. */
const mainWorktree = async (ground: Ground, common: string): Promise<string | null> => {
  // Of a submodule, or of a .git folder that was put elsewhere, only git knows.
  if (common.endsWith('/.git')) return dirname(common);
  const listed = await listWorktrees(ground.git);
  return (listed.ok ? listed.value[0]?.path : undefined) ?? null;
};

/** Where the branch is checked out, or will be again. Reads git's own files, which is what `git worktree list` does, without a process. */
export const checkoutsOf = async (ground: Ground, branch: string): Promise<Result<Checkout[]>> => {
  const common = await ground.common();
  if (!common.ok) return common;
  const wanted = `refs/heads/${branch}`;
  const found: Checkout[] = [];
  if (branchesOf(common.value).includes(wanted)) {
    const worktree = await mainWorktree(ground, common.value);
    if (worktree !== null && existsSync(worktree))
      found.push({ worktree, gitFolder: common.value, busy: busyWith(common.value), away: false });
  }
  for (const { gitFolder, worktree } of linked(common.value)) {
    if (!branchesOf(gitFolder).includes(wanted)) continue;
    const away = !existsSync(worktree);
    // A folder that was removed by hand holds nothing that could follow; one on a drive that is not there is locked.
    if (away && !existsSync(join(gitFolder, 'locked'))) continue;
    found.push({ worktree, gitFolder, busy: busyWith(gitFolder), away });
  }
  return ok(found);
};
