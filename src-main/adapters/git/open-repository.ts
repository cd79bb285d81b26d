import { realpathSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Repository } from '../../core/ports/worktrees.ts';
import { currentBranch } from './current-branch.ts';
import { type Git, type GitEnvironment, gitIn } from './run-git.ts';

const missing = (root: string) =>
  fail('not_a_repository', `There is no folder ${root}.`, 'Choose a folder that holds a git repository.');

const noRepository = (root: string) =>
  fail(
    'not_a_repository',
    `${root} is not a git repository.`,
    'Choose a repository, or make this folder one: git init && git add . && git commit -m "Start".',
  );

const bare = (root: string) =>
  fail(
    'bare_repository',
    `${root} is a bare repository: it has no files to work on.`,
    'Clone it, and open the clone.',
  );

const insideGitFolder = (root: string) =>
  fail('not_a_repository', `${root} lies inside a .git folder.`, 'Open the folder above .git.');

const noCommits = (root: string) =>
  fail(
    'no_commits',
    `${root} has no commit yet, so there is nothing to branch from.`,
    'Type in it: git commit --allow-empty -m "Start".',
  );

const distrusted = (root: string, details: string | undefined) =>
  fail(
    'git_failed',
    `git does not trust ${root}, since it belongs to another user.`,
    `If you do, type: git config --global --add safe.directory '${root.replaceAll("'", "'\\''")}'.`,
    details === undefined ? {} : { details },
  );

/** What rev-parse printed, one value a line. */
const topLevel = async (git: Git, root: string): Promise<Result<string>> => {
  const anywhere = { anywhere: true } as const;
  const asked = await git(
    ['rev-parse', '--is-bare-repository', '--is-inside-git-dir', '--is-inside-work-tree'],
    anywhere,
  );
  if (!asked.ok) {
    if (/not a git repository/i.test(asked.error.details ?? '')) return noRepository(root);
    if (/dubious ownership/.test(asked.error.details ?? '')) return distrusted(root, asked.error.details);
    return asked;
  }
  const [isBare, isInGitFolder, isInWorkTree] = asked.value.stdout.split('\n');
  if (isBare === 'true') return bare(root);
  if (isInWorkTree !== 'true') return isInGitFolder === 'true' ? insideGitFolder(root) : noRepository(root);
  const top = await git(['rev-parse', '--show-toplevel'], anywhere);
  // Only the line's own end: a folder's name may end in white space.
  return top.ok ? ok(top.value.stdout.replace(/\n$/, '')) : top;
};

/**
 * Finds the repository that `root` lies in. Errors: `not_a_repository` (also for a missing folder), `bare_repository`,
 * `no_commits`, `git_failed`.
 */
export const openRepository = async (env: GitEnvironment, root: string): Promise<Result<Repository>> => {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return missing(root);
  const top = await topLevel(gitIn(env, root), root);
  if (!top.ok) return top;
  const git = gitIn(env, top.value);
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], { accept: [0, 1, 128] });
  if (!head.ok) return head;
  if (head.value.code !== 0) return noCommits(top.value);
  const branch = await currentBranch(git);
  return branch.ok ? ok({ root: realpathSync(top.value), branch: branch.value }) : branch;
};
