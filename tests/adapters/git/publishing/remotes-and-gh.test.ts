import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeOf, withoutSecrets } from '../../../../src-main/adapters/git/publishing/remote-urls.ts';
import { got } from '../support.ts';
import { unended, withRemote } from './support.ts';

test.each([
  ['https://github.com/ada/orders-api.git', 'github.com', 'ada/orders-api'],
  ['https://ada:token@github.com/ada/orders-api/', 'github.com', 'ada/orders-api'],
  ['git@github.com:ada/orders-api.git', 'github.com', 'ada/orders-api'],
  ['ssh://git@ssh.github.com:443/ada/orders-api.git', 'github.com', 'ada/orders-api'],
  ['ssh://git@git.example.org:2222/team/sub/orders.git', 'git.example.org', 'team/sub/orders'],
  ['work:ada/orders', 'work', 'ada/orders'],
])('%s is at a place', (url, host, path) => {
  expect(placeOf(url)).toEqual({ host, path });
});

test.each(['/srv/git/orders.git', '../orders', 'file:///srv/git/orders.git', 'C:/git/orders', ''])(
  '%s is at no host',
  (url) => {
    expect(placeOf(url)).toBeNull();
  },
);

test('a password in a URL is shown to nobody', () => {
  expect(withoutSecrets("fatal: unable to access 'https://ada:tok@en.example/x': no")).toBe(
    "fatal: unable to access 'https://en.example/x': no",
  );
});

test('remotes are listed, origin first, as a push would take them', async () => {
  const made = withRemote();
  made.git(['remote', 'add', 'backup', 'https://ada:secret@github.com/ada/copy.git']);
  made.git(['config', 'url.git@github.com:.pushInsteadOf', 'https://github.com/']);
  made.git(['remote', 'add', 'fork', 'https://github.com/grace/orders.git']);
  const remotes = got(await made.publisher().remotes());
  expect(remotes).toEqual([
    { name: 'origin', urls: [made.remote], host: null, path: null },
    { name: 'backup', urls: ['https://github.com/ada/copy.git'], host: 'github.com', path: 'ada/copy' },
    { name: 'fork', urls: ['git@github.com:grace/orders.git'], host: 'github.com', path: 'grace/orders' },
  ]);
});

test('the default branch is known from a clone', async () => {
  const made = withRemote();
  expect(got(await made.publisher().defaultBranch('origin'))).toBeNull();
  made.git(['remote', 'set-head', 'origin', 'main']);
  expect(got(await made.publisher().defaultBranch('origin'))).toBe('main');
});

test('gh is missing, logged in, logged out, of no use, or silent', async () => {
  const made = withRemote();
  // Only what these tests put there: the machine may have a gh.
  made.env.PATH = made.bin;
  const publisher = made.publisher({ look: 700 });
  expect(await publisher.gh('github.com')).toMatchObject({ state: 'missing' });
  made.program('gh', ['[ "$*" = "auth status --hostname github.com" ] || exit 9']);
  expect(await publisher.gh('github.com')).toEqual({ state: 'ready', says: '' });
  expect(await publisher.gh('gitlab.com')).toMatchObject({ state: 'elsewhere' });
  made.program('gh', [
    'echo "You are not logged into any GitHub hosts. To log in, run: gh auth login"',
    'exit 1',
  ]);
  expect(await publisher.gh('github.com')).toMatchObject({ state: 'logged-out' });
  made.program('gh', ['echo "error connecting to api.github.com" >&2', 'exit 1']);
  expect(await publisher.gh('github.com')).toMatchObject({ state: 'unknown' });
  made.program('gh', ['exec /bin/sleep 600']);
  expect(await publisher.gh('github.com')).toMatchObject({ state: 'unknown' });
});

const place = { repository: 'github.com/ada/orders', head: 'work', base: 'main' };
const words = { title: '-f $(touch x) "a"', body: 'two\nlines', draft: true };

test('a pull request is opened with exactly these words', async () => {
  const made = withRemote();
  const given = join(made.base, 'given');
  made.program('gh', [
    `printf '%s\\0' "$@" > '${given}'`,
    `printf '%s' "$GH_PROMPT_DISABLED$GIT_TERMINAL_PROMPT" >> '${given}'`,
    'echo "Creating draft pull request for work into main in ada/orders" >&2',
    'echo https://github.com/ada/orders/pull/7',
  ]);
  const opened = got(await made.publisher().openPullRequest(place, words, unended()));
  expect(opened).toEqual({ url: 'https://github.com/ada/orders/pull/7', existing: false });
  expect(readFileSync(given, 'utf8').split('\0')).toEqual([
    ...['pr', 'create', '--repo', 'github.com/ada/orders', '--head', 'work', '--base', 'main'],
    ...['--title', '-f $(touch x) "a"', '--body', 'two\nlines', '--draft', '10'],
  ]);
  expect(existsSync(join(made.root, 'x'))).toBe(false);
});

test('one that is open already is no failure', async () => {
  const made = withRemote();
  made.program('gh', [
    'echo \'a pull request for branch "work" into branch "main" already exists:\' >&2',
    'echo https://github.com/ada/orders/pull/3 >&2',
    'exit 1',
  ]);
  const opened = got(await made.publisher().openPullRequest(place, words, unended()));
  expect(opened).toEqual({ url: 'https://github.com/ada/orders/pull/3', existing: true });
});

test.each([
  ['To get started with GitHub CLI, please run:  gh auth login', 'gh auth login --hostname github.com'],
  ['pull request create failed: GraphQL: No commits between main and work', 'nothing on it that main lacks'],
  ['error connecting to api.github.com', 'Check the network'],
])('gh says "%s": a remedy', async (said, remedy) => {
  const made = withRemote();
  made.program('gh', [`echo '${said}' >&2`, 'exit 1']);
  const result = await made.publisher().openPullRequest(place, words, unended());
  expect(result).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  expect(result.ok ? '' : result.error.remedy).toContain(remedy);
});
