import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateFolderOf } from '../../../src-main/adapters/system/state-folder.ts';
import { tmuxSocketName } from '../../../src-main/hosts/open-project/choose-terminals.ts';
import { isAlive } from '../../support/headless-host.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../../out/main/cli.js');

let folder: string;
let root: string;
let env: NodeJS.ProcessEnv;
const hosts: ChildProcess[] = [];

beforeEach(async () => {
  expect(existsSync(cli), 'the build comes before this test').toBe(true);
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-host-')));
  root = join(folder, 'a project');
  env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TUTTI_STATE_DIR: join(folder, 'state') };
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid'];
  execFileSync('git', [...who, 'commit', '--quiet', '--allow-empty', '-m', 'Start'], { cwd: root });
});

afterEach(async () => {
  for (const host of hosts.splice(0))
    if (host.exitCode === null && host.signalCode === null) await endHost(host);
  // The panes outlive their host by design: the test's own tmux server ends by its own name.
  const server = tmuxSocketName(stateFolderOf(root, env));
  await run('tmux', ['-L', server, 'kill-server']).catch(() => {});
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const endHost = async (host: ChildProcess): Promise<unknown[]> => {
  const exited = once(host, 'exit');
  host.kill('SIGTERM');
  return exited;
};

interface Ready {
  readonly url: string;
  readonly token: string;
  readonly socket: string;
  readonly mcp: string;
  readonly pid: number;
}

const serve = async (...more: string[]): Promise<{ host: ChildProcess; ready: Ready; lines: string[] }> => {
  const host = spawn(process.execPath, [cli, 'serve', '--json', ...more], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  hosts.push(host);
  const lines: string[] = [];
  const reader = createInterface({ input: host.stdout ?? process.stdin });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return { host, ready: JSON.parse(lines[0] ?? '') as Ready, lines };
};

const tutti = async (...words: string[]) => {
  const { stdout } = await run(process.execPath, [cli, ...words, '--json'], { cwd: root, env });
  return JSON.parse(stdout);
};

describe('a headless host with the command line', () => {
  it('runs, is found again with its panes, and ends cleanly', async () => {
    const first = await serve();
    expect(first.ready.pid).toBe(first.host.pid);
    const spawned = await tutti(
      'spawn',
      '--profile',
      'shell',
      '--role',
      'executive',
      '--no-confirm',
      '--wait',
    );
    expect(spawned).toMatchObject({ id: 'exec_1', state: 'ready' });
    expect((await tutti('send', 'exec_1', 'echo "found $((40+2))"', '--wait')).state).toBe('accepted');
    await expect
      .poll(async () => (await tutti('read', 'exec_1')).lines.join('\n'), { timeout: 15_000 })
      .toContain('found 42');
    expect(await endHost(first.host)).toEqual([0, null]);
    expect(first.lines).toHaveLength(1);
    await expect(tutti('list')).rejects.toMatchObject({ code: 3, stdout: '' });

    const second = await serve();
    expect(second.ready.mcp).toBe(first.ready.mcp);
    expect(second.ready.token).toBe(first.ready.token);
    const [again] = await tutti('list');
    expect(again).toMatchObject({ id: 'exec_1', pid: spawned.pid, state: 'ready' });
    const [ended] = await tutti('terminate', 'exec_1');
    expect(ended.state).toBe('terminated');
    // Ended, if perhaps not yet waited for by tmux: to `kill` that would still be a process.
    expect(isAlive(spawned.pid)).toBe(false);
  });

  it('begins a run of a template, with its plan and tasks', async () => {
    await serve();
    const launched = await tutti(
      'run',
      'api-service',
      '--goal',
      'a library',
      '--agent',
      'shell',
      '--no-confirm',
    );
    expect(launched).toMatchObject({ parts: 3, tasks: 6, executive: { id: 'exec_1', profile: 'shell' } });
    expect(await tutti('plan')).toMatchObject({ progress: { total: 6, done: 0 } });
    expect(await tutti('tasks')).toHaveLength(6);
    await expect(tutti('run', '--goal', 'another', '--agent', 'shell')).rejects.toMatchObject({ code: 1 });
    await tutti('terminate', 'exec_1');
  });

  it('lists, shows, copies and deletes profiles', async () => {
    await serve();
    expect(await tutti('profiles')).toContainEqual(
      expect.objectContaining({ name: 'shell', source: 'tutti', problem: null }),
    );
    const file = join(folder, '.config/tutti/profiles/mine.yaml');
    expect(await tutti('profiles', 'copy', 'shell', 'mine')).toMatchObject({ name: 'mine', file });
    const shown = await run(process.execPath, [cli, 'profiles', 'show', 'mine'], { cwd: root, env });
    expect(shown.stdout).toBe(readFileSync(file, 'utf8'));
    writeFileSync(join(folder, '.config/tutti/profiles/child.yaml'), 'name: child\nextends: mine\n');
    expect(await tutti('profiles')).toContainEqual(
      expect.objectContaining({ name: 'child', extends: 'mine', found: true, problem: null }),
    );
    expect(await tutti('profiles', 'delete', 'mine')).toEqual({ deleted: file });
    await expect(tutti('profiles', 'show', 'mine')).rejects.toMatchObject({ stdout: '' });
    // What it extended is gone: it is shown, with its mistake, and told as failed.
    const orphan = await run(process.execPath, [cli, 'profiles', 'show', 'child'], { cwd: root, env }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect(orphan).toMatchObject({
      code: 1,
      stdout: 'name: child\nextends: mine\n',
      stderr: 'line 2: extends: is mine, and no profile has that name\n',
    });
    await expect(tutti('profiles', 'delete', 'shell')).rejects.toThrow('comes with Tutti');
  });

  it('has one owner: the second attaches to the first', async () => {
    const first = await serve();
    const second = await serve();
    expect(second.ready).toMatchObject({
      socket: first.ready.socket,
      mcp: first.ready.mcp,
      token: first.ready.token,
    });
    expect((await tutti('status')).pid).toBe(first.host.pid);
  });

  it.each([
    ['tmux', 'its agents go on'],
    ['pty', 'its agents end with it'],
  ])('with %s says that %s', async (kind, said) => {
    const host = spawn(process.execPath, [cli, 'serve', '--terminals', kind], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    hosts.push(host);
    const lines: string[] = [];
    for await (const line of createInterface({ input: host.stdout })) {
      lines.push(line);
      if (line.includes('Ctrl C')) break;
    }
    expect(lines.at(-1)).toContain(said);
  });
});
