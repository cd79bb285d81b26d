import { join } from 'node:path';
import type { Used } from '@contract/usage.ts';
import type { UsageDays } from '@contract/usage-days.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { UsageByDay } from '../../../src-main/core/coordination/usage.ts';
import type { Store } from '../../../src-main/core/ports/store.ts';
import { draft, runStart, spawnOf } from '../../adapters/sqlite/support.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const dates = { shipped: '2026-06-30', own: null };
const minute = 60_000;
const unique = (name: string): string => `${name}-0b7c52e1-4d0e-9a51-6f2b8c1d7e33`;

const used = (tokens: number, more: Partial<Used> = {}): Used => ({
  input: tokens,
  output: 2 * tokens,
  cacheRead: 3 * tokens,
  cacheWrite: tokens,
  cost: null,
  model: 'a',
  context: null,
  contextWindow: null,
  ...more,
});

/** A log whose clock is set by the test, and the sums over it. */
const openLog = (start: string) => {
  const file = join(tempFolder(), 'log.db');
  let at = Date.parse(start);
  const open = (): Store => {
    const opened = openStore(file, { now: () => at, log: memoryLog() });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value.store;
  };
  let store = open();
  const after = (_ms: number, run: () => void) => {
    queueMicrotask(run);
    return () => {};
  };
  const counting = () =>
    new UsageByDay({ store, clock: { now: () => at, after }, prices: { dates, costOf: () => null } });
  let usage = counting();
  store.commit([runStart(1), spawnOf('exec_1'), spawnOf('exec_2')]);
  return {
    get at() {
      return at;
    },
    setClock: (time: string) => {
      at = Date.parse(time);
    },
    wait: (ms: number) => {
      at += ms;
    },
    run: (run: number) => void store.commit([runStart(run), spawnOf('exec_1', run), spawnOf('exec_2', run)]),
    tell: (id: string, session: string, told: Used, run = 1) =>
      void store.commit([draft('instance.used', { id, session, used: told }, run)]),
    /** The host ends, and another one counts from the log. */
    restart: () => {
      store.close();
      store = open();
      usage = counting();
    },
    days: async (count: number, zone = 'UTC'): Promise<UsageDays> => {
      const result = await usage.days(count, zone);
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
    refused: (zone: string) => usage.days(1, zone),
    close: () => store.close(),
  };
};

const tokensOf = ({ days }: UsageDays) => days.map(({ day, input }) => [day, input]);

test('each day has what was told in it beyond the days before, and days without use are there', async () => {
  const log = openLog('2026-03-01T10:00:00Z');
  log.tell('exec_1', unique('a'), used(100));
  log.setClock('2026-03-01T23:59:59.999Z');
  log.tell('exec_1', unique('a'), used(150));
  log.setClock('2026-03-02T00:00:00Z');
  log.tell('exec_1', unique('a'), used(175));
  log.setClock('2026-03-04T09:00:00Z');
  log.tell('exec_2', unique('b'), used(7, { cost: 0.5, costBy: 'agent' }));
  const told = await log.days(4);
  expect(tokensOf(told)).toEqual([
    ['2026-03-01', 150],
    ['2026-03-02', 25],
    ['2026-03-03', 0],
    ['2026-03-04', 7],
  ]);
  expect(told.days[0]).toEqual({
    day: '2026-03-01',
    input: 150,
    output: 300,
    cacheRead: 450,
    cacheWrite: 150,
    cost: null,
    conversations: 1,
    untold: 1,
  });
  expect(told.days[3]).toMatchObject({ cost: 0.5, costBy: 'agent', conversations: 1, untold: 0 });
  expect(told).toMatchObject({ zone: 'UTC', prices: dates });
  log.close();
});

test('a day begins at the midnight of the zone that is asked for, summer time too', async () => {
  const log = openLog('2026-03-28T23:30:00Z');
  // In Vienna it is 00:30 of the 29th, a day of 23 hours.
  log.tell('exec_1', unique('a'), used(1));
  log.setClock('2026-03-29T21:59:00Z');
  log.tell('exec_1', unique('a'), used(3));
  log.setClock('2026-03-29T22:00:00Z');
  log.tell('exec_1', unique('a'), used(7));
  expect(tokensOf(await log.days(2, 'Europe/Vienna'))).toEqual([
    ['2026-03-29', 3],
    ['2026-03-30', 4],
  ]);
  expect(tokensOf(await log.days(2, 'UTC'))).toEqual([
    ['2026-03-28', 1],
    ['2026-03-29', 6],
  ]);
  // 45 minutes past the hour.
  expect(tokensOf(await log.days(1, 'Asia/Kathmandu'))).toEqual([['2026-03-30', 6]]);
  expect(await log.refused('Vienna')).toMatchObject({
    ok: false,
    error: { code: 'bad_input', field: 'zone' },
  });
  log.close();
});

test('a transcript that is read anew after midnight adds nothing', async () => {
  const log = openLog('2026-03-01T23:00:00Z');
  for (const tokens of [10, 20, 30]) log.tell('exec_1', unique('a'), used(tokens));
  log.setClock('2026-03-02T08:00:00Z');
  log.restart();
  for (const tokens of [10, 20, 30, 45]) log.tell('exec_1', unique('a'), used(tokens));
  expect(tokensOf(await log.days(2))).toEqual([
    ['2026-03-01', 30],
    ['2026-03-02', 15],
  ]);
  log.close();
});

test('a conversation that another run resumes goes on; one with a name that is given anew begins', async () => {
  const log = openLog('2026-03-01T08:00:00Z');
  log.tell('exec_1', unique('a'), used(100));
  log.tell('exec_1', 'main', used(100));
  log.run(2);
  log.setClock('2026-03-02T08:00:00Z');
  log.tell('exec_2', unique('a'), used(110), 2);
  log.tell('exec_1', 'main', used(5), 2);
  expect(tokensOf(await log.days(2))).toEqual([
    ['2026-03-01', 200],
    ['2026-03-02', 15],
  ]);
  log.close();
});

test('what was reckoned gives way to what the agent tells, and says which it is', async () => {
  const log = openLog('2026-03-01T08:00:00Z');
  log.tell('exec_1', unique('a'), used(100, { cost: 3, costBy: 'prices' }));
  log.setClock('2026-03-02T08:00:00Z');
  log.tell('exec_1', unique('a'), used(100, { cost: 2, costBy: 'agent' }));
  log.tell('exec_1', unique('a'), used(110, { cost: 2.5, costBy: 'agent' }));
  const [first, second] = (await log.days(2)).days;
  expect(first).toMatchObject({ cost: 2, costBy: 'prices' });
  expect(second).toMatchObject({ cost: 0.5, costBy: 'agent' });
  log.close();
});

test('a log longer than one batch is read whole, also by two that ask at once', async () => {
  const log = openLog('2026-03-01T08:00:00Z');
  for (let at = 1; at <= 1003; at += 1) log.tell('exec_1', unique('a'), used(at));
  const [one, two] = await Promise.all([log.days(1), log.days(1)]);
  expect(tokensOf(one)).toEqual([['2026-03-01', 1003]]);
  expect(two).toEqual(one);
  log.tell('exec_1', unique('a'), used(1010));
  expect(tokensOf(await log.days(1))).toEqual([['2026-03-01', 1010]]);
  log.close();
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('use'), talk: fc.nat({ max: 2 }), tokens: fc.nat({ max: 999 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.integer({ min: 1, max: 1500 }) }),
  },
  // Its transcript is read anew from its beginning, by the same instance or by one that resumes it.
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reread'),
      talk: fc.nat({ max: 2 }),
      by: fc.constantFrom('exec_1', 'exec_2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('run') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask') }) },
);
const zones = fc.constantFrom(
  'UTC',
  'Europe/Vienna',
  'America/St_Johns',
  'Pacific/Chatham',
  'Asia/Kathmandu',
);

test('whatever is told, when and how often: each token counts once, on the day it was first told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), zones, async (steps, zone) => {
      const log = openLog('2026-10-23T11:00:00Z');
      const told = new Map<number, number[]>();
      const wanted = new Map<string, number>();
      let run = 1;
      const sum = (talk: number): number => told.get(talk)?.at(-1) ?? 0;
      for (const each of steps as {
        do: string;
        talk: number;
        tokens: number;
        minutes: number;
        by: string;
      }[]) {
        if (each.do === 'wait') log.wait(each.minutes * minute);
        if (each.do === 'restart') log.restart();
        if (each.do === 'ask') await log.days(3, zone);
        if (each.do === 'run') log.run(++run);
        if (each.do === 'reread')
          for (const tokens of told.get(each.talk) ?? [])
            log.tell(each.by, unique(`${each.talk}`), used(tokens), run);
        if (each.do !== 'use') continue;
        const now = sum(each.talk) + each.tokens;
        told.set(each.talk, [...(told.get(each.talk) ?? []), now]);
        log.tell('exec_1', unique(`${each.talk}`), used(now), run);
        const day = new Date(log.at).toLocaleDateString('sv-SE', { timeZone: zone });
        wanted.set(day, (wanted.get(day) ?? 0) + each.tokens);
      }
      const { days } = await log.days(90, zone);
      const found = days.filter(({ input }) => input > 0).map(({ day, input }) => [day, input]);
      expect(found).toEqual([...wanted].filter(([, tokens]) => tokens > 0));
      expect(
        days.every(({ input, output, cacheRead }) => output === 2 * input && cacheRead === 3 * input),
      ).toBe(true);
      log.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);
