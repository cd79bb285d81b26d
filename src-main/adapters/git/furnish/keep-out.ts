import { ok, type Result } from '@contract/result.ts';
import { excludeFile } from '../exclude-file.ts';
import type { Git } from '../run-git.ts';
import { ignoredAmong } from './ignored-among.ts';

export interface Ground {
  /** Real path of the person's checkout, and a git in it. */
  readonly root: string;
  readonly gitInRoot: Git;
  /** Real path of the new worktree, and a git in it. */
  readonly worktree: string;
  readonly git: Git;
  readonly commonFolder: string;
  /** What git has in the worktree. */
  readonly tracked: ReadonlySet<string>;
}

export interface ToHide {
  /** As it will stand in the worktree. */
  readonly path: string;
  /** The same in the person's checkout, with a slash at a folder's end. */
  readonly source: string;
}

interface Hidden {
  readonly hidden: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/**
 * Sees to it that git ignores what is about to be placed. What it does not ignore goes into `info/exclude`, which all worktrees share: a file
 * that the person's own `.gitignore` covers there (a folder that is a link here) is hidden from nobody by that; of others the person is told.
 */
export const keepOut = async (ground: Ground, wanted: readonly ToHide[]): Promise<Result<Hidden>> => {
  const paths = wanted.map(({ path }) => path);
  const before = await ignoredAmong(ground.git, paths);
  if (!before.ok) return before;
  const seen = wanted.filter(({ path }) => !before.value.has(path));
  if (seen.length === 0) return ok({ hidden: before.value, notes: [] });
  const own = await ignoredAmong(
    ground.gitInRoot,
    seen.map(({ source }) => source),
  );
  if (!own.ok) return own;
  for (const { path } of seen) excludeFile(ground.commonFolder, path);
  const after = await ignoredAmong(ground.git, paths);
  if (!after.ok) return after;
  const notes = seen.flatMap(({ path, source }) => {
    if (!after.value.has(path))
      return [`${path} is not placed: a .gitignore says that it is part of the work`];
    if (own.value.has(source)) return [];
    return [`${path} is not in .gitignore: it was added to .git/info/exclude, so that nobody commits it`];
  });
  return ok({ hidden: after.value, notes });
};
