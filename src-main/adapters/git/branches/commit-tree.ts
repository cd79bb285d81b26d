import { fail, ok, type Result } from '@contract/result.ts';
import type { Trailer } from '../../../core/ports/branch-merges.ts';
import type { GitEnvironment } from '../run-git.ts';
import { type Ground, quiet } from './ground.ts';
import { signsCommits } from './merge-settings.ts';

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Of a commit that is put elsewhere: who wrote it, and when (as git writes it: seconds and zone). */
  readonly author?: { readonly name: string; readonly email: string; readonly date: string };
  readonly signal?: AbortSignal | undefined;
  /** Whether it is one of the person's, to be signed if their settings say so. False: what Tutti keeps aside must not wait for a passphrase. */
  readonly ofPerson?: boolean;
}

/** A person may be asked for a passphrase in a window of the signing program; one who is away must not hold up a merge for ever. */
const signTimeoutMs = 60_000;
/** Who did not answer once is away, most likely: the merges behind it are not held up for as long each. */
const signAgainTimeoutMs = 5_000;
const awayMs = 600_000;

/** When signing last took too long, by repository. */
const unanswered = new WeakMap<Ground, number>();

const signTimeout = (ground: Ground): number =>
  Date.now() - (unanswered.get(ground) ?? 0) < awayMs ? signAgainTimeoutMs : signTimeoutMs;

const isTrailer = (line: string): boolean => /^[A-Za-z0-9-]+: \S/.test(line);

/** The message with its trailers as a block of their own at the end, or added to the block that is there. */
export const withTrailers = (message: string, trailers: readonly Trailer[] = []): string => {
  const text = message.trimEnd();
  if (trailers.length === 0) return `${text}\n`;
  const paragraphs = text.split(/\n\n+/);
  const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : '';
  const lines = trailers.map(
    ({ key, value }) => `${key.replace(/[^A-Za-z0-9-]/g, '-')}: ${value.replace(/\s+/g, ' ').trim()}`,
  );
  const joins = last !== '' && last.split('\n').every(isTrailer);
  return `${text}${joins ? '\n' : '\n\n'}${lines.join('\n')}\n`;
};

export const noIdentity = () =>
  fail(
    'git_failed',
    'git does not know whose commits these are: no name and e-mail are set.',
    'Type: git config --global user.name "Your Name" && git config --global user.email you@example.com',
  );

const notSigned = (details: string) =>
  fail(
    'git_failed',
    'The commit could not be signed, as commit.gpgsign asks for.',
    'Unlock your key (make a signed commit by hand), or switch it off here: git config commit.gpgsign false.',
    { details },
  );

const explained = (
  error: { readonly details?: string | undefined; readonly message: string },
  signs: boolean,
) => {
  const details = error.details ?? '';
  if (
    /tell me who you are|empty ident|auto-detection is disabled|no email was given|no name was given/i.test(
      details,
    )
  )
    return noIdentity();
  if (signs && /sign|gpg|did not end/i.test(`${details} ${error.message}`)) return notSigned(details);
  return null;
};

const environment = ({ author }: NewCommit): GitEnvironment =>
  author === undefined
    ? {}
    : {
        GIT_AUTHOR_NAME: author.name === '' ? 'unknown' : author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: `@${author.date}`,
      };

/** Makes a commit object; no ref leads to it. Its committer is the person. */
export const commitTree = async (ground: Ground, commit: NewCommit): Promise<Result<string>> => {
  const signs = commit.ofPerson !== false && (await signsCommits(ground));
  const began = Date.now();
  const made = await ground.git(
    [
      ...[...quiet, '-c', 'user.useConfigOnly=true', '-c', 'i18n.commitEncoding=UTF-8', 'commit-tree'],
      ...(signs ? ['-S'] : []),
      ...commit.parents.flatMap((parent) => ['-p', parent]),
      commit.tree,
    ],
    {
      writes: true,
      input: commit.message,
      signal: commit.signal,
      more: environment(commit),
      ...(signs ? { timeoutMs: signTimeout(ground) } : {}),
    },
  );
  if (signs && made.ok) unanswered.delete(ground);
  else if (signs && Date.now() - began >= signAgainTimeoutMs) unanswered.set(ground, Date.now());
  if (!made.ok) return explained(made.error, signs) ?? made;
  const hash = made.value.stdout.trim();
  ground.facts.noteTree(hash, commit.tree);
  return ok(hash);
};

const nobody = {
  GIT_AUTHOR_NAME: 'Tutti',
  GIT_AUTHOR_EMAIL: 'tutti@localhost',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'Tutti',
  GIT_COMMITTER_EMAIL: 'tutti@localhost',
  GIT_COMMITTER_DATE: '@0 +0000',
};

/** A commit that only tells `merge-tree` where two trees come from. The same again is the same object; git's clean-up takes it. */
export const throwAway = async (
  ground: Ground,
  tree: string,
  parents: readonly string[],
): Promise<Result<string>> => {
  const args = [...quiet, 'commit-tree', ...parents.flatMap((parent) => ['-p', parent]), tree];
  const made = await ground.git(args, { writes: true, more: nobody });
  return made.ok ? ok(made.value.stdout.trim()) : made;
};
