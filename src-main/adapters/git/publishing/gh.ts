import { type PullRequestPlace, pullRequestArguments } from '@contract/publish-commands.ts';
import type { GhState, PullRequest } from '@contract/publishing.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { environmentFor } from '../git-environment.ts';
import { type PublishGround, unasking } from './push.ts';
import { withoutSecrets } from './remote-urls.ts';
import { runTool, type ToolEnd } from './run-tool.ts';

/** It asks nothing, opens no editor and no browser, and does not look for news of itself. */
const quiet = {
  GH_PROMPT_DISABLED: '1',
  GH_NO_UPDATE_NOTIFIER: '1',
  GH_PAGER: 'cat',
  GH_EDITOR: 'false',
  GH_BROWSER: 'false',
  BROWSER: 'false',
  NO_COLOR: '1',
  CLICOLOR: '0',
};

const runGh = (
  { root, env }: PublishGround,
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ToolEnd> =>
  runTool({
    ...{ program: 'gh', args, cwd: root, timeoutMs, signal },
    env: environmentFor(env, true, { ...unasking, ...quiet }),
  });

/** Hosts that `gh` has nothing to do with. */
const elsewhere = /gitlab|bitbucket|codeberg|gitea|forgejo|sourcehut|sr\.ht|dev\.azure|visualstudio/;

const last = (text: string): string => withoutSecrets(text.trim().split('\n').at(-1) ?? '').slice(0, 500);

/** Whether `gh` is there, and logged in at a host. */
export const ghState = async (
  ground: PublishGround,
  host: string,
): Promise<{ readonly state: GhState; readonly says: string }> => {
  if (elsewhere.test(host)) return { state: 'elsewhere', says: `${host} is none of GitHub’s` };
  const args = ['auth', 'status', '--hostname', host];
  const ended = await runGh(ground, args, ground.limits.look, new AbortController().signal);
  switch (ended.kind) {
    case 'not-started':
      return ended.missing
        ? { state: 'missing', says: 'gh is not installed' }
        : { state: 'unknown', says: ended.message };
    case 'late':
    case 'cancelled':
      return { state: 'unknown', says: `gh did not answer within ${ground.limits.look / 1000} s` };
    case 'ended': {
      if (ended.code === 0) return { state: 'ready', says: '' };
      const said = `${ended.stdout}\n${ended.stderr}`;
      return /not logged in|token .*invalid|invalid .*token|auth login/i.test(said)
        ? { state: 'logged-out', says: `gh is not logged in at ${host}` }
        : { state: 'unknown', says: last(said) };
    }
    default:
      return ended satisfies never;
  }
};

const urlIn = (text: string): string | null => text.match(/https?:\/\/[^\s'"<>]+/g)?.at(-1) ?? null;

const remedyOf = (said: string, { base, repository }: PullRequestPlace): string => {
  const host = repository.split('/', 1)[0] ?? '';
  if (/auth login|not logged|authentication|HTTP 401/i.test(said))
    return `Log in at a terminal: gh auth login --hostname ${host}`;
  if (/No commits between/i.test(said)) return `There is nothing on it that ${base} lacks.`;
  if (/Base (?:ref|sha)|base.*(?:blank|invalid|must be)/i.test(said))
    return `Choose a base that is there: ${base} is not.`;
  if (/error connecting|could not resolve|timeout|network/i.test(said))
    return 'Check the network, then publish it again: the branch is there already.';
  return 'See what gh says, then publish it again: the branch is there already.';
};

/** Opens a pull request for a branch that has been pushed. One that is there already is no error. */
export const openPullRequest = async (
  ground: PublishGround,
  place: PullRequestPlace,
  words: Pick<PullRequest, 'title' | 'body' | 'draft'>,
  signal: AbortSignal,
): Promise<Result<{ readonly url: string; readonly existing: boolean }>> => {
  const ended = await runGh(ground, pullRequestArguments(place, words), ground.limits.pullRequest, signal);
  switch (ended.kind) {
    case 'ended': {
      const url = urlIn(ended.code === 0 ? ended.stdout : ended.stderr);
      if (ended.code === 0 && url !== null) return ok({ url, existing: false });
      if (/already exists/i.test(ended.stderr) && url !== null) return ok({ url, existing: true });
      const said = `${ended.stderr}\n${ended.stdout}`.trim();
      return fail(
        'git_failed',
        `The pull request could not be opened: ${last(ended.stderr) || `gh ended with ${ended.code}`}`,
        remedyOf(said, place),
        { details: withoutSecrets(said).slice(-8000) },
      );
    }
    case 'late':
      return fail(
        'timeout',
        `gh did not end within ${ground.limits.pullRequest / 1000} s, and was ended.`,
        'Look whether the pull request is there; if not, publish it again.',
      );
    case 'cancelled':
      return fail(
        'git_failed',
        'gh was ended before it was done.',
        'Look whether the pull request is there.',
      );
    case 'not-started':
      return fail(
        'git_failed',
        ended.missing ? 'gh is not installed.' : `gh could not be started: ${ended.message}`,
        'Install it (cli.github.com), or open the pull request by hand: the branch is there.',
      );
    default:
      return ended satisfies never;
  }
};
