import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { TuttiError } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { done, HeadlessWorld, instancesOf, type ServedHost, untilStates } from '../support/headless-host.ts';

const slow = 90_000;

let world: HeadlessWorld;
const running: ServedHost[] = [];

beforeAll(() => {
  world = new HeadlessWorld();
});
afterEach(async () => {
  for (const host of running.splice(0)) await host.end('SIGKILL');
}, slow);
afterAll(() => world.end(), slow);

const serve: HeadlessWorld['serve'] = async (...asked) => {
  const host = await world.serve(...asked);
  running.push(host);
  return host;
};

/** Runs a command that must fail: with nothing on its standard output, and an error that says what to do. */
const refused = async (
  exit: number,
  words: readonly string[],
  more: Parameters<HeadlessWorld['cli']>[1] = {},
): Promise<TuttiError> => {
  const [command = '', ...rest] = words;
  const { code, out, err } = await world.cli([command, '--json', ...rest], more);
  expect({ code, out }, err).toEqual({ code: exit, out: '' });
  const line = err.split('\n').find((one) => one.startsWith('{"error"'));
  if (line === undefined) throw new Error(`no error on stderr: ${err}`);
  const { error } = JSON.parse(line) as { error: TuttiError };
  expect(error.message).not.toBe('');
  expect(error.remedy).not.toBe('');
  return error;
};

const git = (cwd: string, ...args: string[]): unknown => execFileSync('git', args, { cwd, stdio: 'ignore' });

describe('a folder that is no project', () => {
  it.each([
    ['is not there', 'nowhere', 'not_found', 'not_a_repository'],
    ['is in no repository', 'plain', 'not_a_repository', 'not_a_repository'],
    ['is a bare repository', 'bare.git', 'bare_repository', 'bare_repository'],
    ['has no commits', 'empty', 'no_commits', 'no_commits'],
  ])('since it %s is refused with a remedy', async (_why, name, ...codes) => {
    const folder = join(world.folder, name);
    if (name !== 'nowhere') mkdirSync(folder, { recursive: true });
    if (name === 'bare.git') git(folder, 'init', '--bare');
    if (name === 'empty') git(folder, 'init');
    const error = await refused(1, ['serve', '--project', folder]);
    expect(codes).toContain(error.code);
    expect(readdirSync(world.folder)).not.toContain('state');
  });
});

describe('without a host', () => {
  it.each([['list'], ['status'], ['send exec_1 hello'], ['restart --crashed'], ['trust']])(
    '%s ends with 3',
    async (line) => {
      expect((await refused(3, line.split(' '))).code).toBe('no_host');
    },
  );
});

describe('a word that is wrong', () => {
  it(
    'is a mistake in usage (2) or refused by the host (1), and says which field',
    async () => {
      await serve();
      for (const words of [
        ['spawn'],
        ['spawn', '--profile', 'shell', '--role', 'janitor'],
        ['frobnicate'],
        ['send', 'exec_1'],
        ['restart'],
        ['list', '--no-such-option'],
      ]) {
        const { code, out, err } = await world.cli(words);
        expect({ code, out }, words.join(' ')).toEqual({ code: 2, out: '' });
        expect(err).not.toBe('');
      }
      const spawn = ['spawn', '--role', 'specialist', '--profile'];
      expect(await refused(1, [...spawn, 'no-such-profile'])).toMatchObject({ code: 'profile_unknown' });
      expect(await refused(1, [...spawn, 'shell', '--parent', 'mgr_7'])).toMatchObject({
        code: 'not_found',
        field: 'parent',
      });
      for (const line of ['read spec_9', 'terminate spec_9', 'restart spec_9', 'send spec_9 hello']) {
        expect((await refused(1, line.split(' '))).code, line).toBe('not_found');
      }
      expect(await refused(1, ['read', 'nonsense'])).toMatchObject({ code: 'bad_input', field: 'id' });
      expect((await refused(1, ['send', 'exec_1', ''])).code).toBe('bad_input');
      // Nothing of all that is left in the run.
      expect(await world.json(['list'])).toEqual([]);
    },
    slow,
  );
});

describe('a profile', () => {
  it(
    'with a mistake is refused with file, line and field; the others go on',
    async () => {
      const file = world.writeProfileText('wrong.yaml', 'name: wrong\ncommand: sh\nsubmit:\n  keyz: x\n');
      const broken = world.writeProfileText('broken.yaml', 'name: broken\ncommand: [unclosed\n');
      await serve();
      const spawn = ['spawn', '--role', 'specialist', '--profile'];
      const error = await refused(1, [...spawn, 'wrong']);
      expect(error.code).toBe('profile_invalid');
      const all = JSON.stringify(error);
      expect(all).toContain(`${file}:4`);
      expect(all).toContain('keyz');
      const second = JSON.stringify(await refused(1, [...spawn, 'broken']));
      expect(second).toContain(`${broken}:`);
      expect((await world.json([...spawn, 'shell', '--no-confirm'])).state).toBe('ready');
      await world.json(['terminate', 'spec_1']);
      rmSync(file);
      rmSync(broken);
    },
    slow,
  );

  it(
    'of the project counts only once the person has trusted it, and no longer when that is revoked',
    async () => {
      const folder = join(world.root, '.tutti', 'profiles');
      mkdirSync(folder, { recursive: true });
      const proof = join(world.folder, 'it-ran');
      writeFileSync(
        join(folder, 'theirs.yaml'),
        JSON.stringify({ name: 'theirs', command: '/bin/sh', args: ['-c', `touch "${proof}"; sleep 86420`] }),
      );
      await serve();
      const spawn = ['spawn', '--no-confirm', '--role', 'specialist', '--profile', 'theirs'];
      const error = await refused(1, spawn);
      expect(error.code).toBe('not_trusted');
      expect(error.remedy).toContain('tutti trust');
      expect(readdirSync(world.folder)).not.toContain('it-ran');
      expect((await world.cli(['trust'])).code).toBe(0);
      const { id } = await world.json(spawn);
      await expect.poll(() => readdirSync(world.folder), { timeout: 20_000 }).toContain('it-ran');
      await world.json(['terminate', id]);
      expect((await world.cli(['trust', '--revoke'])).code).toBe(0);
      expect((await refused(1, spawn)).code).toBe('not_trusted');
    },
    slow,
  );
});

describe('a port in use', () => {
  const taken = createServer();
  let port = 0;
  beforeAll(async () => {
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((closed) => taken.close(closed)));

  it(
    'is refused, and nothing is left open: the next start works',
    async () => {
      const error = await refused(1, ['serve', '--port', String(port)]);
      expect(error.code).toBe('port_in_use');
      expect(error.message).toContain(String(port));
      await serve();
    },
    slow,
  );

  it(
    'that was the MCP server’s is replaced by another, and the person is told',
    async () => {
      const first = await serve();
      await first.end();
      const old = createServer();
      old.listen(Number(new URL(first.ready.mcp).port), '127.0.0.1');
      await once(old, 'listening');
      const second = await serve();
      await new Promise((closed) => old.close(closed));
      expect(second.ready.mcp).not.toBe(first.ready.mcp);
      expect(second.stderr()).toMatch(/Port \d+, where the agents knew Tutti, is taken/);
      expect(JSON.stringify(await world.json(['status']))).toContain('is taken');
    },
    slow,
  );
});

describe('a state folder', () => {
  it('that can’t be made is refused', async () => {
    const file = join(world.folder, 'a-file');
    writeFileSync(file, 'not a folder');
    const error = await refused(1, ['serve'], { env: { TUTTI_STATE_DIR: join(file, 'state') } });
    expect(error.code).toBe('state_read_only');
    expect(error.remedy).toContain('TUTTI_STATE_DIR');
  });

  it(
    'with a damaged event log starts anew, and keeps the damaged one as it was',
    async () => {
      await (await serve()).end();
      const log = join(world.stateFolder, 'events.sqlite');
      const garbage = Buffer.from('this is no database. '.repeat(1000));
      writeFileSync(log, garbage);
      const host = await serve();
      expect(host.stderr()).toContain('was damaged');
      const aside = readdirSync(world.stateFolder).find((name) => name.startsWith('events.sqlite.corrupt'));
      expect(readFileSync(join(world.stateFolder, aside ?? '')).equals(garbage)).toBe(true);
      expect(await world.json(['list'])).toEqual([]);
      expect((await world.json(['status'])).project.notices.join()).toContain(aside);
    },
    slow,
  );

  it(
    'with the event log of a newer version is refused and left as it is',
    async () => {
      await (await serve()).end();
      const log = join(world.stateFolder, 'events.sqlite');
      const db = new Database(log);
      db.pragma('user_version = 999');
      db.close();
      const hash = (): string => createHash('sha256').update(readFileSync(log)).digest('hex');
      const before = hash();
      const error = await refused(1, ['serve']);
      expect(error.code).toBe('database_newer');
      expect(error.message).toContain('999');
      expect(hash()).toBe(before);
      rmSync(log);
    },
    slow,
  );
});

describe('a second host', () => {
  it(
    'refuses, naming the first, when that does not answer',
    async () => {
      const first = await serve();
      first.process.kill('SIGSTOP');
      try {
        const error = await refused(1, ['serve']);
        expect(error.code).toBe('host_running');
        expect(error.message).toContain(String(first.ready.pid));
      } finally {
        first.process.kill('SIGCONT');
      }
      expect((await world.json(['status'])).pid).toBe(first.ready.pid);
    },
    slow,
  );
});

describe('a machine without a fitting tmux', () => {
  /** A PATH with what is needed and no tmux but the one that a test puts there. */
  const pathWith = (name: string, tmux: string | null): string => {
    const folder = join(world.folder, name);
    mkdirSync(folder);
    for (const tool of ['git', 'sh', 'cat', 'sleep', 'env']) {
      symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(folder, tool));
    }
    if (tmux !== null) writeFileSync(join(folder, 'tmux'), `#!/bin/sh\n${tmux}\n`, { mode: 0o755 });
    if (tmux !== null) chmodSync(join(folder, 'tmux'), 0o755);
    return folder;
  };

  it.each([
    ['none', null, 'no_tmux', 'There is no tmux'],
    ['an old one', 'echo tmux 2.9', 'tmux_too_old', '2.9'],
    ['one that fails', 'exit 127', 'no_tmux', 'failed'],
  ])(
    '(%s) is told so: pty terminals are taken unless tmux was asked for',
    async (name, tmux, code, said) => {
      const env = { PATH: pathWith(`path of ${name}`, tmux) };
      const error = await refused(1, ['serve', '--terminals', 'tmux'], { env });
      expect(error.code).toBe(code);
      expect(error.message).toContain(said);
      expect(error.remedy).toContain('3.2');
      const host = await serve([], { env });
      expect(host.stderr()).toContain(said);
      expect(host.stderr()).toContain('end with it');
      const { project } = await world.json(['status']);
      expect(project).toMatchObject({ terminals: 'pty', terminalsNotice: expect.stringContaining(said) });
    },
    slow,
  );

  it(
    'runs agents all the same, and tells that they ended with their host',
    async () => {
      const env = { PATH: pathWith('path for pty', null) };
      const host = await serve([], { env });
      const client = await world.connect(host);
      const { id } = await world.json(['spawn', '--profile', 'shell', '--role', 'executive', '--no-confirm']);
      expect((await world.json(['send', id, 'echo "it is $((40+2))"', '--wait'])).state).toBe('accepted');
      await expect
        .poll(async () => done(await client.call('instances.read', { id })).lines.join('\n'), {
          timeout: 20_000,
        })
        .toContain('it is 42');
      await host.end();
      await expect.poll(() => world.marked(), { timeout: 20_000 }).toEqual([]);
      const second = await world.connect(await serve());
      const [ended] = await untilStates(second, ['crashed'], [id]);
      expect(ended?.reason).toContain('gone');
      done(await second.call('instances.restart', { id }));
      expect((await instancesOf(second))[0]).toMatchObject({ state: 'ready', incarnation: 2 });
      done(await second.call('instances.terminate', { id }));
    },
    slow,
  );
});
