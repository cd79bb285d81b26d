import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ConflictedFile, FileVersion, Trailer } from '../../../core/ports/branch-merges.ts';
import type { FileResolution, FinishedMerge, OpenMerge } from '../../../core/ports/scratch-worktrees.ts';
import { checkoutTimeoutMs, type Git } from '../run-git.ts';
import { commitTree, withTrailers } from './commit-tree.ts';
import { markerLine } from './conflict-markers.ts';
import { type Ground, quiet } from './ground.ts';
import { mergeTree } from './merge-tree.ts';
import { namesOf, openMergeIn, remembering } from './open-merge.ts';

export interface MergeEnd {
  readonly files: readonly FileResolution[];
  readonly strategy: 'merge' | 'squash';
  readonly message: string;
  readonly trailers?: readonly Trailer[];
}

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

export const noMerge = () => fail('wrong_state', 'No merge is open in this worktree.', 'Begin it again.');

export const noConflict = (path: string) =>
  fail('bad_input', `${path} has no conflict in this merge.`, 'Name the conflicted files alone.', {
    field: 'path',
  });

/** The text that lies in the worktree; null: nothing there, or nothing that could hold a marker. */
const textIn = (worktree: string, path: string): string | null => {
  const file = join(worktree, path);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return null;
  if (stat.isSymbolicLink()) return readlinkSync(file);
  const bytes = readFileSync(file);
  return bytes.includes(0) ? null : bytes.toString('utf8');
};

/** `line` null: not resolved at all. */
interface Unresolved {
  readonly path: string;
  readonly line: number | null;
}

const markersIn = (worktree: string, names: readonly string[]): Unresolved[] =>
  names.flatMap((path) => {
    const line = markerLine(textIn(worktree, path) ?? '');
    return line === null ? [] : [{ path, line }];
  });

/** Files that are not resolved, or whose resolution still has markers. */
const unresolved = (
  open: OpenMerge,
  staged: readonly ConflictedFile[],
  resolutions: ReadonlyMap<string, FileResolution>,
): Unresolved[] => [
  ...open.files.flatMap((file): Unresolved[] => {
    const by = resolutions.get(file.path);
    if (by === undefined) return [{ path: file.path, line: null }];
    if (by.how === 'as_is') return markersIn(open.worktree, namesOf(file));
    const line = by.how === 'text' ? markerLine(by.text) : null;
    return line === null ? [] : [{ path: file.path, line }];
  }),
  ...staged
    .filter(({ path }) => !resolutions.has(path))
    .flatMap((file) => markersIn(open.worktree, namesOf(file))),
];

/** A side's mode where it changed it, else the other's. */
const modeOf = ({ base, ours, theirs }: ConflictedFile): string =>
  (ours !== null && ours.mode !== base?.mode ? ours.mode : (theirs?.mode ?? ours?.mode)) ?? '100644';

const forget = async (git: Git, worktree: string, names: readonly string[]): Promise<Result<unknown>> => {
  const forgotten = await git(
    [...quiet, '--literal-pathspecs', 'update-index', '--force-remove', '--', ...names],
    write,
  );
  if (!forgotten.ok) return forgotten;
  for (const name of names) rmSync(join(worktree, name), { recursive: true, force: true });
  return forgotten;
};

const takeVersion = async (git: Git, version: FileVersion): Promise<Result<unknown>> => {
  const { mode, id, path } = version;
  const taken = await git([...quiet, 'update-index', '--add', '--replace', '-z', '--index-info'], {
    ...write,
    input: `${mode} ${id}\t${path}\0`,
  });
  if (!taken.ok || mode === '160000') return taken;
  return git([...quiet, 'checkout-index', '--force', '--quiet', '-z', '--stdin'], {
    ...write,
    input: `${path}\0`,
  });
};

const writeText = (worktree: string, path: string, text: string, mode: string): void => {
  const file = join(worktree, path);
  // What lies there may be a link: it is replaced, not followed.
  rmSync(file, { recursive: true, force: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (mode === '100755') chmodSync(file, 0o755);
};

const stage = (git: Git, names: readonly string[]) =>
  git(
    [...quiet, '-c', 'core.safecrlf=false', '--literal-pathspecs', 'add', '--all', '--force', '--', ...names],
    write,
  );

/** Where the resolved text of a file of several names goes. */
export const resolvedTextPath = (file: ConflictedFile): string =>
  file.ours?.path ?? file.theirs?.path ?? file.path;

export const writeResolved = (worktree: string, path: string, text: string, file: ConflictedFile): void =>
  writeText(worktree, path, text, modeOf(file));

export const apply = async (
  git: Git,
  worktree: string,
  file: ConflictedFile,
  by: FileResolution,
): Promise<Result<unknown>> => {
  const names = namesOf(file);
  if (by.how === 'as_is') return stage(git, names);
  const forgotten = await forget(git, worktree, names);
  if (!forgotten.ok || by.how === 'delete') return forgotten;
  if (by.how !== 'text') {
    const version = file[by.how];
    return version === null ? forgotten : takeVersion(git, version);
  }
  const path = resolvedTextPath(file);
  writeResolved(worktree, path, by.text, file);
  return stage(git, [path]);
};

const commitAll = async (ground: Ground, open: OpenMerge, end: MergeEnd): Promise<Result<FinishedMerge>> => {
  const git = ground.gitAt(open.worktree);
  // Learns what the resolved files look like now.
  const learned = await git([...quiet, ...remembering, 'rerere'], write);
  if (!learned.ok) return learned;
  // Other tracked files that had to change for it.
  const rest = await git([...quiet, '-c', 'core.safecrlf=false', 'add', '--update'], write);
  if (!rest.ok) return rest;
  const written = await git([...quiet, 'write-tree'], write);
  if (!written.ok) return written;
  const tree = written.value.stdout.trim();
  const commit = await commitTree(ground, {
    tree,
    parents: end.strategy === 'squash' ? [open.into] : [open.into, open.from],
    message: withTrailers(end.message, end.trailers),
  });
  if (!commit.ok) return commit;
  ground.facts.noteContains(commit.value, open.into);
  const closed = await git([...quiet, 'checkout', '--quiet', '--detach', '--force', commit.value], write);
  return closed.ok ? ok({ kind: 'merged', commit: commit.value, tree }) : closed;
};

/** Resolves what is left of the merge that is open in a worktree, and commits it. Nothing changes unless all is resolved. */
export const finishMerge = async (
  ground: Ground,
  worktree: string,
  end: MergeEnd,
): Promise<Result<FinishedMerge>> => {
  const open = await openMergeIn(ground, worktree);
  if (!open.ok) return open;
  if (open.value === null) return noMerge();
  const began = await mergeTree(ground, open.value);
  if (!began.ok) return began;
  const all = began.value.kind === 'conflicted' ? began.value.files : [];
  const { files: left, resolved } = open.value;
  const staged = all.filter(({ path }) => resolved.includes(path));
  const files = [...left, ...staged];
  const resolutions = new Map(end.files.map((by) => [by.path, by]));
  const strange = end.files.find(({ path }) => !files.some((file) => file.path === path));
  if (strange !== undefined) return noConflict(strange.path);
  const missing = unresolved(open.value, staged, resolutions);
  if (missing.length > 0) return ok({ kind: 'unresolved', files: missing });
  for (const file of files) {
    const by = resolutions.get(file.path);
    if (by === undefined) continue;
    const applied = await apply(ground.gitAt(worktree), worktree, file, by);
    if (!applied.ok) return applied;
  }
  return commitAll(ground, open.value, end);
};
