import type { PullRequest } from './publishing.ts';

/** What is pushed, and where. */
export interface PushWish {
  readonly remote: string;
  /** The commit, so that no later one goes along unseen. */
  readonly tip: string;
  /** What the branch is called there. */
  readonly as: string;
}

/** Where a pull request is opened, and for which branch. */
export interface PullRequestPlace {
  readonly repository: string;
  readonly head: string;
  readonly base: string;
}

/**
 * The arguments of the git that is run and shown. Never forced; no tag and no submodule goes along, and no branch gets an upstream,
 * whatever the person's settings are for pushes of their own.
 */
export const pushArguments = ({ remote, tip, as }: PushWish): string[] => [
  'push',
  '--porcelain',
  '--no-follow-tags',
  '--recurse-submodules=check',
  remote,
  `${tip}:refs/heads/${as}`,
];

export const pullRequestArguments = (
  { repository, head, base }: PullRequestPlace,
  { title, body, draft }: Pick<PullRequest, 'title' | 'body' | 'draft'>,
): string[] => [
  ...['pr', 'create', '--repo', repository, '--head', head, '--base', base],
  ...['--title', title, '--body', body],
  ...(draft ? ['--draft'] : []),
];

/** A word as `sh` takes it literally. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command as a person types it. */
export const shownCommand = (program: 'git' | 'gh', args: readonly string[]): string =>
  [program, ...args].map(quoted).join(' ');

/** The push as a person would type it: by the branch's name, without what only a program reads. */
export const typedPush = (branch: string, { remote, as }: Omit<PushWish, 'tip'>): string =>
  shownCommand('git', ['push', remote, `${branch}:refs/heads/${as}`]);
