import type { Breaker } from '@contract/breakers.ts';
import { expect, test, vi } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const plain = { name: 'plain', command: '/bin/plain', confirm: { expected: false } };
const spawn = (stage: Stage, profile = 'hooked') =>
  stage.call('instances.spawn', { profile, role: 'executive', task: 'Lead' });
const confirm = (stage: Stage, id: string) =>
  stage.must('instances.confirm', { nonce: stage.env(id).TUTTI_NONCE ?? '' }, stage.as(id));
const breakers = async (stage: Stage): Promise<readonly Breaker[]> =>
  (await stage.must('view.get', {})).breakers;

const manySettings = { limits: { executives: 50 }, recovery: { restart: 'off' } } as const;

/** So many starts of a profile that end before they have confirmed, `apart` ms from one another. */
const failing = async (stage: Stage, times: number, apart = 1000): Promise<void> => {
  await stage.must('settings.set', manySettings);
  for (let at = 0; at < times; at++) {
    const spawned = await spawn(stage);
    if (!spawned.ok) throw new Error(spawned.error.message);
    stage.terminals.exit(spawned.value.id, 1);
    await stage.clock.advance(apart);
  }
};

test('a profile that fails at every start is not started any more, and says when it is tried again', async () => {
  const stage = await openStage();
  await failing(stage, 4);
  expect(await breakers(stage)).toEqual([]);
  await failing(stage, 1);
  expect(await breakers(stage)).toMatchObject([
    { scope: 'profile', name: 'hooked', state: 'open', until: stage.clock.now() + 119_000 },
  ]);
  const panes = stage.terminals.panes.size;
  expect(await spawn(stage)).toMatchObject({
    ok: false,
    error: {
      code: 'cannot_start',
      field: 'profile',
      message:
        'hooked failed too often and rests; it is tried again in 119 s. Its last failure: its program ended at once (exit 1)',
    },
  });
  expect(await stage.call('instances.restart', { id: 'exec_1' })).toMatchObject({ ok: false });
  expect(stage.terminals.panes.size).toBe(panes);
});

test('failures that lie further apart than the time open nothing', async () => {
  const stage = await openStage();
  await failing(stage, 8, 15_000);
  expect(await breakers(stage)).toEqual([]);
});

test('a program that can’t be started counts; another profile is not touched', async () => {
  const stage = await openStage([hooked, plain]);
  await stage.must('settings.set', manySettings);
  stage.terminals.refuseOpen = 'no such program';
  for (let at = 0; at < 5; at++) await spawn(stage);
  expect(await breakers(stage)).toMatchObject([{ name: 'hooked', reason: 'no such program' }]);
  stage.terminals.refuseOpen = null;
  expect(await spawn(stage, 'plain')).toMatchObject({ ok: true });
});

test('after its rest one is tried at a time, and two successes end it', async () => {
  const stage = await openStage();
  await failing(stage, 5);
  await stage.clock.advance(119_000);
  expect(await breakers(stage)).toMatchObject([{ state: 'half-open', successes: 0 }]);
  expect(await spawn(stage)).toMatchObject({ ok: true });
  expect(await spawn(stage), 'one at a time').toMatchObject({
    ok: false,
    error: { message: 'hooked failed too often and is just being tried (exec_6)' },
  });
  await confirm(stage, 'exec_6');
  expect(await breakers(stage)).toMatchObject([{ state: 'half-open', successes: 1 }]);
  expect(await spawn(stage)).toMatchObject({ ok: true, value: { id: 'exec_7' } });
  await confirm(stage, 'exec_7');
  expect(await breakers(stage)).toEqual([]);
});

test('a trial that fails begins another rest', async () => {
  const stage = await openStage();
  await failing(stage, 5);
  await stage.clock.advance(119_000);
  await spawn(stage);
  stage.terminals.exit('exec_6', 1);
  await stage.clock.advance(0);
  expect(await breakers(stage)).toMatchObject([{ state: 'open', until: stage.clock.now() + 120_000 }]);
});

test('a trial that the person ends lets the next one try', async () => {
  const stage = await openStage();
  await failing(stage, 5);
  await stage.clock.advance(119_000);
  await spawn(stage);
  await stage.must('instances.terminate', { id: 'exec_6' });
  expect(await spawn(stage)).toMatchObject({ ok: true });
});

test('what confirms nothing has proved itself by living on', async () => {
  const stage = await openStage([plain]);
  await stage.must('settings.set', { ...manySettings, breaker: { successes: 1 } });
  for (let at = 1; at <= 5; at++) {
    await spawn(stage, 'plain');
    stage.terminals.exit(`exec_${at}`, 1);
    await stage.clock.advance(10);
  }
  await stage.clock.advance(120_000);
  await spawn(stage, 'plain');
  expect(await breakers(stage)).toMatchObject([{ state: 'half-open' }]);
  await stage.clock.advance(10_000);
  expect(await breakers(stage)).toEqual([]);
});

test('a breaker outlives its host with the rest of its time', async () => {
  const stage = await openStage();
  await failing(stage, 5);
  await stage.clock.advance(20_000);
  const next = await stage.reborn();
  expect(await spawn(next)).toMatchObject({ ok: false, error: { code: 'cannot_start' } });
  await next.clock.advance(98_000);
  expect(await breakers(next)).toMatchObject([{ state: 'open' }]);
  await next.clock.advance(1000);
  expect(await breakers(next)).toMatchObject([{ state: 'half-open' }]);
});

test('the person closes a breaker; an instance may not', async () => {
  const stage = await openStage([hooked, plain]);
  await failing(stage, 5);
  await spawn(stage, 'plain');
  const of = { scope: 'profile', name: 'hooked' } as const;
  expect(await stage.call('breakers.close', of, stage.as('exec_6'))).toMatchObject({ ok: false });
  await stage.must('breakers.close', of);
  expect(await spawn(stage)).toMatchObject({ ok: true });
  expect(await stage.call('breakers.close', of)).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('an instance that crashes again and again is not restarted for a while, unasked or asked', async () => {
  const stage = await openStage([hooked], 0, true);
  await stage.must('settings.set', { recovery: { most: 20 }, breaker: { failures: 3, withinSeconds: 600 } });
  await spawn(stage);
  for (let at = 0; at < 3; at++) {
    await confirm(stage, 'exec_1');
    await stage.clock.advance(15_000);
    stage.terminals.exit('exec_1', 1);
    await stage.clock.advance(at === 2 ? 0 : 30_000);
  }
  expect(await breakers(stage)).toMatchObject([{ scope: 'instance', name: 'exec_1', state: 'open' }]);
  const view = await stage.must('view.get', {});
  expect(view.instances.exec_1).toMatchObject({ state: 'crashed', recovery: { at: null } });
  expect(await stage.call('instances.restart', { id: 'exec_1' })).toMatchObject({
    ok: false,
    error: { code: 'cannot_start', field: 'id' },
  });
  await stage.clock.advance(120_000);
  expect(await stage.call('instances.restart', { id: 'exec_1' })).toMatchObject({ ok: true });
});

test('failures of an instance are not counted against one of the same id in the next run', async () => {
  const stage = await openStage();
  const failTwice = async (): Promise<void> => {
    await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
    for (const at of [0, 1]) {
      if (at > 0) await stage.must('instances.restart', { id: 'exec_1' });
      await stage.clock.advance(11_000);
      stage.terminals.exit('exec_1', 1);
      await stage.clock.advance(0);
    }
  };
  await stage.must('settings.set', { ...manySettings, breaker: { failures: 3 } });
  await failTwice();
  await stage.must('runs.start', { title: 'another' });
  await failTwice();
  expect((await breakers(stage)).filter(({ scope }) => scope === 'instance')).toEqual([]);
});

test('a trial that could not be written down leaves the next one free', async () => {
  const stage = await openStage();
  await failing(stage, 5);
  await stage.clock.advance(120_000);
  expect(await breakers(stage)).toMatchObject([{ state: 'half-open' }]);
  const full = vi.spyOn(stage.store, 'commit').mockImplementationOnce(() => {
    throw new Error('no room');
  });
  await expect(spawn(stage)).rejects.toThrow('no room');
  full.mockRestore();
  expect((await spawn(stage)).ok).toBe(true);
});
