import { type PushWish, pushArguments } from '@contract/publish-commands.ts';
import { publishLimits } from '@contract/publishing.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Pushed } from '../../../core/ports/publisher.ts';
import { environmentFor, type GitEnvironment } from '../git-environment.ts';
import { pushFailure } from './push-failures.ts';
import { withoutSecrets } from './remote-urls.ts';
import { runTool } from './run-tool.ts';

export interface PublishGround {
  readonly root: string;
  readonly env: GitEnvironment;
  /** Milliseconds; only a test has others than `usualLimits`. */
  readonly limits: PublishTimes;
}

export interface PublishTimes {
  readonly push: number;
  readonly pullRequest: number;
  readonly look: number;
}

/** A first push of a large repository by a slow line, and a hook that runs tests, take minutes; `gh` makes some calls over the network. */
export const usualTimes: PublishTimes = { push: 900_000, pullRequest: 120_000, look: 15_000 };

/**
 * git asks nothing by a window or in a browser: what has no credentials ready fails, and says so. The settings take the place of those with
 * which git runs here otherwise: a push is the person's own doing, so the person's hooks count.
 */
export const unasking: GitEnvironment = {
  SSH_ASKPASS_REQUIRE: 'force',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.fsmonitor',
  GIT_CONFIG_VALUE_0: 'false',
};

/** What the other side printed, without its mark and what counts its progress. */
const remoteWords = (stderr: string): string =>
  stderr
    .split(/\r?\n|\r/)
    .flatMap((line) => /^remote: ?(.*)$/.exec(line)?.[1]?.trimEnd() ?? [])
    .filter((line) => line.trim() !== '' && !/^\S.*: +\d+% \(\d+\/\d+\)/.test(line))
    .join('\n')
    .slice(-publishLimits.says);

export const push = async (
  { root, env, limits }: PublishGround,
  wish: PushWish,
  signal: AbortSignal,
): Promise<Result<Pushed>> => {
  const ended = await runTool({
    program: 'git',
    args: pushArguments(wish),
    cwd: root,
    // Without the settings of the runner, by which the person's own pre-push hook would not run.
    env: environmentFor(env, true, { ...unasking, GIT_CONFIG_COUNT: '0' }),
    timeoutMs: limits.push,
    signal,
  });
  switch (ended.kind) {
    case 'ended': {
      if (ended.code !== 0) return pushFailure(wish, ended.stdout, ended.stderr);
      const says = withoutSecrets(remoteWords(ended.stderr));
      const link = /https?:\/\/[^\s'"<>]+/.exec(says)?.[0] ?? null;
      return ok({ upToDate: /^=\t/m.test(ended.stdout), says, link });
    }
    case 'late':
      return fail(
        'timeout',
        `The push to ${wish.remote} did not end within ${limits.push / 1000} s, and was ended.`,
        'Look whether a hook or the network hangs, then try again.',
        { details: withoutSecrets(ended.stderr).slice(-8000) },
      );
    case 'cancelled':
      return fail('git_failed', 'The push was cancelled.', 'Publish it again when you wish.');
    case 'not-started':
      return fail('git_failed', `git could not be started: ${ended.message}`, 'Check that git can be run.');
    default:
      return ended satisfies never;
  }
};
