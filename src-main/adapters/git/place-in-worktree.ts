import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';

const bad = (file: string, why: string) =>
  fail('bad_input', `${JSON.stringify(file)} ${why}.`, 'Name a file inside the worktree, like AGENTS.md.', {
    field: 'file',
  });

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** The deepest part of a path that exists. */
const existingPart = (path: string): string => (existsSync(path) ? path : existingPart(dirname(path)));

/**
 * Where a file named in a profile really lies: symbolic links followed, and never outside the worktree or in its .git.
 * Makes the folders on the way. Gives the path relative to the worktree's real path, and the absolute one.
 */
export const placeInWorktree = (
  worktree: string,
  file: string,
): Result<{ readonly relative: string; readonly absolute: string }> => {
  const parts = file.split('/');
  if (/[\0\n\r]/.test(file) || isAbsolute(file) || parts.some((part) => /^(\.\.?|\.git|)$/i.test(part)))
    return bad(file, 'is no plain path inside a worktree');
  const root = realpathSync(worktree);
  const wanted = join(root, file);
  if (!isInside(root, realpathSync(existingPart(wanted)))) return bad(file, 'leads out of the worktree');
  mkdirSync(dirname(wanted), { recursive: true });
  const absolute = existsSync(wanted)
    ? realpathSync(wanted)
    : join(realpathSync(dirname(wanted)), basename(wanted));
  return ok({ relative: relative(root, absolute), absolute });
};
