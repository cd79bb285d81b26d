import { type Message, type MessageWithText, queueLimit } from '@contract/messages.ts';
import { priorities } from '@contract/priority.ts';
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
import { allVoices, tellHook } from '../support/instance-voice.ts';
import { countOf, recordOf, writeRecorder } from './crew.ts';

/** Ten thousand messages take seconds, and many times that on a machine that does much else. */
const slow = 400_000;
const patience = 180_000;

/** Messages that one sender has under way at once, so that there is an order to keep. */
const burst = 4;

const recorders = ['exec_1', 'spec_1_1', 'spec_1_2'];
/** Always at work: nothing is pasted to it, it reads its inbox. */
const puller = 'spec_1_3';

let world: HeadlessWorld;
let host: ServedHost;
let person: FrameClient;
let voices: ReadonlyMap<string, FrameClient>;

const open = async (): Promise<void> => {
  host = await world.serve();
  person = await world.connect();
  voices = await allVoices(world, host, person);
};

const voice = (id: string): FrameClient => {
  const found = id === 'person' ? person : voices.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const spawn = async (profile: string, parent?: string): Promise<string> => {
  const role = parent === undefined ? 'executive' : 'specialist';
  const more = parent === undefined ? {} : { parent };
  const { id } = done(await person.call('instances.spawn', { profile, role, ...more }));
  await untilStates(person, ['ready'], [id]);
  return id;
};

const spawnPuller = async (): Promise<string> => {
  const id = await spawn('puller', 'exec_1');
  const pid = (await instancesOf(person)).find((one) => one.id === id)?.pid ?? 0;
  await tellHook(world, pid, { event: 'busy' });
  await untilStates(person, ['busy'], [id]);
  return id;
};

const messages = async (): Promise<readonly Message[]> =>
  done(await person.call('view.get', {})).messages.flat();

beforeAll(async () => {
  world = new HeadlessWorld();
  writeRecorder(world);
  const submit = { whileBusy: false };
  const puller = { name: 'puller', command: '/bin/sleep', args: ['86443'], submit };
  world.writeProfile({ ...puller, confirm: { expected: false } });
  await open();
  await spawn('recorder');
  for (let at = 0; at < 2; at++) await spawn('recorder', 'exec_1');
  await spawnPuller();
  voices = await allVoices(world, host, person);
}, slow);

afterAll(() => world.end(), slow);

interface Told {
  /** Ids of what was said to be stored. */
  readonly stored: string[];
  /** What the puller was answered, in its order. */
  readonly pulled: MessageWithText[];
  readonly refused: { readonly code: string; readonly remedy: string }[];
}

let sent = 0;

/** Sends in bursts of all priorities, each after the one before has found its way, until the host is gone. */
const sendUntilGone = async (from: string, to: string, told: Told): Promise<void> => {
  for (let turn = 0; ; turn++) {
    const answers = await Promise.all(
      Array.from({ length: burst }, () => {
        sent++;
        const priority = priorities[turn % priorities.length] ?? 'normal';
        const expiry = sent % 7 === 0 ? { expiresInSeconds: 1 } : {};
        const text = `number ${sent} of ${from}.`;
        return voice(from).call('messages.send', { to, text, priority, ...expiry });
      }),
    );
    for (const answer of answers)
      if (answer.ok) told.stored.push(answer.value.id, ...answer.value.also.map(({ id }) => id));
    const last = answers.at(-1);
    if (last?.ok !== true) return;
    const waits = async (): Promise<boolean> => {
      const now = await voice(from).call('messages.get', { message: last.value.id });
      return now.ok && (now.value.state === 'queued' || now.value.state === 'delivering');
    };
    while (await waits()) await new Promise((wake) => setTimeout(wake, 5));
  }
};

const pullUntilGone = async (told: Told): Promise<void> => {
  for (;;) {
    const read = await voice(puller).call('messages.readInbox', { waitSeconds: 50, limit: 3 });
    if (read.ok) told.pulled.push(...read.value);
    else {
      told.refused.push(read.error);
      return;
    }
  }
};

const isOpen = ({ state }: Message): boolean => state === 'queued' || state === 'delivering';

/** Each sender's messages of one priority came in the order in which they were stored. */
const inOrder = (all: readonly Message[], placeOf: (message: Message) => number): void => {
  for (const priority of priorities) {
    for (const from of new Set(all.map((message) => message.from))) {
      const own = all.filter((message) => message.from === from && message.priority === priority);
      const places = own.map(placeOf).filter((place) => place >= 0);
      expect(places, `${priority} of ${from}`).toEqual([...places].sort((a, b) => a - b));
    }
  }
};

it(
  'a host that is killed again and again while messages are sent, pasted and read loses and doubles none',
  async () => {
    const told: Told = { stored: [], pulled: [], refused: [] };
    const kills = 4;
    for (let round = 0; round < kills; round++) {
      // Some way into it: each round is cut at another point of what goes on.
      const wanted = told.stored.length + 20 + Math.floor(Math.random() * 30);
      const goingOn = [
        pullUntilGone(told),
        ...[...recorders, puller].map((to) => sendUntilGone('person', to, told)),
        sendUntilGone('exec_1', 'children', told),
        sendUntilGone('spec_1_1', 'siblings', told),
      ];
      await eventually(`${wanted} are stored`, () => told.stored.length >= wanted);
      await host.end('SIGKILL');
      await Promise.all(goingOn);
      await open();
      const known = new Set((await messages()).map(({ id }) => id));
      expect(told.stored.filter((id) => !known.has(id))).toEqual([]);
      await untilStates(person, ['busy'], [puller]);
    }
    expect(told.refused).toHaveLength(kills);
    for (const error of told.refused)
      expect(error).toMatchObject({ code: 'no_host', remedy: expect.stringContaining('Start it again') });

    await eventually(
      'nothing waits',
      async () => {
        const read = done(await voice(puller).call('messages.readInbox', { limit: 1000 }));
        told.pulled.push(...read);
        return read.length === 0 && !(await messages()).some(isOpen);
      },
      patience,
    );
    // Those that stayed with the person or tell of Tutti are no part of this.
    const all = (await messages()).filter(({ preview }) => preview.startsWith('number '));
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['accepted', 'expired']));
    for (const id of recorders) {
      const seen = recordOf(world, id).toString('utf8');
      const own = all.filter(({ to }) => to === id);
      const counts = own.map(({ id: message, preview, state }) => [message, state, countOf(seen, preview)]);
      expect(counts).toEqual(own.map((one) => [one.id, one.state, one.state === 'accepted' ? 1 : 0]));
      inOrder(own, ({ preview }) => seen.indexOf(preview));
    }
    const own = all.filter(({ to }) => to === puller);
    const got = told.pulled.map(({ id }) => id);
    expect(new Set(got).size).toBe(got.length);
    const accepted = own.filter(({ state }) => state === 'accepted').map(({ id }) => id);
    expect(got.filter((id) => !accepted.includes(id))).toEqual([]);
    // An answer that a dying host could not give any more is read again by who asks for what was read before, too.
    const again = done(
      await voice(puller).call('messages.readInbox', { includeRead: true, limit: 1000 }),
    ).map(({ id }) => id);
    const unheard = accepted.filter((id) => !got.includes(id));
    expect(unheard.filter((id) => !again.includes(id))).toEqual([]);
    expect(unheard.length, 'only the answers that a kill cut off').toBeLessThanOrEqual(3 * kills);
    inOrder(own, ({ id }) => got.indexOf(id));
  },
  slow,
);

it(
  'a subscription outlives the host, and tells of what happens under the next one',
  async () => {
    const made = done(await voice('exec_1').call('subscriptions.add', { kinds: ['task'] }));
    await host.end('SIGKILL');
    await open();
    expect(done(await voice('exec_1').call('subscriptions.list', {}))).toEqual([made]);
    done(await person.call('tasks.create', { tasks: [{ title: 'after the death of the host' }] }));
    await eventually('it is told', () => recordOf(world, 'exec_1').includes('task.created'));
    expect(countOf(recordOf(world, 'exec_1').toString(), `${made.id} (task)`)).toBe(1);
  },
  slow,
);

it(
  'a queue at its limit refuses the next, over the death of its host, and every one of the ten thousand is there',
  async () => {
    const full = await spawnPuller();
    const stored: string[] = [];
    /** Sends a hundred at a time until it is refused. */
    const fill = async (): Promise<string> => {
      for (;;) {
        const answers = await Promise.all(
          Array.from({ length: 100 }, () => person.call('messages.send', { to: full, text: 'one of many' })),
        );
        for (const answer of answers) {
          if (!answer.ok) return answer.error.code;
          stored.push(answer.value.id);
        }
      }
    };
    const cut = fill();
    await eventually('half of it is full', () => stored.length >= queueLimit / 2, patience);
    await host.end('SIGKILL');
    expect(await cut).toBe('no_host');
    await open();
    expect(await fill()).toBe('limit_reached');
    const refused = await person.call('messages.send', { to: full, text: 'one too many' });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'limit_reached',
        message: expect.stringContaining(`${queueLimit} messages wait`),
        field: 'to',
      },
    });
    await host.end('SIGKILL');
    await open();
    expect(await person.call('messages.send', { to: full, text: 'one too many' })).toMatchObject({
      error: { code: 'limit_reached' },
    });

    const read: string[] = [];
    for (let some = 1; some > 0; ) {
      const next = done(await voice(full).call('messages.readInbox', { limit: 1000 }));
      some = next.length;
      read.push(...next.map(({ id }) => id));
    }
    expect(read).toHaveLength(queueLimit);
    const got = new Set(read);
    expect(got.size).toBe(queueLimit);
    expect(stored.filter((id) => !got.has(id))).toEqual([]);
    expect(await person.call('messages.send', { to: full, text: 'there is room again' })).toMatchObject({
      ok: true,
    });
  },
  slow,
);
