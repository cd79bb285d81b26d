import type { ShownTask } from '@contract/tasks.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from '../support/headless-host.ts';
import { writeRecorder } from './crew.ts';

const slow = 120_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;

beforeAll(async () => {
  world = new HeadlessWorld();
  writeRecorder(world);
  host = await world.serve();
  client = await world.connect();
  for (const parent of [undefined, 'exec_1', 'exec_1']) {
    const role = parent === undefined ? 'executive' : 'specialist';
    done(
      await client.call('instances.spawn', {
        profile: 'recorder',
        role,
        ...(parent === undefined ? {} : { parent }),
      }),
    );
  }
  await untilStates(client, ['ready', 'busy', 'done']);
}, slow);

afterAll(() => world.end(), slow);

/** Makes tasks and gives them away, one after the other, until the host is gone. Answers what was acknowledged. */
const workUntilGone = async (to: string): Promise<ShownTask[]> => {
  const told: ShownTask[] = [];
  for (;;) {
    const made = await client.call('tasks.create', { tasks: [{ title: `of ${to}`, files: ['src/a.ts'] }] });
    const [task] = made.ok ? made.value : [];
    if (task === undefined) return told;
    told.push(task);
    const given = await client.call('tasks.assign', { task: task.id, to });
    if (!given.ok) return told;
    told.push(given.value);
  }
};

it(
  'a host that is killed keeps every task that it acknowledged, and none is assigned without its message',
  async () => {
    const work = Promise.all(['spec_1_1', 'spec_1_2'].map(workUntilGone));
    await eventually(
      'there are some tasks',
      async () => done(await client.call('tasks.list', {})).length >= 20,
    );
    await host.end('SIGKILL');
    const told = (await work).flat();
    host = await world.serve();
    client = await world.connect();
    const { tasks, messages } = done(await client.call('view.get', {}));
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
    for (const { id, title } of told) expect(tasks).toContainEqual(expect.objectContaining({ id, title }));
    const assigned = new Set(told.filter(({ assignee }) => assignee !== null).map(({ id }) => id));
    expect(assigned.size).toBeGreaterThan(0);
    for (const task of tasks) {
      // One whose message failed is open again; its attempt still counts.
      if (assigned.has(task.id)) expect(task.attempts).toBe(1);
      if (task.message === null) expect(task.state).toBe('open');
      else
        expect(messages.flat()).toContainEqual(
          expect.objectContaining({ id: task.message, to: task.assignee }),
        );
    }
  },
  slow,
);
