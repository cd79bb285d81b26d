import type { TuttiEvent } from '@contract/events.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  instancesOf,
  isAlive,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { countOf, recordOf, writeRecorder } from './crew.ts';

const slow = 120_000;
const many = 50;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;

beforeAll(async () => {
  world = new HeadlessWorld();
  writeRecorder(world);
  world.writeProfile({
    name: 'sleeper',
    command: '/bin/sleep',
    args: ['86430'],
    confirm: { expected: false },
  });
  world.writeProfile({ name: 'cat', command: '/bin/cat', confirm: { expected: false } });
  host = await world.serve();
  client = await world.connect();
}, slow);

afterAll(() => world.end(), slow);

const screenOf = async (id: string, by = client): Promise<string> =>
  done(await by.call('instances.read', { id })).lines.join('\n');

describe('fifty clients at once', () => {
  it(
    'spawn no more than the limits allow, each with an id of its own, and are told why',
    async () => {
      done(
        await client.call('settings.set', {
          limits: { executives: 3, managers: 5, specialists: 8, childrenEach: 4 },
        }),
      );
      const clients = await Promise.all(Array.from({ length: many }, () => world.connect(host)));
      const roles = ['executive', 'manager', 'specialist'] as const;
      const answers = await Promise.all(
        clients.map((one, at) =>
          one.call('instances.spawn', { profile: 'sleeper', role: roles[at % 3] ?? 'specialist' }),
        ),
      );
      const spawned = answers.filter(({ ok }) => ok).map((answer) => done(answer));
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('limit_reached');
      const count = (role: string): number => spawned.filter((one) => one.role === role).length;
      expect([count('executive'), count('manager'), count('specialist')]).toEqual([3, 5, 8]);
      expect(new Set(spawned.map(({ id }) => id)).size).toBe(16);
      expect(new Set(spawned.map(({ cwd }) => cwd)).size).toBe(16);
      expect((await instancesOf(client)).map(({ id }) => id).sort()).toEqual(
        spawned.map(({ id }) => id).sort(),
      );
      expect(world.running('/bin/sleep 86430')).toHaveLength(16);
      await Promise.all(spawned.map(({ id }) => client.call('instances.terminate', { id })));
      expect(world.marked()).toEqual([]);
      for (const one of clients) one.close();
    },
    slow,
  );

  it(
    'send to one instance: each sender’s messages arrive in its order, and none is lost or doubled',
    async () => {
      const { id } = done(await client.call('instances.spawn', { profile: 'recorder', role: 'specialist' }));
      await untilStates(client, ['ready'], [id]);
      const clients = await Promise.all(Array.from({ length: many }, () => world.connect(host)));
      const rounds = [0, 1, 2, 3];
      await Promise.all(
        clients.map(async (one, sender) => {
          for (const round of rounds) {
            done(await one.call('messages.send', { to: id, text: `from <${sender}> number ${round}.` }));
          }
        }),
      );
      await eventually('all are accepted', async () => {
        const { messages } = done(await client.call('view.get', {}));
        return messages.flat().every(({ state }) => state === 'accepted');
      });
      const seen = recordOf(world, id).toString('utf8');
      for (const sender of clients.keys()) {
        const found = [...seen.matchAll(new RegExp(`from <${sender}> number (\\d)\\.`, 'g'))];
        expect(
          found.map(([, round]) => Number(round)),
          `sender ${sender}`,
        ).toEqual(rounds);
      }
      expect(countOf(seen, 'number')).toBe(many * rounds.length);
      const numbers = [...seen.matchAll(/\[msg_(\d+) from person\]/g)].map(([, number]) => Number(number));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      for (const one of clients) one.close();
      done(await client.call('instances.terminate', { id }));
    },
    slow,
  );
});

describe('a flood of 200 MB in one pane', () => {
  it(
    'leaves the others’ keys, the command line and the memory alone; SIGTERM in it ends the host at once',
    async () => {
      const flooder = done(
        await client.call('instances.spawn', { profile: 'rehearsal', role: 'specialist' }),
      );
      const quiet = done(await client.call('instances.spawn', { profile: 'cat', role: 'specialist' }));
      await untilStates(client, ['ready'], [flooder.id]);
      const before = done(await client.call('status.get', {})).memoryBytes;
      const viewer = await world.connect(host);
      // A window that has stopped reading: it acknowledges nothing.
      viewer.follow('terminals.follow', { id: flooder.id }, { item: () => undefined, end: () => undefined });
      done(await client.call('messages.send', { to: flooder.id, text: '/flood 200' }));
      await eventually('it floods', async () => (await screenOf(flooder.id)).includes('flood 0'));

      let most = 0;
      for (let key = 0; key < 20; key++) {
        const word = `key-${key}-echo`;
        done(await client.call('instances.type', { id: quiet.id, bytes: Buffer.from(`${word}\r`) }));
        await eventually('its echo is shown', async () => (await screenOf(quiet.id)).includes(word));
        most = Math.max(most, done(await client.call('status.get', {})).memoryBytes);
      }
      expect((await world.json(['list'])).length).toBeGreaterThan(1);
      expect((await world.json(['read', quiet.id])).lines.join('\n')).toContain('key-19-echo');
      most = Math.max(most, done(await client.call('status.get', {})).memoryBytes);
      console.info(
        `memory: ${Math.round(before / 2 ** 20)} MB, in the flood ${Math.round(most / 2 ** 20)} MB at most`,
      );
      // 200 MB that went through are not to be kept: scrollback, queues and collector's slack come to less.
      expect(most - before).toBeLessThan(400 * 2 ** 20);

      const pids = (await instancesOf(client)).flatMap(({ pid }) => (pid === null ? [] : [pid]));
      const asked = Date.now();
      expect(await host.end()).toEqual({ status: 0, signal: null });
      console.info(`SIGTERM in the flood: the host had ended after ${Date.now() - asked} ms`);
      expect(pids.length).toBe(2);
      expect(pids.every(isAlive)).toBe(true);

      host = await world.serve();
      client = await world.connect(host);
      const adopted = await instancesOf(client);
      expect(adopted.flatMap(({ pid }) => (pid === null ? [] : [pid]))).toEqual(pids);
      const word = 'after all that';
      done(await client.call('instances.type', { id: quiet.id, bytes: Buffer.from(`${word}\r`) }));
      await eventually('its echo is shown', async () => (await screenOf(quiet.id)).includes(word));
      done(await client.call('instances.terminate', { id: flooder.id }));
      expect(isAlive(flooder.pid ?? 0)).toBe(false);
    },
    slow,
  );
});

describe('SIGTERM in the middle of everything', () => {
  it(
    'ends the host with 0; what was acknowledged is there on the next start',
    async () => {
      const { id } = done(await client.call('instances.spawn', { profile: 'recorder', role: 'specialist' }));
      await untilStates(client, ['ready'], [id]);
      const acknowledged: string[] = [];
      const senders = await Promise.all(Array.from({ length: 5 }, () => world.connect(host)));
      const sending = senders.map(async (one, at) => {
        for (let number = 0; ; number++) {
          const sent = await one.call('messages.send', { to: id, text: `of ${at} number ${number}.` });
          if (!sent.ok) return;
          acknowledged.push(sent.value.id);
        }
      });
      const spawning = client.call('instances.spawn', { profile: 'sleeper', role: 'specialist' });
      await eventually('messages are under way', () => acknowledged.length > 30);
      expect(await host.end()).toEqual({ status: 0, signal: null });
      await Promise.all(sending);
      await spawning;

      host = await world.serve();
      client = await world.connect(host);
      const settled = await eventually('all is settled', async () => {
        const { messages } = done(await client.call('view.get', {}));
        const all = messages.flat().filter(({ to }) => to === id);
        return all.every(({ state }) => state === 'accepted' || state === 'failed') && all;
      });
      expect(settled.filter(({ state }) => state === 'failed')).toEqual([]);
      const known = new Set(settled.map((message) => message.id));
      expect(acknowledged.filter((one) => !known.has(one))).toEqual([]);
      const seen = recordOf(world, id).toString('utf8');
      expect(settled.map(({ preview }) => [preview, countOf(seen, preview)])).toEqual(
        settled.map(({ preview }) => [preview, 1]),
      );
      // A spawn that was under way has either not happened or is there with its process: nothing runs unseen.
      const pids = (await instancesOf(client)).flatMap(({ pid }) => (pid === null ? [] : [pid]));
      const orphans = done(await client.call('view.get', {})).orphans.map(({ pid }) => pid);
      expect(world.marked().filter((pid) => !pids.includes(pid) && !orphans.includes(pid))).toEqual([]);
      const stopped = done(await client.call('events.list', { kinds: ['host.stopped'] })) as TuttiEvent[];
      expect(stopped).toHaveLength(2);
    },
    slow,
  );
});
