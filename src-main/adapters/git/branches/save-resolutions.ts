import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { ConflictedFile } from '../../../core/ports/branch-merges.ts';
import type { FileAt } from '../../../core/ports/branch-reads.ts';
import type { FileResolution, OpenMerge } from '../../../core/ports/scratch-worktrees.ts';
import { checkoutTimeoutMs, type Git } from '../run-git.ts';
import { markerLine } from './conflict-markers.ts';
import { apply, noConflict, noMerge, resolvedTextPath, writeResolved } from './finish-merge.ts';
import { type Ground, quiet } from './ground.ts';
import { mergeTree } from './merge-tree.ts';
import { openMergeIn } from './open-merge.ts';

/**
 * git also does to other files what it has just learnt, where the same lines meet in them: that is a proposal, which whoever resolves
 * has to see, so none of them is staged.
 */
const learning = ['-c', 'rerere.enabled=true', '-c', 'rerere.autoupdate=false'];

/** A text that a person can still look at in a window. */
const usualLimit = 2 * 1024 * 1024;
/** As git looks for a NUL to tell a binary file. */
const lookedAt = 8_000;

/** A file as it lies in a worktree. */
export const lyingIn = (worktree: string, path: string, limit: number | null): FileAt => {
  const file = join(worktree, path);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return { kind: 'absent' };
  if (stat.isSymbolicLink()) return { kind: 'link', target: readlinkSync(file) };
  const mode = stat.mode & 0o100 ? '100755' : '100644';
  if (stat.size > (limit ?? usualLimit)) return { kind: 'large', bytes: stat.size, mode };
  const bytes = readFileSync(file);
  if (bytes.subarray(0, lookedAt).includes(0)) return { kind: 'binary', bytes: bytes.length, mode };
  return { kind: 'text', text: bytes.toString('utf8'), exact: isUtf8(bytes), mode };
};

const save = async (git: Git, worktree: string, file: ConflictedFile, by: FileResolution) => {
  if (by.how !== 'text' || markerLine(by.text) === null) return apply(git, worktree, file, by);
  // Half done: it lies there for the next time, and stays a conflict to git.
  writeResolved(worktree, resolvedTextPath(file), by.text, file);
  return ok(undefined);
};

/** Resolves some of the files of the merge that is open in a worktree, and has git learn how. */
export const saveResolutions = async (
  ground: Ground,
  worktree: string,
  files: readonly FileResolution[],
): Promise<Result<OpenMerge>> => {
  const open = await openMergeIn(ground, worktree);
  if (!open.ok) return open;
  if (open.value === null) return noMerge();
  const began = await mergeTree(ground, open.value);
  if (!began.ok) return began;
  const all = [...open.value.files, ...(began.value.kind === 'conflicted' ? began.value.files : [])];
  const git = ground.gitAt(worktree);
  for (const by of files) {
    const file = all.find(({ path }) => path === by.path);
    if (file === undefined) return noConflict(by.path);
    const saved = await save(git, worktree, file, by);
    if (!saved.ok) return saved;
  }
  const learned = await git([...quiet, ...learning, 'rerere'], {
    writes: true,
    timeoutMs: checkoutTimeoutMs,
  });
  if (!learned.ok) return learned;
  const left = await openMergeIn(ground, worktree);
  if (!left.ok) return left;
  return left.value === null ? noMerge() : ok(left.value);
};
