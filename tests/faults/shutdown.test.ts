import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost } from '../support/headless-host.ts';

/** A loaded machine takes its time for a host and a pane. */
const slow = 180_000;

/** So long the shutdown waits for the one that never saves: enough for the other, and for a second host, on a loaded machine. */
const seconds = 45;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;

const instances = async (): Promise<Instance[]> =>
  Object.values(done(await client.call('view.get', {})).instances);

beforeAll(async () => {
  world = new HeadlessWorld();
  world.writeProfile({
    name: 'saver',
    command: process.execPath,
    args: [resolve(import.meta.dirname, 'saver.mjs'), 'spec_1_1'],
    submit: { envelope: 'header' },
  });
  host = await world.serve();
  client = await world.connect();
  const spawn = async (role: Instance['role'], more: { parent?: string } = {}) =>
    done(await client.call('instances.spawn', { profile: 'saver', role, confirm: false, ...more }));
  await spawn('executive');
  await spawn('specialist', { parent: 'exec_1' });
  await spawn('specialist', { parent: 'exec_1' });
  await eventually('all have written, and that was seen', async () =>
    (await instances()).every(({ work }) => work.changed === 1),
  );
}, slow);

afterAll(() => world.end(), slow);

it('a shutdown waits for who saves, ends who does not, loses nothing over a killed host, and names what is left', {
  timeout: slow,
}, async () => {
  // What has crashed saves nothing: it is not waited for, and named all the same.
  const [executive] = await instances();
  process.kill(executive?.pid ?? 0, 'SIGKILL');
  await eventually('it has crashed', async () => (await instances())[0]?.state === 'crashed');

  const began = done(await client.call('runs.shutdown', { seconds, reason: 'for today' }));
  expect(began.awaited.map(({ id }) => id)).toEqual(['spec_1_1', 'spec_1_2']);
  await eventually('the one has committed', async () => (await instances())[1]?.work.commits === 1);
  await host.end('SIGKILL');
  host = await world.serve();
  client = await world.connect();

  const [finished] = await eventually(
    'it has ended',
    async () => {
      const found = done(await client.call('events.list', { kinds: ['shutdown.finished'] }));
      return found.length > 0 && found;
    },
    slow,
  );
  expect(finished).toMatchObject({
    data: {
      ended: ['exec_1', 'spec_1_1', 'spec_1_2'],
      left: [
        { id: 'exec_1', files: 1 },
        { id: 'spec_1_2', files: 1 },
      ],
    },
  });
  expect(world.marked()).toEqual([]);
  for (const { id, state, cwd, branch } of await instances()) {
    expect(state).toBe('terminated');
    expect(existsSync(join(cwd, 'work.txt'))).toBe(true);
    const git = (...words: string[]) => execFileSync('git', words, { cwd, encoding: 'utf8' });
    expect(git('branch', '--show-current').trim()).toBe(branch);
    const isSaved = id === 'spec_1_1';
    expect(git('status', '--porcelain').trim()).toBe(isSaved ? '' : '?? work.txt');
    expect(git('log', '-1', '--format=%s').trim()).toBe(isSaved ? 'wip: half of it' : 'Start');
  }
  const messages = done(await client.call('view.get', {}))
    .messages.flat()
    .filter(({ to }) => to === 'person');
  expect(messages.at(-1)?.preview).toContain('Not committed');
  const said = await world.cli(['shutdown']);
  expect(said).toMatchObject({ code: 1, err: expect.stringContaining('nobody is there to be shut down') });
});
