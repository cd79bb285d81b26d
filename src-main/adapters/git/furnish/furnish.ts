import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Furnished, FurnishWish } from '../../../core/ports/worktrees.ts';
import type { Git } from '../run-git.ts';
import { copyIn } from './copy-in.ts';
import { findSources } from './find-sources.ts';
import { linkIn } from './link-in.ts';
import { oddities } from './oddities.ts';

export interface FurnishPlaces {
  /** The person's checkout, and a git in it. */
  readonly root: string;
  readonly gitInRoot: Git;
  readonly worktree: string;
  readonly git: Git;
  readonly commonFolder: string;
  /** A folder of Tutti's on the worktrees' own file system. */
  readonly folder: string;
}

const trackedIn = async (git: Git): Promise<Result<ReadonlySet<string>>> => {
  const listed = await git(['ls-files', '-z']);
  return listed.ok ? ok(new Set(listed.value.stdout.split('\0').filter((path) => path !== ''))) : listed;
};

const place = async (places: FurnishPlaces, wish: FurnishWish): Promise<Result<Furnished>> => {
  const { copy, link, signal } = wish;
  const { git, gitInRoot, commonFolder, folder } = places;
  if (copy.length + link.length === 0) return ok({ copied: 0, linked: 0, notes: [] });
  const [root, worktree] = [realpathSync(places.root), realpathSync(places.worktree)];
  const [toLink, toCopy, tracked] = await Promise.all([
    findSources(gitInRoot, root, link),
    findSources(gitInRoot, root, copy),
    trackedIn(git),
  ]);
  if (!toLink.ok) return toLink;
  if (!toCopy.ok) return toCopy;
  if (!tracked.ok) return tracked;
  const ground = { root, gitInRoot, worktree, git, commonFolder, tracked: tracked.value };
  // Links first: a part of a folder that is copied may be one.
  const linked = await linkIn(ground, toLink.value.paths);
  if (!linked.ok) return linked;
  const draft = join(folder, `.draft-${process.pid}-${worktree.split('/').slice(-2).join('-')}`);
  const copied = await copyIn({ ...ground, draft, signal }, toCopy.value.paths);
  if (!copied.ok) return copied;
  return ok({
    ...{ copied: copied.value.count, linked: linked.value.count },
    notes: [...toLink.value.notes, ...toCopy.value.notes, ...linked.value.notes, ...copied.value.notes],
  });
};

/** Places what the settings name, and tells what a plain checkout would have that this worktree has not. */
export const furnish = async (places: FurnishPlaces, wish: FurnishWish): Promise<Result<Furnished>> => {
  try {
    const placed = await place(places, wish);
    if (!placed.ok || wish.signal.aborted) return placed;
    const odd = await oddities(places.git, places.worktree);
    if (!odd.ok) return odd;
    return ok({ ...placed.value, notes: [...odd.value, ...placed.value.notes] });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const code = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'disk_full' : 'git_failed';
    return fail(
      code,
      `files could not be placed in the worktree: ${error.message}`,
      'Check the disk and its rights, then restart it.',
    );
  }
};
