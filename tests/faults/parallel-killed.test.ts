import { settingsSchema } from '@contract/settings.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  instancesOf,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { voiceOf } from '../support/instance-voice.ts';

/** All of it takes ten seconds, and many times that on a machine that does much else. */
const slow = 400_000;
const patience = 180_000;
const limit = 3;

let world: HeadlessWorld;
let host: ServedHost;
let person: FrameClient;

const open = async (): Promise<void> => {
  host = await world.serve();
  person = await world.connect();
};

beforeAll(async () => {
  world = new HeadlessWorld();
  await open();
  const coordination = { planBeforeSpawn: false };
  const settings = { starts: { keepFreeMb: 0 }, recovery: { restart: 'off' }, coordination };
  done(await person.call('settings.set', settingsSchema.parse(settings)));
  const { id } = done(await person.call('instances.spawn', { profile: 'rehearsal', role: 'manager' }));
  await untilStates(person, ['ready'], [id]);
}, slow);

afterAll(() => world.end(), slow);

/** Specialists whose programs run, as the machine sees them. */
const alive = (): Set<string | undefined> =>
  new Set(
    world
      .marked()
      .map((pid) => world.environmentOf(pid))
      .filter(({ TUTTI_ROLE: role }) => role === 'specialist')
      .map(({ TUTTI_INSTANCE_ID: id }) => id),
  );

/** What a specialist says at the end of a task that has come to it. One fails at its first try. */
const endTasks = async (most: number): Promise<void> => {
  const failing = 'task_2';
  const all = await person.call('tasks.list', {});
  if (!all.ok) return;
  const taken = all.value.filter(({ state }) => state === 'assigned' || state === 'running');
  expect(taken.length).toBeLessThanOrEqual(limit);
  // The last first: the order of the results is not that in which they come.
  for (const task of taken.toReversed().slice(0, most)) {
    const its = await person.call('messages.get', { message: task.message ?? '' });
    if (!its.ok || its.value.state !== 'accepted') continue;
    const pid = (await instancesOf(person)).find(({ id }) => id === task.assignee)?.pid ?? 0;
    const specialist = await voiceOf(world, host, pid);
    if (task.id === failing && task.attempts === 1) {
      const reason = 'the first try of this one fails';
      done(await specialist.call('tasks.update', { task: task.id, state: 'failed', reason }));
    } else {
      const summary = `${task.title} by ${task.assignee}`;
      done(await specialist.call('tasks.complete', { task: task.id, summary }));
    }
    specialist.close();
  }
};

it(
  'tasks in parallel outlive a host that is killed while they are given out, worked on and tried again',
  async () => {
    const tasks = Array.from({ length: 8 }, (_, at) => ({ title: `piece ${at + 1}` }));
    const ids = done(await person.call('tasks.create', { tasks })).map(({ id }) => id);
    const begun = await person.call('parallel.execute', { tasks: ids, limit, parent: 'mgr_1' });
    expect(begun).toMatchObject({ ok: true, value: { id: 'batch_1', state: 'running' } });
    const batch = async () => done(await person.call('parallel.status', { batch: 'batch_1' }))[0];
    const looks: number[] = [];
    const look = (): void => {
      looks.push(alive().size);
      expect(looks.at(-1)).toBeLessThanOrEqual(limit);
    };

    // While the first are spawned; when some are done; while one waits for its second try.
    const moments = [
      () => true,
      async () => (await batch())?.counts.done === 1,
      async () => (await batch())?.items.some(({ retries, outcome }) => retries === 1 && outcome === null),
      async () => (await batch())?.counts.done === 6,
    ];
    for (const moment of moments) {
      await eventually(
        'the next moment has come',
        async () => {
          look();
          if (await moment()) return true;
          await endTasks(1);
          return false;
        },
        patience,
      );
      await host.end('SIGKILL');
      look();
      await open();
    }
    const end = await eventually(
      'it has finished',
      async () => {
        look();
        await endTasks(limit);
        const now = await batch();
        return now?.state === 'finished' && now;
      },
      patience,
    );

    expect(Math.max(...looks)).toBe(limit);
    expect(end.items.map(({ task, outcome }) => [task, outcome])).toEqual(ids.map((id) => [id, 'done']));
    for (const { title, summary, attempts, assignee } of end.items) {
      expect(summary).toBe(`${title} by ${assignee}`);
      expect(attempts).toBe(title === 'piece 2' ? 2 : 1);
    }
    const specialists = (await instancesOf(person)).filter(({ role }) => role === 'specialist');
    expect(specialists).toHaveLength(limit);
    // Who began it has the result, once, in the order in which the tasks were named.
    const messages = done(await person.call('view.get', {})).messages.flat();
    const told = messages.filter(({ preview }) => preview.startsWith('batch_1 has finished: 8 of 8 done'));
    expect(told.map(({ to }) => to)).toEqual(['person']);
    const lines = told[0]?.preview.split('\n').slice(1) ?? [];
    expect(lines.map((line) => /^task_\d+/.exec(line)?.[0])).toEqual(ids.slice(0, lines.length));
  },
  slow,
);
