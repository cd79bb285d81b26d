import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Followed } from '../../../core/ports/branch-stands.ts';
import type { Ground } from './ground.ts';

/** Of the folder that all worktrees share: packed branches, and what the main worktree has checked out. The rest is the person's own index. */
const signs: ReadonlySet<string> = new Set(['packed-refs', 'HEAD', 'reftable']);

const isLock = (name: string | null): boolean => name?.endsWith('.lock') ?? false;

/** A folder of branches and those above it up to `refs/heads`: one that is not there, as its branches are packed, appears in one of them. */
const foldersOf = (common: string, branch: string): string[] => {
  const top = join(common, 'refs', 'heads');
  const folders: string[] = [];
  for (let at = dirname(join(top, branch)); at.length >= top.length; at = dirname(at)) folders.push(at);
  return folders;
};

const open = (folder: string, isNews: (name: string | null) => boolean, moved: () => void) => {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (isNews(name)) moved();
    });
    // Gone with the last branch in it: the folder above tells so.
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'refused';
  }
};

/** Follows branches by git's own files, a folder of them at a time. */
export const followBranches = async (
  ground: Ground,
  branches: readonly string[],
  moved: () => void,
): Promise<Followed> => {
  const common = await ground.common();
  if (!common.ok) return { watched: false, stop: () => undefined };
  const folders = new Set(branches.flatMap((branch) => foldersOf(common.value, branch)));
  const opened = [
    open(common.value, (name) => name === null || signs.has(name), moved),
    ...[...folders].map((folder) => open(folder, (name) => !isLock(name), moved)),
  ];
  // Moved away, or its .git replaced: it is looked at, and told why git can't be asked. Where these can't be watched, a call finds out.
  const around = [
    open(ground.root, (name) => name === '.git', moved),
    open(dirname(ground.root), (name) => name === basename(ground.root), moved),
  ];
  const watchers = [...opened, ...around].filter((one): one is FSWatcher => typeof one !== 'string');
  return {
    watched: opened[0] !== 'absent' && !opened.includes('refused'),
    stop: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
};
