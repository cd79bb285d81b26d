import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endPids, eventually, HeadlessWorld, isAlive } from '../support/headless-host.ts';

let world: HeadlessWorld;
let remote: string;
let bin: string;
beforeEach(() => {
  world = new HeadlessWorld();
  remote = join(world.folder, 'remote.git');
  bin = join(world.folder, 'bin');
  mkdirSync(bin);
  world.env.PATH = `${bin}:${world.env.PATH}`;
  git('init', '-q', '--bare', '-b', 'main', remote);
  git('remote', 'add', 'origin', remote);
  git('branch', 'work');
});
afterEach(() => world.end());

const git = (...args: string[]): string =>
  execFileSync('git', args, {
    cwd: world.root,
    env: world.env as NodeJS.ProcessEnv,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

const script = (file: string, ...lines: string[]): void => {
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
};

test('tutti publish shows what would happen, then does it; the log tells of it', async () => {
  await world.serve();
  const plan = await world.cli(['publish', 'work', '--as', 'feature']);
  expect(plan).toMatchObject({ code: 0, err: '' });
  expect(plan.out).toContain('Nothing has been done. With --yes this is run:');
  expect(plan.out).toContain(`${git('rev-parse', 'work')}:refs/heads/feature`);
  expect(git('--git-dir', remote, 'for-each-ref')).toBe('');
  const before = readFileSync(join(world.root, '.git/config'), 'utf8');
  const done = await world.cli(['publish', 'work', '--as', 'feature', '--yes']);
  expect(done).toMatchObject({ code: 0, out: 'work is on origin as feature.\n' });
  expect(git('--git-dir', remote, 'rev-parse', 'feature')).toBe(git('rev-parse', 'work'));
  expect(readFileSync(join(world.root, '.git/config'), 'utf8')).toBe(before);
  // A folder is no place for a pull request: told before anything is pushed.
  const proposed = await world.cli(['publish', 'work', '--pr', '--yes', '--json']);
  expect(proposed.code).toBe(1);
  expect(JSON.parse(proposed.err)).toMatchObject({ error: { code: 'unsupported', field: 'pullRequest' } });
  const events = await (await world.connect()).call('events.list', { newest: true, limit: 1 });
  expect(events).toMatchObject({
    value: [{ kind: 'branch.published', data: { as: 'feature' }, actor: { kind: 'person', door: 'cli' } }],
  });
});

test('a pull request is opened by the gh on PATH, with the words that were given', async () => {
  const given = join(world.folder, 'given');
  script(
    join(bin, 'gh'),
    '[ "$1" = auth ] && exit 0',
    `printf '%s\\n' "$@" > '${given}'`,
    'echo https://github.com/ada/orders/pull/7',
  );
  // The address is GitHub's; what git takes for ssh finds the folder.
  const ssh = join(bin, 'no-ssh');
  script(ssh, `exec git receive-pack '${remote}'`);
  git('remote', 'set-url', 'origin', 'git@github.com:ada/orders.git');
  git('config', 'core.sshCommand', ssh);
  git('config', 'ssh.variant', 'simple');
  await world.serve();
  const words = ['publish', 'work', '--pr', '--title', 'Work', '--body', '-', '--base', 'main', '--yes'];
  const done = await world.cli(words, { stdin: 'why\nand how' });
  expect(done).toMatchObject({
    ...{ code: 0, out: 'work is on origin.\nPull request: https://github.com/ada/orders/pull/7\n' },
  });
  expect(git('--git-dir', remote, 'rev-parse', 'work')).toBe(git('rev-parse', 'work'));
  expect(readFileSync(given, 'utf8')).toBe(
    [
      ...['pr', 'create', '--repo', 'github.com/ada/orders', '--head', 'work', '--base', 'main'],
      ...['--title', 'Work', '--body', 'why', 'and how', ''],
    ].join('\n'),
  );
});

test('a host that is killed in the middle of a push leaves the remote whole, and the next goes on', async () => {
  const pids = join(world.folder, 'pids');
  const hook = join(world.root, '.git/hooks/pre-push');
  script(hook, `echo $$ > '${pids}.new'`, `mv '${pids}.new' '${pids}'`, 'exec sleep 600');
  const host = await world.serve();
  const publishing = world.cli(['publish', 'work', '--yes']);
  await eventually('the hook runs', () => existsSync(pids));
  await host.end('SIGKILL');
  expect((await publishing).code).not.toBe(0);
  const left = readFileSync(pids, 'utf8').split('\n').filter(Boolean).map(Number);
  await endPids(left);
  expect(git('--git-dir', remote, 'for-each-ref')).toBe('');
  script(hook, 'exit 0');
  await world.serve();
  expect(await world.cli(['publish', 'work', '--yes'])).toMatchObject({ code: 0 });
  expect(git('--git-dir', remote, 'rev-parse', 'work')).toBe(git('rev-parse', 'work'));
});

test('a host that ends in order ends the push that is under way', async () => {
  const pids = join(world.folder, 'pids');
  script(
    join(world.root, '.git/hooks/pre-push'),
    `echo $$ > '${pids}.new'`,
    `mv '${pids}.new' '${pids}'`,
    'exec sleep 600',
  );
  const host = await world.serve();
  const publishing = world.cli(['publish', 'work', '--yes']);
  await eventually('the hook runs', () => existsSync(pids));
  await host.end();
  await publishing;
  const [pid = 0] = readFileSync(pids, 'utf8').split('\n').map(Number);
  await eventually('the hook has ended', () => !isAlive(pid));
});
