import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import { checkoutTimeoutMs } from '../run-git.ts';
import { type Ground, hashes, quiet } from './ground.ts';
import { gitFolderOf, hasGitFile, nameIn, ownFolder, ownPrefix } from './own-places.ts';
import { checkoutsOf } from './worktree-heads.ts';

const write = { writes: true, timeoutMs: checkoutTimeoutMs } as const;

const checkOwn = (ground: Ground, worktree: string): Result<void> =>
  nameIn(ownFolder(ground.stateFolder), worktree) === null
    ? fail('bad_input', `${worktree} is not a worktree of Tutti’s own.`, 'Remove it with git.')
    : ok(undefined);

/** git's own refusals, told as what they are. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/contains modified or untracked files/, 'it has something that is not committed'],
  [/containing submodules cannot be/, 'it has submodules, which git removes only by force'],
  [/cannot remove a locked working tree/, 'git has it locked'],
];

const refusal = (worktree: string, details: string) => {
  const why = refusals.find(([pattern]) => pattern.test(details))?.[1];
  if (why === undefined) return null;
  return fail('wrong_state', `${worktree} stays: ${why}.`, 'Look at it, then remove it with git.');
};

/** Whether it still stands where it was looked at; one whose folder is gone stands nowhere else. */
const standsOn = async (ground: Ground, worktree: string, tip: string | null): Promise<Result<void>> => {
  if (tip === null || !existsSync(worktree)) return ok(undefined);
  const head = await ground.gitAt(worktree)(['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (!head.ok) return head;
  if (head.value.stdout.trim() === tip) return ok(undefined);
  return fail(
    'wrong_state',
    `${worktree} stays: it was moved meanwhile, and stands on another commit.`,
    'List it anew.',
  );
};

/** In its turn; never with force. */
const remove = async (ground: Ground, worktree: string, tip: string | null): Promise<Result<void>> => {
  const stands = await standsOn(ground, worktree, tip);
  if (!stands.ok) return stands;
  const removed = await ground.git([...quiet, 'worktree', 'remove', worktree], write);
  if (removed.ok) return ok(undefined);
  return refusal(worktree, removed.error.details ?? '') ?? removed;
};

export const removeWorktree = async (
  ground: Ground,
  worktree: string,
  tip: string | null,
): Promise<Result<void>> => {
  const own = checkOwn(ground, worktree);
  return own.ok ? ground.writing(() => remove(ground, worktree, tip)) : own;
};

/** Puts back what a removal had deleted already, where nothing else differs. */
const putBack = async (ground: Ground, worktree: string): Promise<Result<void>> => {
  // Its .git file may have gone before the rest.
  if (!hasGitFile(worktree)) {
    const repaired = await ground.git([...quiet, 'worktree', 'repair'], write);
    if (!repaired.ok) return repaired;
  }
  const git = ground.gitAt(worktree);
  const status = await git(['status', '--porcelain', '-z', '--untracked-files=all']);
  if (!status.ok) return status;
  const changes = status.value.stdout.split('\0').filter((line) => line !== '');
  if (changes.length === 0) return ok(undefined);
  if (changes.some((line) => !line.startsWith(' D ')))
    return fail(
      'wrong_state',
      `${worktree} was being removed when Tutti ended, and has something new in it.`,
      'Look at it, then remove it with git.',
    );
  const back = await git([...quiet, 'checkout', '--quiet', '--', '.'], write);
  return back.ok ? ok(undefined) : back;
};

export const finishRemoving = async (
  ground: Ground,
  worktree: string,
  tip: string | null,
): Promise<Result<void>> => {
  const own = checkOwn(ground, worktree);
  if (!own.ok) return own;
  return ground.writing(async () => {
    const known = await gitFolderOf(ground, worktree);
    if (!known.ok) return known;
    if (!known.value)
      return existsSync(worktree)
        ? fail('wrong_state', `git no longer knows ${worktree}.`, 'Look at it, and remove it by hand.')
        : ok(undefined);
    if (existsSync(worktree)) {
      const back = await putBack(ground, worktree);
      if (!back.ok) return back;
    }
    return remove(ground, worktree, tip);
  });
};

export const ignoredIn = async (
  ground: Ground,
  worktree: string,
  limit: number,
): Promise<Result<string[]>> => {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  const listed = await ground.gitAt(worktree)(args);
  if (!listed.ok) return listed;
  return ok(
    listed.value.stdout
      .split('\0')
      .filter((path) => path !== '')
      .slice(0, limit),
  );
};

export const deleteBranch = async (ground: Ground, branch: string, old: string): Promise<Result<boolean>> => {
  const ref = `refs/heads/${branch}`;
  if (!ref.startsWith(ownPrefix))
    return fail('bad_input', `${branch} is not a branch of Tutti’s own.`, 'Delete it with git.');
  const given = hashes(old);
  if (!given.ok) return given;
  return ground.writing(async () => {
    const out = await checkoutsOf(ground, branch);
    if (!out.ok) return out;
    if (out.value.length > 0) return ok(false);
    const deleted = await ground.git([...quiet, 'update-ref', '-d', ref, old], { writes: true });
    if (deleted.ok) {
      // What git remembers of a branch beside its ref: nothing, mostly.
      const section = `branch.${branch}`;
      await ground.git(['config', '--local', '--remove-section', section], {
        writes: true,
        accept: [0, 1, 128],
      });
      return ok(true);
    }
    return /is at [0-9a-f]+ but expected|unable to resolve reference/.test(deleted.error.details ?? '')
      ? ok(false)
      : deleted;
  });
};
