import { lstatSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { type Ground, keepOut } from './keep-out.ts';
import { isWayOpen, makeWay, staysInside } from './place-below.ts';

export interface Placed {
  readonly count: number;
  readonly notes: readonly string[];
}

const hasTracked = ({ tracked }: Ground, path: string): boolean => {
  if (tracked.has(path)) return true;
  for (const one of tracked) if (one.startsWith(`${path}/`)) return true;
  return false;
};

/** Why a path can't be linked; null: it can. Empty: it is already. */
const obstacle = (ground: Ground, path: string): string | null => {
  if (!staysInside(ground.root, path)) return `${path} leads out of the repository, and was not linked`;
  if (!isWayOpen(ground.root, path)) return `${path} is not linked: it lies behind a link`;
  if (!isWayOpen(ground.worktree, path)) return `${path} is not linked: a folder on its way is none here`;
  if (hasTracked(ground, path)) return `${path} is not linked: the branch has it`;
  const place = join(ground.worktree, path);
  const there = lstatSync(place, { throwIfNoEntry: false });
  if (there === undefined) return null;
  const isOurs = there.isSymbolicLink() && readlinkSync(place) === join(ground.root, path);
  return isOurs ? '' : `${path} is not linked: something is there already`;
};

const isFolder = (ground: Ground, path: string): boolean =>
  lstatSync(join(ground.root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Links to what is the person's own: the same in all worktrees. */
export const linkIn = async (ground: Ground, paths: readonly string[]): Promise<Result<Placed>> => {
  const notes: string[] = [];
  const wanted: string[] = [];
  for (const path of paths) {
    const why = obstacle(ground, path);
    if (why === null) wanted.push(path);
    else if (why !== '') notes.push(why);
  }
  const out = await keepOut(
    ground,
    // A link is no folder, also where it leads to one: `node_modules/` in a .gitignore does not mean it.
    wanted.map((path) => ({ path, source: isFolder(ground, path) ? `${path}/` : path })),
  );
  if (!out.ok) return out;
  let count = 0;
  for (const path of wanted.filter((one) => out.value.hidden.has(one))) {
    makeWay(ground.worktree, path);
    symlinkSync(
      join(ground.root, path),
      join(ground.worktree, path),
      isFolder(ground, path) ? 'dir' : 'file',
    );
    count += 1;
  }
  return ok({ count, notes: [...notes, ...out.value.notes] });
};
