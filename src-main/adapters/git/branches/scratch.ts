import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Scratch } from '../../../core/ports/scratch-worktrees.ts';
import { commonFolder } from '../common-folder.ts';
import { checkoutTimeoutMs } from '../run-git.ts';
import { inTurn } from '../write-queue.ts';
import { finishMerge } from './finish-merge.ts';
import { type Ground, hashes, noCommit, quiet } from './ground.ts';
import { mergeWithMarkers, openMergeIn } from './open-merge.ts';
import { lyingIn, saveResolutions } from './save-resolutions.ts';
import { busyWith } from './worktree-heads.ts';

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

/** One that belongs to this repository and is in no state that a checkout can't end. */
const isSound = async (ground: Ground, path: string, common: string): Promise<boolean> => {
  if (!existsSync(join(path, '.git'))) return false;
  const git = ground.gitAt(path);
  const found = await commonFolder(git);
  if (!found.ok || found.value !== common) return false;
  const folder = await git(['rev-parse', '--absolute-git-dir']);
  if (!folder.ok) return false;
  const busy = busyWith(folder.value.stdout.replace(/\n$/, ''));
  return busy === null || busy === 'merge';
};

const discard = async (ground: Ground, path: string): Promise<Result<void>> =>
  ground.writing(async () => {
    // Twice: also one that git locked while it was being made. 128: it knows none of that path.
    const removed = await ground.git([...quiet, 'worktree', 'remove', '--force', '--force', path], {
      ...write,
      accept: [0, 128],
    });
    if (!removed.ok) return removed;
    rmSync(path, { recursive: true, force: true });
    // A folder that is gone already is only forgotten by name.
    const forgotten = await ground.git([...quiet, 'worktree', 'remove', '--force', '--force', path], {
      ...write,
      accept: [0, 128],
    });
    return forgotten.ok ? ok(undefined) : forgotten;
  });

const make = async (ground: Ground, path: string, commit: string): Promise<Result<unknown>> =>
  ground.writing(() => ground.git([...quiet, 'worktree', 'add', '--detach', '--force', path, commit], write));

/** As the commit has it; what git ignores stays. */
const reuse = async (ground: Ground, path: string, commit: string): Promise<Result<unknown>> => {
  const git = ground.gitAt(path);
  const checkedOut = await git([...quiet, 'checkout', '--quiet', '--detach', '--force', commit], write);
  if (!checkedOut.ok) return checkedOut;
  return git([...quiet, 'clean', '--quiet', '-ffd'], write);
};

/** Puts the worktree on a commit; one that can't be put there is made anew, since nothing in it is anyone's. */
const putOn = async (ground: Ground, path: string, commit: string): Promise<Result<string>> => {
  const given = hashes(commit);
  if (!given.ok) return given;
  const common = await ground.common();
  if (!common.ok) return common;
  const there = await ground.git(['cat-file', '-e', `${commit}^{commit}`], { accept: [0, 1, 128] });
  if (!there.ok) return there;
  if (there.value.code !== 0) return noCommit(commit);
  if (await isSound(ground, path, common.value)) {
    const reused = await reuse(ground, path, commit);
    if (reused.ok) return ok(path);
  }
  const discarded = await discard(ground, path);
  if (!discarded.ok) return discarded;
  const made = await make(ground, path, commit);
  return made.ok ? ok(path) : made;
};

const badName = (purpose: string) =>
  fail(
    'bad_input',
    `${purpose} is no name for a scratch worktree.`,
    'Use at most 60 letters, digits, - and _.',
  );

const folderFor = (stateFolder: string, purpose: string): Result<string> => {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(purpose)) return badName(purpose);
  const parent = join(stateFolder, 'scratch');
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    return ok(join(realpathSync(parent), purpose));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail(
      'state_read_only',
      `${parent} can't be made: ${error.message}`,
      'Set TUTTI_STATE_DIR elsewhere.',
    );
  }
};

/** A worktree of Tutti's own for one purpose; calls go one after the other. */
export const scratchOf = (ground: Ground, purpose: string): Scratch => {
  const inside = async <T>(work: (path: string) => Promise<Result<T>>): Promise<Result<T>> => {
    const path = folderFor(ground.stateFolder, purpose);
    return path.ok ? inTurn(`scratch ${path.value}`, () => work(path.value)) : path;
  };
  return {
    at: (commit) => inside((path) => putOn(ground, path, commit)),
    mergeWithMarkers: (of) =>
      inside(async (path) => {
        const put = await putOn(ground, path, of.into);
        return put.ok ? mergeWithMarkers(ground, path, of) : put;
      }),
    openMerge: () =>
      inside(async (path) => (existsSync(join(path, '.git')) ? openMergeIn(ground, path) : ok(null))),
    lying: (path, limit = null) => inside(async (folder) => ok(lyingIn(folder, path, limit))),
    saveResolutions: (files) => inside((path) => saveResolutions(ground, path, files)),
    finishMerge: (by) => inside((path) => finishMerge(ground, path, by)),
    remove: () => inside((path) => discard(ground, path)),
  };
};

/** What lies in the folder of scratch worktrees, by its purpose. */
export const scratchesIn = (stateFolder: string): Result<readonly string[]> => {
  try {
    return ok(readdirSync(join(stateFolder, 'scratch')));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // None was ever made.
    if (error.code === 'ENOENT') return ok([]);
    return fail('git_failed', `The scratch worktrees can't be listed: ${error.message}`, 'Look at the disk.');
  }
};
