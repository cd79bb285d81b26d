import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

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
  const root = await realPart(worktree);
  const way = relative(root, await realPart(join(root, ...plain)));
  const place = way === '' ? [] : way.split(sep);
  if (place[0] === '..' || place[0]?.toLowerCase() === '.git') return null;
  return [...place, ...(glob === -1 ? [] : names.slice(glob))].join('/');
};
