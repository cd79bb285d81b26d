import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { SeenCommit, WorktreeLook } from '../../../core/ports/worktree-watch.ts';
import type { Git } from '../run-git.ts';
import type { GitPlaces } from './git-places.ts';
import { readBetween, readDropped, readMade } from './read-commits.ts';
import { movesSince, readReflog } from './read-reflog.ts';
import { type DirtyFile, readStatus } from './read-status.ts';

/** What was told of a worktree last. */
export interface Told {
  /** Null: nothing of its commits ever. */
  readonly tip: string | null;
  /** Undefined: its branch was never told. */
  readonly branch: string | null | undefined;
  readonly files: ReadonlyMap<string, DirtyFile>;
}

export const nothingTold = (tip: string | null): Told => ({ tip, branch: undefined, files: new Map() });

interface Moved {
  readonly from: string;
  readonly commits: readonly SeenCommit[];
  readonly dropped: readonly string[];
}

/** What was committed since: as the worktree's own log of HEAD has it, so that others' commits are not taken for its own. */
const readMoves = async (
  git: Git,
  places: GitPlaces,
  known: string | null,
  tip: string,
): Promise<Result<Moved>> => {
  const log = readReflog(join(places.own, 'logs', 'HEAD'));
  // The first move is the making of the worktree itself.
  const from = known ?? log[0]?.to ?? tip;
  if (from === tip) return ok({ from, commits: [], dropped: [] });
  const moves = movesSince(log, from);
  const commits = moves === null ? await readBetween(git, from, tip) : await readMade(git, moves);
  if (!commits.ok) return commits;
  const dropped = await readDropped(git, from, tip);
  return dropped.ok ? ok({ from, commits: commits.value, dropped: dropped.value }) : dropped;
};

/** Looks, and says what is different from what was told; `news` is null where nothing is. */
export const lookAtWorktree = async (
  git: Git,
  folder: string,
  places: GitPlaces,
  told: Told,
): Promise<Result<{ readonly news: WorktreeLook | null; readonly now: Told }>> => {
  const status = await readStatus(git, folder, Date.now());
  if (!status.ok) return status;
  const { tip, branch, files } = status.value;
  const moved = await readMoves(git, places, told.tip, tip);
  if (!moved.ok) return moved;
  const changed = [...files.values()].filter((file) => told.files.get(file.path)?.print !== file.print);
  const settled = [...told.files.keys()].filter((path) => !files.has(path));
  const now: Told = { tip, branch, files };
  const same = told.branch === branch && told.tip === tip && changed.length + settled.length === 0;
  if (same) return ok({ news: null, now });
  const plain = changed.map(({ path, kind, at }) => ({ path, kind, at }));
  return ok({ news: { branch, tip, ...moved.value, changed: plain, settled, dirty: files.size }, now });
};
