import { constants, lstatSync } from 'node:fs';
import { copyFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { type Ground, keepOut, type ToHide } from './keep-out.ts';
import type { Placed } from './link-in.ts';
import { listFiles, tooMuch } from './list-files.ts';
import { isWayOpen, makeWay, staysInside } from './place-below.ts';

interface Copying extends Ground {
  /** Where a file is written before it is put in its place: a half of one is never taken for the whole. */
  readonly draft: string;
  readonly signal: AbortSignal;
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const copyOne = async ({ root, worktree, draft }: Copying, path: string): Promise<void> => {
  const source = join(root, path);
  await rm(draft, { force: true });
  if (lstatSync(source).isSymbolicLink()) await symlink(await readlink(source), draft);
  else await copyFile(source, draft, constants.COPYFILE_FICLONE);
  await rename(draft, join(worktree, path));
};

/** A folder that git has nothing of here is ignored as a whole; else each of its files is. */
const toHide = (ground: Ground, entry: string, files: readonly string[]): ToHide[] => {
  const isFolder = !(files.length === 1 && files[0] === entry);
  const isForeign = ![...ground.tracked].some((path) => path.startsWith(`${entry}/`));
  const whole = isFolder && isForeign && !isThere(join(ground.worktree, entry));
  return whole ? [{ path: `${entry}/`, source: `${entry}/` }] : files.map((path) => ({ path, source: path }));
};

/** Why an entry can't be copied at all; null: it can. */
const obstacle = ({ root }: Ground, entry: string): string | null => {
  if (!staysInside(root, entry)) return `${entry} leads out of the repository, and was not copied`;
  return isWayOpen(root, entry) ? null : `${entry} is not copied: it lies behind a link`;
};

/** What of an entry's files is to be copied: nothing that the branch has, or that is there. */
const pick = ({ worktree, tracked }: Ground, entry: string, files: readonly string[]) => {
  const notes = tracked.has(entry) ? [`${entry} is not copied: the branch has it`] : [];
  const missing: string[] = [];
  for (const path of files.filter((one) => !tracked.has(one))) {
    if (!isWayOpen(worktree, path)) notes.push(`${path} is not copied: a folder on its way is none here`);
    else if (!isThere(join(worktree, path))) missing.push(path);
  }
  return { missing, notes };
};

const copyAll = async (copying: Copying, files: readonly string[]): Promise<number> => {
  let count = 0;
  for (const path of files) {
    if (copying.signal.aborted) break;
    makeWay(copying.worktree, path);
    await copyOne(copying, path);
    count += 1;
  }
  return count;
};

const copyEntry = async (copying: Copying, entry: string): Promise<Result<Placed>> => {
  const why = obstacle(copying, entry);
  if (why !== null) return ok({ count: 0, notes: [why] });
  const listed = await listFiles(copying.root, entry);
  if (listed === null) return ok({ count: 0, notes: [tooMuch(entry)] });
  const { missing, notes } = pick(copying, entry, listed.files);
  if (missing.length === 0) return ok({ count: 0, notes: [...listed.notes, ...notes] });
  const hide = toHide(copying, entry, missing);
  const out = await keepOut(copying, hide);
  if (!out.ok) return out;
  const { hidden } = out.value;
  const count = await copyAll(
    copying,
    missing.filter((path) => hidden.has(path) || hidden.has(`${entry}/`)),
  );
  return ok({ count, notes: [...listed.notes, ...notes, ...out.value.notes] });
};

/** Copies files and folders, over nothing. */
export const copyIn = async (copying: Copying, paths: readonly string[]): Promise<Result<Placed>> => {
  let count = 0;
  const notes: string[] = [];
  for (const path of paths) {
    if (copying.signal.aborted) break;
    const copied = await copyEntry(copying, path);
    if (!copied.ok) return copied;
    count += copied.value.count;
    notes.push(...copied.value.notes);
  }
  await rm(copying.draft, { force: true });
  return ok({ count, notes });
};
