import type { Lock } from '@contract/locks.ts';
import { hasEnded } from '@contract/states.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';
import { circles, claims, clash, clashes, forgotten, mayWaitFor } from './lock-model.ts';
import { ask, eventsOf, lockStage, unlock } from './lock-stage.ts';

const instances = ['exec_1', 'exec_2', 'exec_3', 'exec_4'];
const who = fc.constantFrom(...instances, 'person');
const instance = fc.constantFrom(...instances);
const pick = fc.nat({ max: 99 });

const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('acquire' as const),
      who,
      paths: fc.uniqueArray(fc.constantFrom(...claims), { minLength: 1, maxLength: 2 }),
      mode: fc.constantFrom('exclusive' as const, 'shared' as const),
      leaseSeconds: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined, freq: 4 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('end' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('force' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('old' as const), who, pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), who: instance }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), who: instance }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('terminate' as const), who: instance }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('done' as const), who: instance }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 70_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('host' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const locksOf = (stage: Stage): readonly Lock[] => stage.store.view().locks;

const end = async (stage: Stage, lock: Lock | undefined, by?: string): Promise<void> => {
  if (lock === undefined) return;
  const caller = by ?? lock.holder;
  const named = lock.token === null ? { lock: lock.id } : { token: lock.token };
  expect(await unlock(stage, caller, named)).toMatchObject({ ok: true });
  expect(locksOf(stage).map(({ id }) => id)).not.toContain(lock.id);
};

/** A token that was good once changes nothing. */
const tryOld = async (stage: Stage, caller: string, nth: number): Promise<void> => {
  const standing = locksOf(stage);
  const old = eventsOf(stage, 'lock.granted').filter(
    ({ seq }) => !standing.some(({ token }) => token === seq),
  );
  const token = old[nth % Math.max(1, old.length)]?.seq;
  if (token === undefined) return;
  expect(await unlock(stage, caller, { token })).toMatchObject({ ok: false, error: { field: 'token' } });
  expect(locksOf(stage)).toEqual(standing);
};

const stateOf = (stage: Stage, id: string) => stage.store.view().instances[id]?.state ?? 'terminated';

const take = async (stage: Stage, one: Step): Promise<Stage> => {
  const standing = locksOf(stage);
  switch (one.kind) {
    case 'acquire': {
      const { paths, mode, leaseSeconds } = one;
      await ask(stage, one.who, paths, { mode, ...(leaseSeconds === undefined ? {} : { leaseSeconds }) });
      return stage;
    }
    case 'end':
    case 'force': {
      const chosen = standing[one.pick % Math.max(1, standing.length)];
      // One that has crashed calls nothing.
      const dead =
        chosen !== undefined && chosen.holder !== 'person' && hasEnded(stateOf(stage, chosen.holder));
      await end(stage, chosen, one.kind === 'force' || dead ? 'person' : undefined);
      return stage;
    }
    case 'old':
      await tryOld(stage, one.who, one.pick);
      return stage;
    case 'crash':
      if (!hasEnded(stateOf(stage, one.who))) stage.terminals.exit(one.who, 1);
      await settle();
      return stage;
    case 'restart':
      await stage.call('instances.restart', { id: one.who });
      return stage;
    case 'terminate':
      await stage.call('instances.terminate', { id: one.who });
      return stage;
    case 'done':
      await stage.call('instances.reportProgress', { summary: 'all', done: true }, stage.as(one.who));
      return stage;
    case 'time':
      await stage.clock.advance(one.ms);
      return stage;
    case 'host':
      return stage.reborn();
  }
};

/**
 * A grant may pass an earlier request that clashes with it only where that one waits for its holder anyway: by what was there
 * before, or by what the same step asked for.
 */
const unfair = (before: readonly Lock[], after: readonly Lock[]): string[] => {
  const asked = after.filter(({ id, state }) => state === 'waiting' && before.every((old) => old.id !== id));
  return after
    .filter((lock) => lock.state === 'held' && before.find(({ id }) => id === lock.id)?.state !== 'held')
    .flatMap((lock) => {
      const place = after.indexOf(lock);
      const passed = after
        .slice(0, place)
        .filter(
          (other) =>
            other.state === 'waiting' && clash(other, lock) && before.some(({ id }) => id === other.id),
        );
      return passed
        .filter(
          (other) =>
            !mayWaitFor([...before, ...asked, { ...lock, state: 'waiting' }], other.holder, lock.holder),
        )
        .map((other) => `${lock.holder} before ${other.holder}`);
    });
};

const check = (stage: Stage, before: readonly Lock[]): void => {
  const locks = locksOf(stage);
  expect(clashes(locks), 'held at once').toEqual([]);
  expect(circles(locks), 'wait for themselves').toEqual([]);
  expect(forgotten(locks), 'lost wake-ups').toEqual([]);
  expect(unfair(before, locks), 'out of turn').toEqual([]);
  const { instances: known } = stage.store.view();
  for (const { holder, state, graceUntil, expiresAt } of locks) {
    const of = holder === 'person' ? 'ready' : known[holder]?.state;
    expect(of).not.toBe('terminated');
    expect(graceUntil !== null).toBe(of === 'crashed');
    if (of === 'crashed') expect(state).toBe('held');
    expect(
      Math.min(graceUntil ?? Number.POSITIVE_INFINITY, expiresAt ?? Number.POSITIVE_INFINITY),
    ).toBeGreaterThan(stage.clock.now());
  }
};

/** What `exec_1` asks for last makes it wait for `exec_3`, whose earlier request is granted by that: kept back, both would wait for ever. */
const passedByWhatIsAsked: Step[] = [
  { kind: 'acquire', who: 'person', paths: ['d/*'], mode: 'shared', leaseSeconds: undefined },
  { kind: 'acquire', who: 'exec_1', paths: ['d/*'], mode: 'exclusive', leaseSeconds: undefined },
  { kind: 'acquire', who: 'exec_3', paths: ['{a,d/y}'], mode: 'shared', leaseSeconds: undefined },
  { kind: 'acquire', who: 'exec_3', paths: ['b'], mode: 'exclusive', leaseSeconds: undefined },
  { kind: 'acquire', who: 'exec_1', paths: ['b'], mode: 'exclusive', leaseSeconds: undefined },
];

test('whatever happens, no two hold what clashes, nobody is forgotten or passed over, and no old token acts', async () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });
  const property = fc.asyncProperty(steps, async (all) => {
    let stage = await lockStage(instances.length);
    for (const one of all) {
      const before = locksOf(stage);
      stage = await take(stage, one);
      check(stage, before);
      expect((await stage.must('view.get', {})).locks).toEqual(locksOf(stage));
    }
    const tokens = eventsOf(stage, 'lock.granted').map(({ seq }) => seq);
    expect(tokens).toEqual([...new Set(tokens)].sort((one, other) => one - other));
    stage.store.close();
  });
  await fc.assert(property, { numRuns: 40, examples: [[passedByWhatIsAsked]] });
}, 240_000);
