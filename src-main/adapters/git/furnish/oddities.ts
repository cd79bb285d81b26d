import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';

/** Names of each kind that are told; the rest is counted. */
const named = 5;

const some = (names: readonly string[]): string => {
  const more = names.length - named;
  return more > 0 ? `${names.slice(0, named).join(', ')} and ${more} more` : names.join(', ');
};

const listed = (output: string): string[] => output.split('\0').filter((path) => path !== '');

/** Folders of submodules that hold nothing: `worktree add` leaves them so. */
const emptySubmodules = async (git: Git, worktree: string): Promise<Result<string[]>> => {
  if (!existsSync(join(worktree, '.gitmodules'))) return ok([]);
  const staged = await git(['ls-files', '-z', '--stage']);
  if (!staged.ok) return staged;
  const paths = listed(staged.value.stdout).flatMap((line) => {
    const path = line.slice(line.indexOf('\t') + 1);
    return line.startsWith('160000 ') && !existsSync(join(worktree, path, '.git')) ? [path] : [];
  });
  if (paths.length === 0) return ok([]);
  return ok([
    `submodules are empty in a new worktree (${some(paths)}): add “git submodule update --init --recursive” to the set-up command`,
  ]);
};

/** How a pointer of git-lfs begins, which stands in place of a file that was not fetched. */
const pointerHead = 'version https://git-lfs.github.com/spec/';

/** So many files are looked into: git-lfs fetches all of them or none. */
const lookedInto = 20;

const isPointer = (file: string): boolean => {
  try {
    const open = openSync(file, 'r');
    try {
      const head = Buffer.alloc(pointerHead.length);
      return readSync(open, head) === head.length && head.toString('utf8') === pointerHead;
    } finally {
      closeSync(open);
    }
  } catch (error) {
    // Left out by a sparse checkout, or a link to nothing.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
};

const lfsPointers = async (git: Git, worktree: string): Promise<Result<string[]>> => {
  const found = await git(['ls-files', '-z', '--', ':(attr:filter=lfs)']);
  if (!found.ok) return found;
  const paths = listed(found.value.stdout);
  if (!paths.slice(0, lookedInto).some((path) => isPointer(join(worktree, path)))) return ok([]);
  return ok([
    `git-lfs has not fetched ${paths.length} ${paths.length === 1 ? 'file' : 'files'} (${some(paths)}), pointers stand in their place: install it, type “git lfs install”, and add “git lfs pull” to the set-up command`,
  ]);
};

/** What the person's sparse checkout leaves out, the new worktree leaves out, too. */
const leftOutBySparse = async (git: Git): Promise<Result<string[]>> => {
  const sparse = await isSparse(git);
  if (!sparse.ok) return sparse;
  if (!sparse.value) return ok([]);
  const tagged = await git(['ls-files', '-z', '-t']);
  if (!tagged.ok) return tagged;
  const left = listed(tagged.value.stdout).filter((line) => line.startsWith('S ')).length;
  if (left === 0) return ok([]);
  return ok([
    `your checkout is sparse, and so is this worktree: ${left} ${left === 1 ? 'file is' : 'files are'} left out; “git sparse-checkout disable” in the set-up command brings them`,
  ]);
};

/** Groups of names that a file system which ignores case (and how an accent is written) takes for one. */
export const sameButForCase = (paths: readonly string[]): string[][] => {
  const groups = new Map<string, Set<string>>();
  const add = (path: string): void => {
    const folded = path.normalize('NFC').toLowerCase();
    groups.set(folded, (groups.get(folded) ?? new Set()).add(path));
  };
  for (const path of paths) {
    add(path);
    // Folders clash as files do.
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) add(path.slice(0, at));
  }
  const clashes = [...groups.values()].filter(({ size }) => size > 1).map((names) => [...names]);
  // What lies below two such folders tells nothing more.
  return clashes.filter(([name = '']) => !clashes.some(([other = '']) => name.startsWith(`${other}/`)));
};

const caseClashes = async (git: Git, worktree: string): Promise<Result<string[]>> => {
  // The file system itself says so: git's setting is from where the repository was cloned.
  if (!existsSync(join(worktree, '.GIT'))) return ok([]);
  const all = await git(['ls-files', '-z']);
  if (!all.ok) return all;
  return ok(
    sameButForCase(listed(all.value.stdout)).map(
      (names) => `${names.join(' and ')} are one file on this machine: rename one of them`,
    ),
  );
};

const isSparse = async (git: Git): Promise<Result<boolean>> => {
  const asked = await git(['config', '--type=bool', '--default=false', '--get', 'core.sparseCheckout']);
  return asked.ok ? ok(asked.value.stdout.trim() === 'true') : asked;
};

/** What a worktree lacks that a person would expect in it, a sentence each, with what to do. */
export const oddities = async (git: Git, worktree: string): Promise<Result<string[]>> => {
  const looks = await Promise.all([
    emptySubmodules(git, worktree),
    lfsPointers(git, worktree),
    leftOutBySparse(git),
    caseClashes(git, worktree),
  ]);
  const notes: string[] = [];
  for (const look of looks) {
    if (!look.ok) return look;
    notes.push(...look.value);
  }
  return ok(notes);
};
