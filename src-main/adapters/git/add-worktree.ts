import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Worktree } from '../../core/ports/worktrees.ts';
import { isHalfMade, settleHalfMade } from './half-made.ts';
import { listWorktrees } from './list-worktrees.ts';
import { resolveCommit } from './resolve-commit.ts';
import { checkoutTimeoutMs, type Git } from './run-git.ts';

/** The person's hooks are meant for the person's checkouts, and a file system monitor would be a daemon left behind. */
const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

const unknownRevision = (from: string) =>
  fail('not_found', `There is no commit, branch or tag called ${from}.`, 'Name one that git log shows.');

const commitOf = async (git: Git, from: string): Promise<Result<string>> => {
  const found = await resolveCommit(git, from);
  if (!found.ok) return found;
  return found.value === null ? unknownRevision(from) : ok(found.value);
};

const branchExists = async (git: Git, branch: string): Promise<Result<boolean>> => {
  const found = await git(['show-ref', '--verify', '--quiet', `refs/heads/${branch}`], { accept: [0, 1] });
  return found.ok ? ok(found.value.code === 0) : found;
};

/** `remove` without force only forgets what has no folder (a dirty one it refuses), and only this one: `prune` takes all. */
const forgetMissing = (git: Git, path: string) => git(['worktree', 'remove', path], write);

interface Found {
  /** Whether there is the branch. */
  readonly exists: Result<boolean>;
  /** What it would begin at. */
  readonly commit: Result<string>;
}

/** A filter that must run and can't: git-lfs was set up, and is gone. */
const withoutFilter = (details: string): Result<never> | null => {
  const filter = /smudge filter (\S+) failed/.exec(details)?.[1];
  if (filter === undefined) return null;
  const install =
    filter === 'lfs'
      ? 'Install git-lfs; or leave its files as pointers: git lfs uninstall, or git config --unset filter.lfs.required.'
      : `Install the program of filter.${filter} in git’s settings, or take that setting out.`;
  return fail(
    'git_failed',
    `the filter ${filter} that .gitattributes asks for can’t run, so no worktree can be made`,
    install,
    {
      details,
    },
  );
};

const makeNew = async (git: Git, path: string, branch: string, found: Found): Promise<Result<unknown>> => {
  const { exists, commit } = found;
  if (!exists.ok) return exists;
  // A branch without its worktree still holds an instance's commits: it is taken up again, not begun anew.
  if (exists.value) return git([...quiet, 'worktree', 'add', '--quiet', path, branch], write);
  if (!commit.ok) return commit;
  return git([...quiet, 'worktree', 'add', '--quiet', '--no-track', '-b', branch, path, commit.value], write);
};

/**
 * Makes a worktree at `path` on `branch`, begun at `from`; one that is there already is given back as it is, on whatever
 * branch its instance went. Nothing that has content is touched. Errors: `not_found` (from), `git_failed`.
 */
export const addWorktree = async (
  git: Git,
  spec: { readonly path: string; readonly branch: string; readonly from: string },
): Promise<Result<Worktree>> => {
  const { path, branch, from } = spec;
  // Others wait for their turn meanwhile: what is only read is read at once.
  const [listed, exists, commit] = await Promise.all([
    listWorktrees(git),
    branchExists(git, branch),
    commitOf(git, from),
  ]);
  if (!listed.ok) return listed;
  const known = listed.value.find((worktree) => worktree.path === path);
  const dropped = known !== undefined && isHalfMade(known) ? await settleHalfMade(git, path) : ok(false);
  if (!dropped.ok) return dropped;
  if (known !== undefined && existsSync(path)) return ok({ path, branch: known.branch ?? branch });
  if (known !== undefined && !dropped.value) {
    const forgotten = await forgetMissing(git, path);
    if (!forgotten.ok) return forgotten;
  }
  const made = await makeNew(git, path, branch, { exists, commit });
  return made.ok ? ok({ path, branch }) : (withoutFilter(made.error.details ?? '') ?? made);
};
