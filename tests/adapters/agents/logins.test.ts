import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileSchema } from '@contract/profiles.ts';
import { expect, test } from 'vitest';
import { loginsOf } from '../../../src-main/adapters/agents/logins.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const login = {
  args: ['login', 'status'],
  loggedIn: '^Logged in',
  loggedOut: '^Not logged in',
  account: '^Logged in as (.+)$',
  remedy: 'Run `cli login`.',
};

/** A CLI that is a script, and a way to ask it. */
const cli = (body: string, timeoutMs = 20_000) => {
  const folder = tempFolder();
  const command = join(folder, 'cli');
  writeFileSync(command, `#!/bin/sh\n${body}\n`);
  chmodSync(command, 0o755);
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: folder };
  let now = 0;
  const places = { project: '', node: '', shell: '/bin/sh', rehearsal: '', path: env.PATH, env };
  const ask = loginsOf(places, () => now, timeoutMs);
  const profile = (change: object = {}) => profileSchema.parse({ name: 'mine', command, login, ...change });
  return {
    folder,
    command,
    ask,
    profile,
    later: (ms: number) => {
      now += ms;
    },
  };
};

test.each([
  ['in', 'echo "Logged in as ada"', { state: 'in', words: 'logged in: ada', remedy: null }],
  [
    'in, told in colours on the standard error',
    'printf "\\033[1mLogged in\\033[0m\\n" >&2',
    { state: 'in', words: 'logged in' },
  ],
  ['out, with an exit status', 'echo "Not logged in"; exit 1', { state: 'out', remedy: 'Run `cli login`.' }],
  ['neither, as far as its words go', 'echo "Bonjour"', { state: 'unknown', remedy: null }],
])('a CLI that is %s', async (_what, body, expected) => {
  const { ask, profile } = cli(body);
  expect(await ask([profile()])).toEqual([expect.objectContaining({ profile: 'mine', ...expected })]);
});

test('is asked with its arguments as they are, in the environment of its profile, and told of the account’s folder', async () => {
  const { ask, profile } = cli('echo "Not logged in: $# $1 $2 $X_HOME"');
  const home = { env: 'X_HOME', folder: '~/.x' };
  const args = ['a b', '$(touch made)'];
  const seen = { ...login, args, loggedOut: '^Not logged in: 2 a b \\$\\(touch made\\) /elsewhere/x$' };
  const asked = profile({ home, env: { X_HOME: '/elsewhere/x' }, login: seen });
  expect(await ask([asked])).toMatchObject([
    { state: 'out', remedy: 'Run `cli login`. Set X_HOME=/elsewhere/x for that.' },
  ]);
});

test('what can’t be asked is unknown', async () => {
  const { ask, profile, folder } = cli('echo no');
  const own = { env: 'X_HOME', folder: '~/.x', by: 'instance' };
  const answers = await ask([
    profile({ login: undefined }),
    profile({ command: join(folder, 'nowhere') }),
    profile({ home: own }),
  ]);
  expect(answers.map(({ state, words }) => `${state}: ${words}`)).toEqual([
    'unknown: its CLI does not tell',
    'unknown: it is not installed',
    'unknown: each instance logs in by itself',
  ]);
});

test('one that hangs is ended, with what it has started', async () => {
  const { ask, profile, folder } = cli('sleep 600 & echo $! > "$HOME/pid"; wait', 1000);
  expect(await ask([profile()])).toMatchObject([{ state: 'unknown', words: 'it could not be asked' }]);
  const file = join(folder, 'pid');
  await until('its child is told', () => existsSync(file));
  const pid = readFileSync(file, 'utf8').trim();
  await until(
    'its child has ended',
    () => !existsSync(`/proc/${pid}`) || /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')),
  );
});

test('profiles of one CLI and account share an answer, for a while', async () => {
  const { ask, profile, folder, later } = cli('echo x >> "$HOME/asked"; echo "Logged in"');
  const asked = (): number => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n').length;
  await ask([profile(), profile({ name: 'other' })]);
  await ask([profile()]);
  expect(asked()).toBe(1);
  await ask([profile({ env: { X_HOME: '/another' } })]);
  expect(asked()).toBe(2);
  later(60_000);
  await ask([profile()]);
  expect(asked()).toBe(3);
});
