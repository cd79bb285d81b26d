import type { Instance } from '@contract/instances.ts';
import { publishLimits, type Remote } from '@contract/publishing.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { ListedCommit } from '../../ports/branch-reads.ts';

/** Commits that the words of a pull request name. */
export const namedCommits = 50;

/** What a pull request could say: the one commit's line, or the task, with the commits below. `commits`: newest first. */
export const wordsOf = (
  commits: readonly ListedCommit[],
  instance: Instance | undefined,
  branch: string,
): { readonly title: string; readonly body: string } => {
  const [only] = commits;
  const name = branch.slice(branch.lastIndexOf('/') + 1);
  const task = instance?.task.trim().split('\n', 1)[0] ?? '';
  // One unit less: what is cut off is told by a sign.
  const title = (text: string): string => clipped(text, publishLimits.title - 1);
  if (commits.length === 1 && only !== undefined) return { title: title(only.subject || name), body: '' };
  return {
    title: title(task || name),
    body: commits
      .toReversed()
      .map(({ subject }) => `- ${subject}`)
      .join('\n')
      .slice(0, publishLimits.body),
  };
};

/** Where a pull request goes: to `upstream` where that is another repository of the same host, as forks have it; or to where it is pushed. */
export const baseRemote = (remotes: readonly Remote[], pushed: Remote): Remote => {
  const upstream = remotes.find(({ name }) => name === 'upstream');
  return upstream !== undefined && upstream.host === pushed.host && upstream.path !== null
    ? upstream
    : pushed;
};

/** As `gh` names a repository and, from a fork, a branch; null: its URL tells no host. */
export const repositoryOf = ({ host, path }: Remote): string | null =>
  host === null || path === null ? null : `${host}/${path}`;

const ownerOf = ({ path }: Remote): string => path?.split('/', 1)[0] ?? '';

export const headOf = (pushed: Remote, base: Remote, as: string): string =>
  pushed.path === base.path ? as : `${ownerOf(pushed)}:${as}`;

const inUrl = (branch: string): string => branch.split('/').map(encodeURIComponent).join('/');

interface PageOf {
  readonly repository: Remote;
  readonly head: string;
  readonly base: string;
  /** `gh` knows the host. */
  readonly isGitHub: boolean;
}

/** The page on which a pull request is opened by hand. */
export const pageOf = ({ repository: { host, path }, head, base, isGitHub }: PageOf): string | null => {
  if (host === null || path === null) return null;
  const at = `https://${host}/${path}`;
  const [from, into] = [encodeURIComponent(head), encodeURIComponent(base)];
  if (host === 'github.com' || isGitHub) return `${at}/compare/${inUrl(base)}...${inUrl(head)}?expand=1`;
  if (host.includes('gitlab'))
    return `${at}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${from}&merge_request%5Btarget_branch%5D=${into}`;
  if (host === 'bitbucket.org') return `${at}/pull-requests/new?source=${from}&dest=${into}`;
  return null;
};
