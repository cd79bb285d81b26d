import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from '../support/headless-host.ts';

/** A loaded machine takes its time for a host and a pane. */
const slow = 240_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;
let folder: string;

const view = async (): Promise<View> => done(await client.call('view.get', {}));
const task = async (): Promise<Task | undefined> => (await view()).tasks[0];
const mark = (name: string): string => join(world.folder, name);
const there = (name: string) => eventually(`${name} is there`, () => existsSync(mark(name)));
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, env: world.env as NodeJS.ProcessEnv, encoding: 'utf8' }).trim();

/** The instance completes its task by the command in its pane; what it hears is in the file when there is one. */
const complete = async (name: string): Promise<void> => {
  const said = mark(name);
  const line = `tutti tasks done task_1 --summary 'It is.' > '${said}.new' 2>&1; mv '${said}.new' '${said}'`;
  done(await client.call('instances.type', { id: 'exec_1', bytes: new TextEncoder().encode(`${line}\r`) }));
};

/** A hook of the person's that says that it runs, and goes on when it may. */
const holdIn = (hook: string, name: string): void => {
  const file = join(world.root, '.git/hooks', hook);
  const text = `#!/bin/sh\ntouch '${mark(name)}'\nwhile [ ! -e '${mark(`${name}-go`)}' ]; do sleep 0.1; done\n`;
  writeFileSync(file, text);
  chmodSync(file, 0o755);
};

const again = async (): Promise<void> => {
  host = await world.serve();
  client = await world.connect();
};

beforeAll(async () => {
  world = new HeadlessWorld();
  await again();
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  const [instance] = await untilStates(client, ['ready']);
  folder = instance?.cwd ?? '';
  const { settings } = await view();
  done(
    await client.call('settings.set', { ...settings, commits: { ...settings.commits, onTaskDone: true } }),
  );
  done(await client.call('tasks.create', { tasks: [{ title: 'Write it down' }] }));
  done(await client.call('tasks.assign', { task: 'task_1', to: 'exec_1' }));
}, slow);

afterAll(() => world.end(), slow);

it('what an instance leaves is committed whole or not at all, over kill -9 before and after', {
  timeout: slow,
}, async () => {
  const start = git('rev-parse', 'HEAD');
  writeFileSync(join(folder, 'a.txt'), 'work\n');

  await complete('nameless');
  await there('nameless');
  expect(readFileSync(mark('nameless'), 'utf8')).toContain('git config --global user.name');
  expect((await task())?.uncommitted?.reason).toContain('user.name');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');

  // Before there is a commit: nothing has moved.
  holdIn('pre-commit', 'before');
  await complete('first');
  await there('before');
  await host.end('SIGKILL');
  writeFileSync(mark('before-go'), '');
  await there('first');
  await again();
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([start, '?? a.txt']);
  expect((await task())?.state).not.toBe('done');

  // After it, and before anybody was told.
  holdIn('post-commit', 'after');
  await complete('second');
  await there('after');
  const made = git('rev-parse', 'HEAD');
  expect(git('log', '-1', '--format=%an|%P|%(trailers:only,separator=%x2C)')).toBe(
    `Ada|${start}|Tutti-Instance: exec_1,Tutti-Task: 1/task_1`,
  );
  await host.end('SIGKILL');
  writeFileSync(mark('after-go'), '');
  await there('second');
  await again();
  await eventually('the commit is found', async () => (await task())?.commits.includes(made));
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([made, '']);

  await complete('third');
  await there('third');
  expect(await task()).toMatchObject({ state: 'done', result: { commits: [made] } });
  expect((await view()).tasks[0]?.uncommitted).toBeNull();
});
