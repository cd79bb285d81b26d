import { lstatSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { checkoutTimeoutMs, type Git } from '../run-git.ts';
import { quiet } from './ground.ts';
import type { Move } from './journal.ts';

interface Entry {
  readonly mode: string;
  readonly id: string;
}

/** A path that the move changes, as both commits have it. */
interface MovedPath {
  readonly path: string;
  readonly from: Entry | null;
  readonly to: Entry | null;
}

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

const movedPaths = async (git: Git, { from, to }: Move): Promise<Result<MovedPath[]>> => {
  const changes = await git(['diff-tree', '-r', '-z', '--no-renames', '--raw', '--full-index', from, to]);
  if (!changes.ok) return changes;
  const records = changes.value.stdout.split('\0');
  const paths: MovedPath[] = [];
  for (let at = 0; at + 1 < records.length; at += 2) {
    const [oldMode = '', mode = '', oldId = '', id = ''] = (records[at] ?? '').slice(1).split(' ');
    const entry = (of: string, hash: string): Entry | null =>
      /^0+$/.test(of) ? null : { mode: of, id: hash };
    paths.push({ path: records[at + 1] ?? '', from: entry(oldMode, oldId), to: entry(mode, id) });
  }
  return ok(paths);
};

/** What lies in the worktree; null: nothing. */
const lying = (file: string): { readonly bytes: Buffer; readonly link: boolean } | null => {
  try {
    const stat = lstatSync(file);
    if (stat.isDirectory()) return null;
    return stat.isSymbolicLink()
      ? { bytes: Buffer.from(readlinkSync(file)), link: true }
      : { bytes: readFileSync(file), link: false };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
};

/** Its hash as git would have it: a file's line ends and filters are undone, a link's are not. */
const hashOf = async (
  git: Git,
  path: string,
  found: { readonly bytes: Buffer; readonly link: boolean },
): Promise<Result<string>> => {
  const filters = found.link ? ['--no-filters'] : [`--path=${path}`];
  const hashed = await git([...quiet, '-c', 'core.safecrlf=false', 'hash-object', '--stdin', ...filters], {
    input: found.bytes,
  });
  return hashed.ok ? ok(hashed.value.stdout.trim()) : hashed;
};

/** git writes a file from its start: one that was broken off is the beginning of one of the versions. */
const isBeginning = async (git: Git, bytes: Buffer, entry: Entry | null): Promise<Result<boolean>> => {
  if (entry === null || entry.mode === '160000') return ok(false);
  const read = await git(['cat-file', '--filters', `--path=x`, entry.id], { accept: [0, 128] });
  if (!read.ok) return read;
  return ok(read.value.code === 0 && read.value.bytes.subarray(0, bytes.length).equals(bytes));
};

/** Whether what lies there is the move's: one of both versions, the beginning of one, or nothing. */
const isOfMove = async (git: Git, worktree: string, moved: MovedPath): Promise<Result<boolean>> => {
  const found = lying(join(worktree, moved.path));
  if (found === null) return ok(true);
  const hash = await hashOf(git, moved.path, found);
  if (!hash.ok) return hash;
  if (hash.value === moved.from?.id || hash.value === moved.to?.id) return ok(true);
  const old = await isBeginning(git, found.bytes, moved.from);
  return !old.ok || old.value ? old : isBeginning(git, found.bytes, moved.to);
};

const nul = (paths: readonly string[]): string => paths.map((path) => `${path}\0`).join('');

/** Index and files of some paths as a commit has them. */
const restore = async (
  git: Git,
  worktree: string,
  tip: string,
  all: readonly MovedPath[],
  own: readonly MovedPath[],
  wanted: 'from' | 'to',
) => {
  // First: on a full disk it makes the room that the rest needs.
  for (const moved of own) if (moved[wanted] === null) rmSync(join(worktree, moved.path), { force: true });
  const reset = await git(
    [
      ...quiet,
      '--literal-pathspecs',
      'reset',
      '--quiet',
      '--pathspec-from-file=-',
      '--pathspec-file-nul',
      tip,
    ],
    {
      ...write,
      accept: [0, 1],
      input: nul(all.map(({ path }) => path)),
    },
  );
  if (!reset.ok) return reset;
  const files = own.filter((moved) => moved[wanted] !== null && moved[wanted]?.mode !== '160000');
  return git([...quiet, 'checkout-index', '--force', '--index', '--quiet', '-z', '--stdin'], {
    ...write,
    input: nul(files.map(({ path }) => path)),
  });
};

/**
 * Brings all that a broken-off move may have touched to the branch's tip. `git`: of the worktree, with the index that is to be brought along.
 * Gives what someone else has changed since, which stays.
 */
export const bringTo = async (git: Git, move: Move, tip: string): Promise<Result<string[]>> => {
  const paths = await movedPaths(git, move);
  if (!paths.ok) return paths;
  const own: MovedPath[] = [];
  for (const moved of paths.value) {
    const mine = await isOfMove(git, move.worktree, moved);
    if (!mine.ok) return mine;
    if (mine.value) own.push(moved);
  }
  const restored = await restore(git, move.worktree, tip, paths.value, own, tip === move.to ? 'to' : 'from');
  if (!restored.ok) return restored;
  return ok(paths.value.filter((moved) => !own.includes(moved)).map(({ path }) => path));
};
