import type { TuttiEvent } from '@contract/events.ts';
import type { ListedLock } from '@contract/lock-verbs.ts';
import { conflicts, type Lock } from '@contract/locks.ts';
import { settingsSchema } from '@contract/settings.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  endPids,
  eventually,
  HeadlessWorld,
  instancesOf,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { allEventsOf, allVoices } from '../support/instance-voice.ts';

const slow = 180_000;

/** Six instances with nine calls open each: more than fifty at any moment. */
const crewOf = 6;
const callsEach = 9;

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
  const found = voices.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const ids = (): string[] => [...voices.keys()];

/** How long locks stay for one that has crashed, and for one that has to come for them. */
const keep = async (locks: { askAgainSeconds: number }): Promise<void> => {
  const rest = { starts: { keepFreeMb: 0 }, recovery: { restart: 'off' } };
  const settings = settingsSchema.parse({ ...rest, locks: { graceSeconds: 1, ...locks } });
  done(await person.call('settings.set', settings));
};

beforeAll(async () => {
  world = new HeadlessWorld();
  const unasked = { confirm: { expected: false } };
  world.writeProfile({ name: 'sleeper', command: '/bin/sleep', args: ['86442'], ...unasked });
  await open();
  // Short, since in the first test nobody comes for most of what is granted.
  await keep({ askAgainSeconds: 5 });
  const spawn = { profile: 'sleeper', role: 'specialist' } as const;
  await Promise.all(Array.from({ length: crewOf }, () => person.call('instances.spawn', spawn)));
  await untilStates(person, ['ready']);
  voices = await allVoices(world, host, person);
}, slow);

afterAll(() => world.end(), slow);

interface Told {
  /** Every answer that said "held", as its caller got it. */
  readonly granted: ListedLock[];
  readonly givenBack: number[];
  /** Requests that were told to wait. */
  readonly waiting: ListedLock[];
  /** Why calls failed that the host did not answer. */
  readonly cutShort: string[];
}

/** Locks and unlocks until the host is gone, a little differently each. */
const lockUntilGone = async (id: string, at: number, told: Told): Promise<void> => {
  for (let turn = at; ; turn++) {
    const paths = [`src/file-${turn % 5}.ts`, ...(turn % 3 === 0 ? [`src/file-${(turn + 1) % 5}.ts`] : [])];
    const mode = turn % 4 === 0 ? 'shared' : 'exclusive';
    // Some call again for what they wait for, some stay on the line.
    const answer = await voice(id).call('locks.acquire', { paths, mode, wait: at % 3 === 0 ? 0 : 2 });
    if (!answer.ok) {
      if (answer.error.code !== 'no_host') continue; // A deadlock, or another call of the same instance has ended it.
      told.cutShort.push(answer.error.message);
      return;
    }
    const { token } = answer.value;
    if (token === null) {
      told.waiting.push(answer.value);
      continue;
    }
    told.granted.push(answer.value);
    const back = await voice(id).call('locks.release', { token });
    if (back.ok) told.givenBack.push(token);
  }
};

type LockEvent = Extract<TuttiEvent, { kind: `lock.${string}` }>;
const isOfLock = (event: TuttiEvent): event is LockEvent => event.kind.startsWith('lock.');

/** Plays the events of locks back and answers what is held at their end; no two that are in each other's way ever are. */
const heldAfter = (events: readonly TuttiEvent[]): Map<number, Pick<Lock, 'holder' | 'mode' | 'paths'>> => {
  const held = new Map<number, Pick<Lock, 'holder' | 'mode' | 'paths'>>();
  let last = 0;
  for (const event of events.filter(isOfLock)) {
    if (event.kind === 'lock.granted') {
      const { data, seq } = event;
      expect(seq, 'a token only rises').toBeGreaterThan(last);
      last = seq;
      const inItsWay = [...held.values()].filter((other) => conflicts(other, data));
      expect(inItsWay, `${data.holder} got ${data.paths}`).toEqual([]);
      held.set(seq, data);
    } else if ('token' in event.data && event.data.token !== null) held.delete(event.data.token);
  }
  return held;
};

const noTwoHold = (locks: readonly Lock[]): void => {
  const held = locks.filter(({ state }) => state === 'held');
  const both = held.flatMap((one, at) => held.slice(at + 1).filter((other) => conflicts(one, other)));
  expect(both).toEqual([]);
};

/** What was queued and has come to no end in these events, in its order. */
const queuedIn = (events: readonly TuttiEvent[]): string[] => {
  const queued = new Set<string>();
  for (const event of events.filter(isOfLock)) {
    if (event.kind === 'lock.queued') queued.add(event.data.lock);
    else if ('lock' in event.data) queued.delete(event.data.lock);
  }
  return [...queued];
};

it(
  'a host that is killed while fifty lock and unlock: nobody holds what another holds, and no answer was a lie',
  async () => {
    for (let round = 0; round < 3; round++) {
      const told: Told = { granted: [], givenBack: [], waiting: [], cutShort: [] };
      const calls = ids().flatMap((id) =>
        Array.from({ length: callsEach }, (_, at) => lockUntilGone(id, at, told)),
      );
      await eventually('locks come and go', () => told.granted.length >= 60 && told.waiting.length > 0);
      await host.end('SIGKILL');
      await Promise.all(calls);
      expect(told.cutShort).toHaveLength(crewOf * callsEach);
      expect(new Set(told.cutShort)).toEqual(new Set(['The host has ended.']));
      await open();

      // Of one moment: what has run out is granted to the next even now.
      const { locks, messages, seq } = done(await person.call('view.get', {}));
      const events = (await allEventsOf(person)).filter((event) => event.seq <= seq);
      const held = heldAfter(events);
      noTwoHold(locks);
      const tokens = locks.flatMap(({ token }) => token ?? []);
      expect(new Set(tokens)).toEqual(new Set(held.keys()));
      const grants = new Map(events.map((event) => [event.seq, event]));
      for (const { id, holder, paths, mode, token } of told.granted) {
        const data = { lock: id, holder, paths, mode };
        expect(grants.get(token ?? 0)).toMatchObject({ kind: 'lock.granted', data });
      }
      for (const token of told.givenBack) expect(held.has(token), `${token} was given back`).toBe(false);

      // Who waited when the host died has its place still, or was told in its inbox of what became of it.
      const started = events.findLast(({ kind }) => kind === 'host.started')?.seq ?? 0;
      const waiting = queuedIn(events.filter((event) => event.seq < started));
      const kept = locks.filter(({ state }) => state === 'waiting').map(({ id }) => id);
      expect(kept).toEqual(waiting.filter((id) => kept.includes(id)));
      for (const id of waiting.filter((one) => !kept.includes(one))) {
        const granted = events.find((event) => event.kind === 'lock.granted' && event.data.lock === id);
        const holder = granted?.kind === 'lock.granted' ? granted.data.holder : '';
        const notice = expect.objectContaining({ to: holder, preview: expect.stringContaining(id) });
        expect(messages.flat(), `${id} of ${holder}`).toContainEqual(notice);
      }
    }
  },
  slow,
);

/** The person ends them; one that a test before left to run out may have ended meanwhile. */
const endAllLocks = (): Promise<unknown> =>
  eventually('there are no locks', async () => {
    const locks = done(await person.call('locks.list', {}));
    for (const { id } of locks) await person.call('locks.release', { lock: id });
    return locks.length === 0;
  });

it(
  'those who wait still get what they wait for, in their order, and are told of it; a later token is higher',
  async () => {
    // On a machine that does much else nobody may be too late to come for what is granted.
    await keep({ askAgainSeconds: 600 });
    await endAllLocks();
    const [first = '', second = '', third = ''] = ids();
    const paths = ['src/wanted.ts'];
    const held = done(await voice(first).call('locks.acquire', { paths }));
    done(await voice(second).call('locks.acquire', { paths }));
    const onTheLine = voice(third).call('locks.acquire', { paths, wait: 50 });
    await eventually('both wait', async () => {
      const all = done(await person.call('locks.list', { path: 'src/wanted.ts' }));
      return all.filter(({ state }) => state === 'waiting').length === 2;
    });
    await host.end('SIGKILL');
    expect(await onTheLine).toMatchObject({
      ok: false,
      error: { code: 'no_host', remedy: expect.stringContaining('Start it again') },
    });
    await open();

    const again = done(await voice(third).call('locks.acquire', { paths }));
    expect(again).toMatchObject({ state: 'waiting', place: 2 });
    done(await voice(first).call('locks.release', { token: held.token ?? 0 }));
    const next = done(await voice(second).call('locks.acquire', { paths }));
    expect(next.state).toBe('held');
    expect(next.token).toBeGreaterThan(held.token ?? 0);
    const notice = await eventually('it is told', async () => {
      const messages = done(await person.call('view.get', {})).messages.flat();
      return messages.find(({ to, preview }) => to === second && preview.includes('src/wanted.ts'));
    });
    expect(notice.preview).toContain('is yours');

    // The one that had it first is refused with its token of then, by the next host, too.
    expect(await voice(first).call('locks.release', { token: held.token ?? 0 })).toMatchObject({
      ok: false,
      error: { code: 'wrong_state', field: 'token', message: expect.stringContaining(String(next.token)) },
    });
    done(await voice(second).call('locks.release', { token: next.token ?? 0 }));
    await eventually('the last has it', async () => {
      const [last] = done(await person.call('locks.list', { path: 'src/wanted.ts' }));
      return last?.holder === third && last.state === 'held';
    });
  },
  slow,
);

it(
  'locks of one that dies while no host is there end after its grace, and a lease that has run out ends with it',
  async () => {
    await endAllLocks();
    const [first = '', second = '', third = ''] = ids();
    const [mine, leased] = [['src/mine.ts'], ['src/leased.ts']];
    const dead = done(await voice(first).call('locks.acquire', { paths: mine }));
    const short = done(await voice(second).call('locks.acquire', { paths: leased, leaseSeconds: 1 }));
    for (const paths of [mine, leased]) done(await voice(third).call('locks.acquire', { paths }));
    const pid = (await instancesOf(person)).find(({ id }) => id === first)?.pid;
    await host.end('SIGKILL');
    await endPids([pid ?? 0]);
    await open();

    const waited = await eventually('the one that lives has both', async () => {
      const own = done(await person.call('locks.list', {})).filter(({ holder }) => holder === third);
      return own.length === 2 && own.every(({ state }) => state === 'held') && own;
    });
    for (const { token } of waited)
      expect(token).toBeGreaterThan(Math.max(dead.token ?? 0, short.token ?? 0));
    const events = (await allEventsOf(person)).filter((event) => event.kind === 'lock.expired');
    expect(events.map(({ data }) => [data.token, data.why])).toEqual(
      expect.arrayContaining([
        [dead.token, 'grace'],
        [short.token, 'lease'],
      ]),
    );
    expect(await voice(second).call('locks.release', { token: short.token ?? 0 })).toMatchObject({
      ok: false,
      error: { code: 'wrong_state', field: 'token' },
    });
  },
  slow,
);
