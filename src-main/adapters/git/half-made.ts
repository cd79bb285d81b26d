import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '@contract/result.ts';
import { type ListedWorktree, listWorktrees } from './list-worktrees.ts';
import { checkoutTimeoutMs, type Git } from './run-git.ts';

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

/** A git that outlived its host gets so long to make a worktree to the end: a large checkout on a slow disk. Then it is taken for dead. */
const usualPatienceMs = 20_000;
const lookEveryMs = 100;

/** git's own lock on a worktree from the moment it begins to make it until all files are there. */
export const isHalfMade = ({ locked }: ListedWorktree): boolean => locked === 'initializing';

const still = async (git: Git, path: string): Promise<Result<boolean>> => {
  const listed = await listWorktrees(git);
  if (!listed.ok) return listed;
  return ok(listed.value.some((worktree) => worktree.path === path && isHalfMade(worktree)));
};

/**
 * Waits until git has made it to the end, and takes it away if nobody does any more: it was never handed to anyone, so that nothing but git's own
 * files is in it. Its branch stays. In its turn. True: it was taken away.
 */
export const settleHalfMade = async (
  git: Git,
  path: string,
  patienceMs = usualPatienceMs,
): Promise<Result<boolean>> => {
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    const half = await still(git, path);
    if (!half.ok || !half.value) return half.ok ? ok(false) : half;
    await pause(lookEveryMs);
  }
  // Twice: it is locked. 128: what is missing of it is more than git can take away.
  const args = ['worktree', 'remove', '--force', '--force', path];
  const removed = await git(args, { ...write, accept: [0, 128] });
  if (!removed.ok) return removed;
  if (removed.value.code !== 0 && existsSync(path)) {
    rmSync(path, { recursive: true, force: true });
    const forgotten = await git(args, write);
    if (!forgotten.ok) return forgotten;
  }
  return ok(true);
};

/** Settles all that are `ours`, and says what it did, a sentence each. In its turn. */
export const dropHalfMade = async (
  git: Git,
  ours: (path: string) => boolean,
  patienceMs = usualPatienceMs,
): Promise<Result<string[]>> => {
  const listed = await listWorktrees(git);
  if (!listed.ok) return listed;
  const done: string[] = [];
  for (const { path } of listed.value.filter((worktree) => isHalfMade(worktree) && ours(worktree.path))) {
    const dropped = await settleHalfMade(git, path, patienceMs);
    if (!dropped.ok) return dropped;
    if (dropped.value)
      done.push(`${path} was being made when Tutti was broken off, and was taken away: nobody had it yet.`);
  }
  return ok(done);
};
