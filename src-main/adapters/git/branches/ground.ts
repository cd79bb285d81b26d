import { fail, ok, type Result } from '@contract/result.ts';
import { commonFolder } from '../common-folder.ts';
import { refusedByDisk } from '../failure-causes.ts';
import { outlastingLocks } from '../outlast-locks.ts';
import { type Git, type GitEnvironment, gitIn } from '../run-git.ts';
import { inTurn } from '../write-queue.ts';
import { supportedGit } from './git-version.ts';
import { type KnownFacts, knownFacts } from './known-facts.ts';

/** The person's hooks are meant for what the person does; a file system monitor would be a daemon left behind. */
export const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];

/** What every verb of merging works with. */
export interface Ground {
  readonly root: string;
  readonly stateFolder: string;
  /** git in the repository's top level, and in another folder. */
  readonly git: Git;
  readonly gitAt: (folder: string) => Git;
  readonly facts: KnownFacts;
  /** The folder that all worktrees share; refuses a git that is too old. */
  readonly common: () => Promise<Result<string>>;
  /** Runs a write after all earlier ones to the repository, and outlasts the locks of others. */
  readonly writing: <T>(work: () => Promise<Result<T>>) => Promise<Result<T>>;
}

export interface GroundOptions {
  readonly root: string;
  readonly stateFolder: string;
  readonly env: GitEnvironment;
}

export const groundOf = ({ root, stateFolder, env }: GroundOptions): Ground => {
  const git = gitIn(env, root);
  let found: string | null = null;
  const common = async (): Promise<Result<string>> => {
    if (found !== null) return ok(found);
    const supported = await supportedGit(git);
    if (!supported.ok) return supported;
    const folder = await commonFolder(git);
    if (folder.ok) found = folder.value;
    return folder;
  };
  return {
    root,
    stateFolder,
    git,
    gitAt: (folder) => gitIn(env, folder),
    facts: knownFacts(),
    common,
    writing: async (work) => {
      const folder = await common();
      if (!folder.ok) return folder;
      return inTurn(folder.value, () => outlastingLocks(work)).catch(refusedByDisk);
    },
  };
};

/** SHA-1 or SHA-256. */
export const isHash = (name: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);

export const noCommit = (name: string) =>
  fail('not_found', `There is no commit, branch or tag called ${name}.`, 'Name one that git log shows.');

/** Refuses what is no whole hash before git takes it for something else. */
export const hashes = (...names: readonly string[]): Result<void> => {
  const wrong = names.find((name) => !isHash(name));
  return wrong === undefined ? ok(undefined) : noCommit(wrong);
};
