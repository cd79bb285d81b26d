import { type Dirent, lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';
import { ignoredAmong } from './ignored-among.ts';

/** Of one pattern. A project has some `.env` files, not thousands: more is a pattern that was meant otherwise. */
const mostFound = 1000;

const isWild = (segment: string): boolean => /[*?]/.test(segment);

/** `*` and `?` of one name; all else is itself. */
export const nameMatcher = (segment: string): RegExp => {
  const parts = segment.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${parts.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
};

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const entriesOf = async (folder: string): Promise<Dirent[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => name.toLowerCase() !== '.git');
  } catch (error) {
    // No folder, or one that may not be read: nothing in it fits.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
};

interface Search {
  readonly git: Git;
  readonly root: string;
  readonly found: Set<string>;
}

const joined = (at: string, name: string): string => (at === '' ? name : `${at}/${name}`);

/** Folders that `**` goes into: links lead elsewhere, and what git ignores (installed packages) is named to be meant. */
const foldersBelow = async ({ git, root }: Search, at: string): Promise<Result<string[]>> => {
  const folders = (await entriesOf(join(root, at)))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => joined(at, name));
  const ignored = await ignoredAmong(
    git,
    folders.map((folder) => `${folder}/`),
  );
  return ignored.ok ? ok(folders.filter((folder) => !ignored.value.has(`${folder}/`))) : ignored;
};

const search = async (of: Search, at: string, segments: readonly string[]): Promise<Result<void>> => {
  const [segment, ...rest] = segments;
  if (of.found.size > mostFound) return ok(undefined);
  if (segment === undefined) {
    if (at !== '' && isThere(join(of.root, at))) of.found.add(at);
    return ok(undefined);
  }
  if (segment === '**') {
    const here = await search(of, at, rest);
    const below = here.ok ? await foldersBelow(of, at) : here;
    if (!below.ok) return below;
    for (const folder of below.value) {
      const deeper = await search(of, folder, segments);
      if (!deeper.ok) return deeper;
    }
    return ok(undefined);
  }
  if (!isWild(segment)) return search(of, joined(at, segment), rest);
  const fits = nameMatcher(segment);
  for (const { name } of await entriesOf(join(of.root, at))) {
    if (!fits.test(name)) continue;
    const deeper = await search(of, joined(at, name), rest);
    if (!deeper.ok) return deeper;
  }
  return ok(undefined);
};

export interface Sources {
  /** Relative to the root, each once. */
  readonly paths: readonly string[];
  readonly notes: readonly string[];
}

/** What is there of some paths and patterns, below `root`; those that nothing fits are told. */
export const findSources = async (
  git: Git,
  root: string,
  patterns: readonly string[],
): Promise<Result<Sources>> => {
  const paths = new Set<string>();
  const notes: string[] = [];
  for (const pattern of patterns) {
    const of: Search = { git, root, found: new Set() };
    const searched = await search(of, '', pattern.split('/'));
    if (!searched.ok) return searched;
    if (of.found.size === 0) notes.push(`${pattern} is not in your checkout`);
    if (of.found.size > mostFound)
      notes.push(`${pattern} fits more than ${mostFound} files and folders: say it closer`);
    else for (const path of [...of.found].sort()) paths.add(path);
  }
  return ok({ paths: [...paths], notes });
};
