import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Worktree, Worktrees } from '../../core/ports/worktrees.ts';
import { addWorktree } from './add-worktree.ts';
import { comeBack, isThere } from './come-back.ts';
import { commonFolder } from './common-folder.ts';
import { refusedByDisk } from './failure-causes.ts';
import { furnish } from './furnish/furnish.ts';
import { missingCommits } from './missing-commits.ts';
import { openRepository } from './open-repository.ts';
import { outlastingLocks } from './outlast-locks.ts';
import { placeOfClaim } from './place-of-claim.ts';
import { type GitEnvironment, gitIn } from './run-git.ts';
import { readStatus } from './watch/read-status.ts';
import { worktreesFolder } from './worktrees-folder.ts';
import { inTurn } from './write-queue.ts';
import { writeUntracked } from './write-untracked.ts';

/** Part of a path and of a branch's name, so no more than an instance's id needs. */
const isPlainName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,80}$/.test(name);

/** Made if need be. Its real path, since that is what git remembers. */
const parentFolder = (stateFolder: string, run: number): Result<string> => {
  const parent = join(worktreesFolder(stateFolder), String(run));
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    return ok(realpathSync(parent));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail(
      'state_read_only',
      `${parent} can't be made: ${error.message}`,
      'Set TUTTI_STATE_DIR elsewhere.',
    );
  }
};

export interface WorktreesOptions {
  /** A folder in the repository; its top level is found by git. */
  readonly root: string;
  /** The project's state folder: worktrees lie below `worktrees/` in it, outside of the person's tree. */
  readonly stateFolder: string;
  readonly env: GitEnvironment;
}

interface Place {
  readonly top: string;
  /** See `commonFolder`. */
  readonly common: string;
}

/** The repository's worktrees, by the git of this machine. */
export const gitWorktrees = ({ root, stateFolder, env }: WorktreesOptions): Worktrees => {
  /** Runs a write in its turn, in the worktree `folder`. */
  const writing = async <T>(
    folder: string,
    work: (common: string) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const common = await commonFolder(gitIn(env, folder));
    if (!common.ok) return common;
    return inTurn(common.value, () => outlastingLocks(() => work(common.value))).catch(refusedByDisk);
  };

  let known: Place | null = null;
  let finding: Promise<Result<Place>> | null = null;

  const find = async (): Promise<Result<Place>> => {
    const opened = await openRepository(env, root);
    if (!opened.ok) return opened;
    const common = await commonFolder(gitIn(env, opened.value.root));
    if (!common.ok) return common;
    known = { top: opened.value.root, common: common.value };
    return ok(known);
  };

  /** Found once, also by thirty at the same time: to ask git costs five processes, and each worktree would pay for it. */
  const place = (): Promise<Result<Place>> => {
    if (known !== null && existsSync(join(known.top, '.git')) && existsSync(known.common))
      return Promise.resolve(ok(known));
    finding ??= find().finally(() => {
      finding = null;
    });
    return finding;
  };

  const add = async (spec: { run: number; name: string; from: string }): Promise<Result<Worktree>> => {
    if (!isPlainName(spec.name))
      return fail('bad_input', `${spec.name} is no name for a worktree.`, 'Use letters, digits, - and _.');
    const found = await place();
    if (!found.ok) return found;
    const { top, common } = found.value;
    const parent = parentFolder(stateFolder, spec.run);
    if (!parent.ok) return parent;
    const path = join(parent.value, spec.name);
    const branch = `tutti/${spec.run}/${spec.name}`;
    return inTurn(common, () =>
      outlastingLocks(() => addWorktree(gitIn(env, top), { path, branch, from: spec.from })),
    );
  };

  return {
    repository: () => openRepository(env, root),
    add,
    comeBack: async (worktree) => {
      const there = isThere(worktree.path);
      if (!there.ok || there.value) return there.ok ? ok(false) : there;
      const found = await place();
      if (!found.ok) return found;
      const { top, common } = found.value;
      return inTurn(common, () => outlastingLocks(() => comeBack(gitIn(env, top), worktree)));
    },
    missingCommits: (folder, commits) => missingCommits(gitIn(env, folder), commits),
    placeOfClaim,
    uncommitted: async (worktree) => {
      const status = await readStatus(gitIn(env, worktree), worktree, Date.now());
      return status.ok ? ok(status.value.files.size) : status;
    },
    furnish: async (worktree, wish) => {
      const found = await place();
      if (!found.ok) return found;
      const { top, common } = found.value;
      const folder = worktreesFolder(stateFolder);
      return furnish(
        {
          ...{ root: top, gitInRoot: gitIn(env, top), worktree, git: gitIn(env, worktree) },
          ...{ commonFolder: common, folder },
        },
        wish,
      );
    },
    writeUntracked: (worktree, file, text) =>
      writing(worktree, (common) =>
        writeUntracked(gitIn(env, worktree), { worktree, commonFolder: common, file, text }),
      ),
  };
};
