import { readlinkSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { staysInside } from './place-below.ts';

/** In one entry. Copying more takes longer than to install it, and fills a disk at a hundred instances: that is linked. */
const mostFiles = 50_000;

export interface ListedFiles {
  /** Files and links, relative to the root. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** A link that means the same in another worktree: relative, and not out of the repository. */
const isMovable = (root: string, path: string): boolean => {
  const target = readlinkSync(join(root, path));
  if (isAbsolute(target)) return false;
  return !normalize(join(dirname(path), target)).startsWith('..') && staysInside(root, path);
};

/** Everything below a path that can be copied. Null: there is too much of it. */
export const listFiles = async (root: string, path: string): Promise<ListedFiles | null> => {
  const files: string[] = [];
  const notes: string[] = [];
  const open = [path];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (files.length + open.length > mostFiles) return null;
    const there = await lstat(join(root, at));
    if (there.isDirectory()) {
      // A repository in it is somebody else's, and would be taken for a submodule.
      for (const name of await readdir(join(root, at)))
        if (name.toLowerCase() !== '.git') open.push(`${at}/${name}`);
    } else if (there.isSymbolicLink()) {
      if (isMovable(root, at)) files.push(at);
      else notes.push(`${at} is a link out of the repository, and was left out`);
    } else if (there.isFile()) files.push(at);
    else notes.push(`${at} is no file, and was left out`);
  }
  return { files: files.sort(), notes };
};

export const tooMuch = (path: string): string =>
  `${path} has more than ${mostFiles} files: link it, or make it by the set-up command`;
