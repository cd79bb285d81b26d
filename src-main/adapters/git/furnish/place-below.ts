import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Both real paths. */
export const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Whether what stands there is in the repository, all links followed. A link to nothing is not. */
export const staysInside = (root: string, path: string): boolean => {
  try {
    return isInside(root, realpathSync(join(root, path)));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
};

/** Whether what stands on the way to a path, as far as there is something, are folders: a link would lead elsewhere. */
export const isWayOpen = (top: string, path: string): boolean => {
  const names = path.split('/').slice(0, -1);
  return names.every((_, depth) => {
    const there = lstatSync(join(top, ...names.slice(0, depth + 1)), { throwIfNoEntry: false });
    return there?.isDirectory() ?? true;
  });
};

/** Makes the folders on the way to a path, which is open. */
export const makeWay = (top: string, path: string): void =>
  void mkdirSync(dirname(join(top, path)), { recursive: true });
