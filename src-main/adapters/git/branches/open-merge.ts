import { ok, type Result } from '@contract/result.ts';
import type { ConflictedFile } from '../../../core/ports/branch-merges.ts';
import type { OpenMerge } from '../../../core/ports/scratch-worktrees.ts';
import { checkoutTimeoutMs } from '../run-git.ts';
import { type Ground, hashes, quiet } from './ground.ts';
import { mergeTree } from './merge-tree.ts';
import { conflictFromIndex } from './parse-conflict.ts';

/** git remembers how conflicts were resolved, and resolves the same ones so again. */
export const remembering = ['-c', 'rerere.enabled=true', '-c', 'rerere.autoupdate=true'];

const settings = [
  ...[...quiet, ...remembering, '-c', 'merge.conflictStyle=diff3', '-c', 'commit.gpgSign=false'],
  ...['-c', 'merge.autoStash=false', '-c', 'merge.verifySignatures=false'],
];

/** All names that a conflict goes by. */
export const namesOf = (file: ConflictedFile): string[] =>
  [...new Set([file.path, file.base?.path, file.ours?.path, file.theirs?.path])].filter(
    (path) => path !== undefined,
  );

const unmergedIn = async (ground: Ground, worktree: string): Promise<Result<ConflictedFile[]>> => {
  const listed = await ground.gitAt(worktree)(['ls-files', '--unmerged', '-z']);
  return listed.ok ? ok(conflictFromIndex(listed.value.stdout)) : listed;
};

/** The commits of the merge that is open in a worktree; null: none. */
const sidesOf = async (
  ground: Ground,
  worktree: string,
): Promise<Result<{ into: string; from: string } | null>> => {
  const found = await ground.gitAt(worktree)(['rev-parse', '--verify', '--quiet', 'MERGE_HEAD'], {
    accept: [0, 1, 128],
  });
  if (!found.ok) return found;
  if (found.value.code !== 0) return ok(null);
  const head = await ground.gitAt(worktree)(['rev-parse', '--verify', 'HEAD']);
  return head.ok ? ok({ into: head.value.stdout.trim(), from: found.value.stdout.trim() }) : head;
};

/** Conflicts of the merge as git saw them when it began, and those that are left now. */
export const openMergeIn = async (ground: Ground, worktree: string): Promise<Result<OpenMerge | null>> => {
  const sides = await sidesOf(ground, worktree);
  if (!sides.ok) return sides;
  if (sides.value === null) return ok(null);
  const [began, left] = await Promise.all([mergeTree(ground, sides.value), unmergedIn(ground, worktree)]);
  if (!began.ok) return began;
  if (!left.ok) return left;
  const all = began.value.kind === 'conflicted' ? began.value.files : [];
  const open = new Set(left.value.flatMap(namesOf));
  const isOpen = (file: ConflictedFile) => namesOf(file).some((name) => open.has(name));
  const known = new Set(all.flatMap(namesOf));
  return ok({
    worktree,
    ...sides.value,
    // git's own words about a conflict say more than its index; what only the index has is told, too.
    files: [
      ...all.filter(isOpen),
      ...left.value.filter((file) => !namesOf(file).some((name) => known.has(name))),
    ],
    resolved: all.filter((file) => !isOpen(file)).map(({ path }) => path),
  });
};

/** Merges into the files of a worktree that stands on `into`, and stops before the commit. */
export const mergeWithMarkers = async (
  ground: Ground,
  worktree: string,
  { into, from }: { readonly into: string; readonly from: string },
): Promise<Result<OpenMerge>> => {
  const given = hashes(from);
  if (!given.ok) return given;
  const merged = await ground.gitAt(worktree)(
    [...settings, 'merge', '--quiet', '--no-stat', '--no-commit', '--no-ff', '--no-edit', from],
    { accept: [0, 1], writes: true, timeoutMs: checkoutTimeoutMs },
  );
  if (!merged.ok) return merged;
  const open = await openMergeIn(ground, worktree);
  if (!open.ok) return open;
  // All of it was there already.
  return ok(open.value ?? { worktree, into, from, files: [], resolved: [] });
};
