import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { Trailer } from '../../../core/ports/branch-merges.ts';
import type { SavedWork } from '../../../core/ports/kept-work.ts';
import { refusedByDisk } from '../failure-causes.ts';
import { checkoutTimeoutMs, type Git } from '../run-git.ts';
import { commitTree, withTrailers } from './commit-tree.ts';
import { type Ground, quiet } from './ground.ts';
import { copyIndex } from './index-lock.ts';
import { ownRef, setRef } from './kept-refs.ts';

export interface WorkToSave {
  readonly worktree: string;
  readonly ref: string;
  readonly message: string;
  readonly trailers?: readonly Trailer[];
}

/** Nothing of the person's settings may refuse to save; a split index would need a file beside it. */
const lenient = [
  ...quiet,
  ...['-c', 'core.safecrlf=false', '-c', 'core.splitIndex=false', '-c', 'advice.addEmbeddedRepo=false'],
];

const savingFolder = (stateFolder: string): string => join(stateFolder, 'saving-work');

/** Of this process alone: in a container the next one has the same pid. */
const own = `index-${process.pid}-${Date.now()}-`;
let last = 0;

/** What a Tutti that was ended has left. */
export const dropLeftIndexes = (stateFolder: string): void => {
  const folder = savingFolder(stateFolder);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!name.startsWith(own)) rmSync(join(folder, name), { recursive: true, force: true });
};

export const freshIndex = (stateFolder: string): string => {
  const folder = savingFolder(stateFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  last += 1;
  return join(folder, `${own}${last}`);
};

export interface Head {
  readonly commit: string | null;
  readonly tree: string | null;
}

/** Nulls before the first commit. */
export const headOf = async (git: Git): Promise<Result<Head>> => {
  const found = await git(['rev-parse', 'HEAD^{commit}', 'HEAD^{tree}'], { accept: [0, 128] });
  if (!found.ok) return found;
  const [commit = '', tree = ''] = found.value.stdout.split('\n');
  return ok(found.value.code === 0 ? { commit, tree } : { commit: null, tree: null });
};

export const indexFileOf = async (git: Git): Promise<Result<string>> => {
  const found = await git(['rev-parse', '--path-format=absolute', '--git-path', 'index']);
  return found.ok ? ok(found.value.stdout.replace(/\n$/, '')) : found;
};

/** A git that works on another index, in the worktree. */
export const onIndex =
  (git: Git, index: string): Git =>
  (args, more = {}) =>
    git([...lenient, ...args], {
      ...more,
      writes: true,
      timeoutMs: checkoutTimeoutMs,
      more: { GIT_INDEX_FILE: index },
    });

/** What `add --ignore-errors` could not take: files without the right to read them, nested repositories without a commit. */
export const leftOut = (stderr: string): string[] =>
  [...stderr.matchAll(/^error: (?:open\("(.+)"\)|'(.+?)\/?' does not have a commit)/gm)].map(
    ([, file, folder]) => file ?? folder ?? '',
  );

const addAll = (git: Git) => git(['add', '--all', '--ignore-errors'], { accept: [0, 1] });

/** The worktree's own index says quickly what has changed, and hides what is hidden; a broken one is begun anew from HEAD. */
export const fillIndex = async (
  git: Git,
  from: string,
  index: string,
  head: Head,
): Promise<Result<string[]>> => {
  const work = onIndex(git, index);
  try {
    copyIndex(from, index);
    const added = await addAll(work);
    if (added.ok) return ok(leftOut(added.value.stderr));
    rmSync(index, { force: true });
  } catch (error) {
    // There is none before the first file is added.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const begun = await work(head.tree === null ? ['read-tree', '--empty'] : ['read-tree', head.tree]);
  if (!begun.ok) return begun;
  const added = await addAll(work);
  return added.ok ? ok(leftOut(added.value.stderr)) : added;
};

const countFiles = async (git: Git, from: string | null, tree: string): Promise<Result<number>> => {
  const args =
    from === null
      ? ['ls-tree', '-r', '-z', '--name-only', tree]
      : ['diff-tree', '-r', '-z', '--name-only', from, tree];
  const listed = await git(args);
  return listed.ok ? ok(listed.value.stdout.split('\0').length - 1) : listed;
};

type Writing = Ground['writing'];

const commitWork = async (
  ground: Ground,
  work: WorkToSave,
  head: Head,
  filled: { readonly index: string; readonly left: readonly string[] },
  writing: Writing,
): Promise<Result<SavedWork | null>> => {
  const git = ground.gitAt(work.worktree);
  const written = await onIndex(git, filled.index)(['write-tree']);
  if (!written.ok) return written;
  const tree = written.value.stdout.trim();
  if (tree === head.tree) return ok(null);
  const files = await countFiles(onIndex(git, filled.index), head.tree, tree);
  if (!files.ok) return files;
  if (head.tree === null && files.value === 0) return ok(null);
  const commit = await commitTree(ground, {
    tree,
    parents: head.commit === null ? [] : [head.commit],
    message: withTrailers(work.message, work.trailers),
    ofPerson: false,
  });
  if (!commit.ok) return commit;
  const set = await writing(() => setRef(ground, work.ref, commit.value, 'work saved'));
  return set.ok ? ok({ commit: commit.value, files: files.value, left: filled.left }) : set;
};

/**
 * Everything uncommitted as a commit under a ref, by an index of its own: the worktree and its index are only read. `writing`: how the ref
 * is written; who has the turn to write already does not wait for it.
 */
export const saveWork = async (
  ground: Ground,
  work: WorkToSave,
  writing: Writing = ground.writing,
): Promise<Result<SavedWork | null>> => {
  const allowed = ownRef(work.ref);
  if (!allowed.ok) return allowed;
  const git = ground.gitAt(work.worktree);
  const [from, head] = await Promise.all([indexFileOf(git), headOf(git)]);
  if (!from.ok) return from;
  if (!head.ok) return head;
  let index = '';
  try {
    index = freshIndex(ground.stateFolder);
    const filled = await fillIndex(git, from.value, index, head.value);
    if (!filled.ok) return filled;
    return await commitWork(ground, work, head.value, { index, left: filled.value }, writing);
  } catch (error) {
    return refusedByDisk(error);
  } finally {
    if (index !== '') for (const file of [index, `${index}.lock`]) rmSync(file, { force: true });
  }
};
