import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { OwnPlace } from '../../../core/ports/clean-ups.ts';
import { worktreesFolder } from '../worktrees-folder.ts';
import type { Ground } from './ground.ts';
import { busyWith } from './worktree-heads.ts';

export const ownPrefix = 'refs/heads/tutti/';
const heads = 'refs/heads/';

/** Git remembers real paths. Null: Tutti has made no worktree yet. */
export const ownFolder = (stateFolder: string): string | null => {
  const folder = worktreesFolder(stateFolder);
  return existsSync(folder) ? realpathSync(folder) : null;
};

/** `<run>/<name>` of a worktree in Tutti's own folder; null: it lies elsewhere. */
export const nameIn = (folder: string | null, path: string): string | null => {
  if (folder === null) return null;
  const name = relative(folder, path).split(sep);
  return name.length === 2 && !name.includes('..') ? name.join('/') : null;
};

interface Listed {
  readonly path: string;
  readonly head: string | null;
  readonly ref: string | null;
  readonly locked: boolean;
}

const parse = (output: string): Listed[] =>
  output.split('\0\0').flatMap((record) => {
    const fields = new Map(
      record.split('\0').map((line) => {
        const space = line.indexOf(' ');
        return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
      }),
    );
    const path = fields.get('worktree');
    if (path === undefined) return [];
    const { head = null, ref = null } = { head: fields.get('HEAD'), ref: fields.get('branch') };
    return [{ path, head, ref, locked: fields.has('locked') }];
  });

const isNull = (hash: string | null): boolean => hash === null || /^0+$/.test(hash);

const busyIn = async (ground: Ground, worktree: string): Promise<Result<OwnPlace['busy']>> => {
  const folder = await ground.gitAt(worktree)(['rev-parse', '--absolute-git-dir'], { accept: [0, 128] });
  if (!folder.ok) return folder;
  return ok(folder.value.code === 0 ? busyWith(folder.value.stdout.replace(/\n$/, '')) : null);
};

const placeOf = async (ground: Ground, name: string, listed: Listed): Promise<Result<OwnPlace>> => {
  const { path, head, ref, locked } = listed;
  const missing = !existsSync(path);
  const busy = missing ? ok(null) : await busyIn(ground, path);
  if (!busy.ok) return busy;
  const own = ref?.startsWith(ownPrefix) ?? false;
  return ok({
    ...{ name, worktree: path, missing, locked, busy: busy.value },
    branch: own && ref !== null ? ref.slice(heads.length) : null,
    onOther: ref !== null && !own,
    tip: isNull(head) ? null : head,
  });
};

/** Worktrees in Tutti's own folder, and its branches that are checked out nowhere. */
export const ownPlaces = async (ground: Ground): Promise<Result<OwnPlace[]>> => {
  const [listed, refs] = await Promise.all([
    ground.git(['worktree', 'list', '--porcelain', '-z']),
    ground.git(['for-each-ref', '--format=%(refname)%00%(objectname)', ownPrefix]),
  ]);
  if (!listed.ok) return listed;
  if (!refs.ok) return refs;
  const worktrees = parse(listed.value.stdout);
  const folder = ownFolder(ground.stateFolder);
  const places: OwnPlace[] = [];
  for (const one of worktrees) {
    const name = nameIn(folder, one.path);
    if (name === null) continue;
    const place = await placeOf(ground, name, one);
    if (!place.ok) return place;
    places.push(place.value);
  }
  const taken = new Set(worktrees.map(({ ref }) => ref));
  for (const line of refs.value.stdout.split('\n').filter((text) => text !== '')) {
    const [ref = '', tip = ''] = line.split('\0');
    if (taken.has(ref)) continue;
    const branch = ref.slice(heads.length);
    const none = { worktree: null, missing: false, busy: null, locked: false, onOther: false };
    places.push({ name: branch, branch, tip, ...none });
  }
  return ok(places);
};

/** Where git keeps a worktree's own files; null: it knows of none there. */
export const gitFolderOf = async (ground: Ground, worktree: string): Promise<Result<boolean>> => {
  const listed = await ground.git(['worktree', 'list', '--porcelain', '-z']);
  return listed.ok ? ok(parse(listed.value.stdout).some(({ path }) => path === worktree)) : listed;
};

export const hasGitFile = (worktree: string): boolean => existsSync(join(worktree, '.git'));
