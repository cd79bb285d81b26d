import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { View } from '@contract/view.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from '../support/headless-host.ts';

/** A loaded machine takes its time for a host and a pane. */
const slow = 180_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;
let folder: string;

const view = async (): Promise<View> => done(await client.call('view.get', {}));

/** Types a line into the shell of the instance. */
const type = async (line: string): Promise<void> => {
  const bytes = new TextEncoder().encode(`${line}\r`);
  done(await client.call('instances.type', { id: 'exec_1', bytes }));
};

const fileThere = (name: string): Promise<boolean> =>
  eventually(`${name} is there`, () => existsSync(join(folder, name)));

const who = 'git config user.name T; git config user.email t@t.invalid';

beforeAll(async () => {
  world = new HeadlessWorld();
  host = await world.serve();
  client = await world.connect();
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  const [instance] = await untilStates(client, ['ready']);
  folder = instance?.cwd ?? '';
  await eventually('it is watched', async () => (await view()).instances.exec_1?.work.tip !== null);
}, slow);

afterAll(() => world.end(), slow);

it('what is done in a pane is seen, and held to the locks, also over a killed host', {
  timeout: slow,
}, async () => {
  done(await client.call('locks.acquire', { paths: ['held.ts'] }));
  await type(`${who}; echo 1 > held.ts; echo 1 > free.ts; git add .`);
  await eventually('the conflict is told', async () => (await view()).conflicts.length === 1);
  expect((await view()).conflicts[0]).toMatchObject({ id: 'exec_1', path: 'held.ts', holder: 'person' });

  await type('git commit -m both 2> .git-said; echo $? > .git-code; mv .git-code .git-done');
  await fileThere('.git-done');
  expect(readFileSync(join(folder, '.git-done'), 'utf8').trim()).toBe('1');
  expect(readFileSync(join(folder, '.git-said'), 'utf8')).toContain('held.ts  locked by person');

  await host.end('SIGKILL');
  host = await world.serve();
  client = await world.connect();
  expect((await view()).conflicts).toHaveLength(1);
  // The pane goes on without a host; a file tells it when, since nobody types for it then.
  await type(
    'while [ ! -e .go ]; do sleep 0.1; done; git commit -qm alone 2> .git-alone; mv .git-alone .git-alone-done',
  );
  await host.end('SIGKILL');
  writeFileSync(join(folder, '.go'), '');
  await fileThere('.git-alone-done');
  expect(readFileSync(join(folder, '.git-alone-done'), 'utf8')).toContain('the commit is made');

  host = await world.serve();
  client = await world.connect();
  await eventually('the commit is found', async () => (await view()).instances.exec_1?.work.commits === 1);
  const { conflicts, instances } = await view();
  expect(instances.exec_1?.work.lastCommit?.subject).toBe('alone');
  expect(conflicts).toMatchObject([{ path: 'held.ts', commit: instances.exec_1?.work.tip }]);
  const changes = done(await client.call('instances.changes', {}));
  expect(changes.commits[0]?.files.toSorted()).toEqual(['free.ts', 'held.ts']);

  done(await client.call('locks.release', { paths: ['held.ts'] }));
  await eventually('it is resolved', async () => (await view()).conflicts.length === 0);
});
