import type { PushWish } from '@contract/publish-commands.ts';
import { fail, type Result } from '@contract/result.ts';
import { withoutSecrets } from './remote-urls.ts';

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '' && !/failed to push some refs|^(?:hint|To) /.test(line))
    ?.trim() ?? '';

interface Known {
  readonly pattern: RegExp;
  message(wish: PushWish): string;
  remedy(wish: PushWish): string;
}

/** What git and the programs that it starts say, in the order in which it is looked for. */
const known: readonly Known[] = [
  {
    pattern:
      /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|HTTP 40[13]/i,
    message: ({ remote }) => `${remote} wants a login that git does not have.`,
    remedy: ({ remote }) =>
      `Log in once at a terminal, with a credential helper that keeps it: git fetch ${remote}`,
  },
  {
    pattern: /Permission denied|Host key verification failed|publickey|Too many authentication failures/i,
    message: ({ remote }) => `${remote} did not let you in by ssh.`,
    remedy: ({ remote }) =>
      `Load your key (ssh-add), and accept the host’s once at a terminal: git fetch ${remote}`,
  },
  {
    pattern:
      /Could not resolve host|Connection (?:refused|timed out|reset)|Network is unreachable|Failed to connect|unable to access|No route to host/i,
    message: ({ remote }) => `${remote} could not be reached.`,
    remedy: () => 'Check the network, then try again.',
  },
  {
    pattern: /does not appear to be a git repository|[Rr]epository .*not found|does not exist/,
    message: ({ remote }) => `There is no repository where ${remote} points to, or you may not see it.`,
    remedy: ({ remote }) => `Check where it points: git remote get-url --push ${remote}`,
  },
];

/** A push that the other side refused, by the line of the branch: `!<tab>from:to<tab>[rejected] (fetch first)`. */
const refusal = (wish: PushWish, stdout: string, details: string) => {
  const line = stdout.split('\n').find((one) => one.startsWith('!\t'));
  if (line === undefined) return null;
  const [, why = ''] = /\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*$/.exec(line) ?? [];
  const { remote, as } = wish;
  if (/^!.*\[rejected\]/.test(line))
    return fail(
      'wrong_state',
      `${remote} has commits on ${as} that this branch does not have (${why}).`,
      `Bring them in first (git fetch ${remote}, then merge ${remote}/${as}), or publish under another name. It is never forced.`,
      { field: 'as', details },
    );
  return fail(
    'git_failed',
    `${remote} refused ${as}: ${why}.`,
    /protected/i.test(why + details)
      ? 'Publish under another name, and open a pull request into that branch.'
      : 'See what it says, and mend that.',
    { details },
  );
};

/** What a push that did not succeed means. `stdout` as of `--porcelain`. */
export const pushFailure = (wish: PushWish, stdout: string, stderr: string): Result<never> => {
  const details = withoutSecrets(`${stderr}\n${stdout}`.trim()).slice(-8000);
  const refused = refusal(wish, stdout, details);
  if (refused !== null) return refused;
  const found = known.find(({ pattern }) => pattern.test(stderr));
  if (found !== undefined) return fail('git_failed', found.message(wish), found.remedy(wish), { details });
  if (/^fatal:/m.test(stderr) || !/failed to push some refs/.test(stderr))
    return fail('git_failed', `The push failed: ${withoutSecrets(lastLine(stderr))}`, 'See what git says.', {
      details,
    });
  // Without a word on any branch it never came to speak with the other side: that is the hook.
  return fail(
    'git_failed',
    `Your pre-push hook refused it${lastLine(stderr) === '' ? '' : `: ${withoutSecrets(lastLine(stderr))}`}`,
    'See what the hook says, and mend that. It is never passed over.',
    { details },
  );
};
