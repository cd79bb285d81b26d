import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** What can't be looked at (too long a name, a folder that can't be read) has no links that count. */
const linkAt = (path: string): 'link' | 'other' | 'nothing' => {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return 'nothing';
    return found.isSymbolicLink() ? 'link' : 'other';
  } catch {
    return 'nothing';
  }
};

/**
 * Whether a link stands in the way of `names`. Asked before each lock, of files that mostly are none: some microseconds without
 * a turn of the thread pool.
 */
const hasLink = (folder: string, names: readonly string[]): boolean => {
  let path = folder;
  for (const name of names) {
    path = join(path, name);
    const found = linkAt(path);
    if (found !== 'other') return found === 'link';
  }
  return false;
};

/** The real path of the deepest part of `path` that exists. */
const realPart = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    // Not there yet, too long a name, a circle of links, a folder that can't be read: its own name is what is claimed.
    if (!(error instanceof Error && 'code' in error) || parent === path) throw error;
    return join(await realPart(parent), path.slice(parent.length));
  }
};

/**
 * Where a claim on paths of a worktree really lies, relative to it; null: out of it, or in its .git. What stands before the
 * first name with a glob is followed; a name may hold any letter, so a link named `*` is taken for the glob it looks like.
 */
export const placeOfClaim = async (worktree: string, claim: string): Promise<string | null> => {
  const names = claim.split('/');
  const glob = names.findIndex((name) => /[*?{]/.test(name));
  const plain = glob === -1 ? names : names.slice(0, glob);
  if (!hasLink(worktree, plain)) return claim;
  const root = await realPart(worktree);
  const way = relative(root, await realPart(join(root, ...plain)));
  const place = way === '' ? [] : way.split(sep);
  if (place[0] === '..' || place[0]?.toLowerCase() === '.git') return null;
  return [...place, ...(glob === -1 ? [] : names.slice(glob))].join('/');
};
