import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const plain = { name: 'plain', command: '/bin/plain', confirm: { expected: false } };
const spawn = (stage: Stage, profile = 'hooked') =>
  stage.must('instances.spawn', { profile, role: 'executive', task: 'Lead' });
const confirm = (stage: Stage, id: string) =>
  stage.must('instances.confirm', { nonce: stage.env(id).TUTTI_NONCE ?? '' }, stage.as(id));
const shown = async (stage: Stage): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.values((await stage.must('view.get', {})).instances).map(({ id, state, reason }) => [
      id,
      state === 'starting' ? reason : state,
    ]),
  );

const opened = async (starts: { together?: number; keepFreeMb?: number }): Promise<Stage> => {
  const stage = await openStage([hooked, plain]);
  const limits = { executives: 50 };
  await stage.must('settings.set', { starts, limits, recovery: { restart: 'off' } });
  return stage;
};

test('so many start at the same moment; the rest wait in order and say so', async () => {
  const stage = await opened({ together: 2 });
  for (let at = 0; at < 4; at++) await spawn(stage);
  const waits = 'waits: 2 others are starting';
  expect(await shown(stage)).toEqual({
    exec_1: 'confirming',
    exec_2: 'confirming',
    exec_3: waits,
    exec_4: waits,
  });
  expect(stage.terminals.panes.size).toBe(2);
  await confirm(stage, 'exec_2');
  expect(await shown(stage)).toMatchObject({ exec_2: 'ready', exec_3: 'confirming', exec_4: waits });
  stage.terminals.exit('exec_1', 1);
  await stage.clock.advance(0);
  expect(await shown(stage)).toMatchObject({ exec_1: 'crashed', exec_4: 'confirming' });
});

test('one that waits is ended without having run', async () => {
  const stage = await opened({ together: 1 });
  for (let at = 0; at < 3; at++) await spawn(stage);
  await stage.must('instances.terminate', { id: 'exec_2' });
  expect(await shown(stage)).toMatchObject({ exec_2: 'terminated' });
  await confirm(stage, 'exec_1');
  expect(await shown(stage)).toMatchObject({ exec_2: 'terminated', exec_3: 'confirming' });
  expect(stage.terminals.panes.size).toBe(2);
});

test('one that waits and is restarted waits anew', async () => {
  const stage = await opened({ together: 1 });
  await spawn(stage);
  await spawn(stage);
  await stage.must('instances.restart', { id: 'exec_2' });
  expect(await shown(stage)).toMatchObject({ exec_2: 'waits: 1 other is starting' });
  await confirm(stage, 'exec_1');
  expect(await shown(stage)).toMatchObject({ exec_2: 'confirming' });
  expect(stage.terminals.panes.size).toBe(2);
});

test('what confirms nothing waits for nobody', async () => {
  const stage = await opened({ together: 1, keepFreeMb: 2048 });
  stage.memory.freeMb = 10;
  for (let at = 0; at < 3; at++) await spawn(stage, 'plain');
  expect(Object.values(await shown(stage))).toEqual(['ready', 'ready', 'ready']);
});

test('the first starts whatever memory there is; the next wait until enough is free', async () => {
  const stage = await opened({ together: 4, keepFreeMb: 2048 });
  stage.memory.freeMb = 1229;
  await spawn(stage);
  expect(await shown(stage)).toEqual({ exec_1: 'confirming' });
  await spawn(stage);
  await spawn(stage);
  const waits = 'waits for memory: 1.2 GB free, 2 GB to be kept';
  expect(await shown(stage)).toEqual({ exec_1: 'confirming', exec_2: waits, exec_3: waits });
  await stage.clock.advance(60_000);
  const told = await stage.must('events.list', { kinds: ['instance.startHeld'] });
  expect(told, 'said once each, however often it is looked').toHaveLength(2);
  stage.memory.freeMb = 3000;
  await stage.clock.advance(2000);
  expect(await shown(stage)).toMatchObject({ exec_2: 'confirming', exec_3: 'confirming' });
});

test('memory that an ended one gives back is seen at once, and no clock ticks while nobody waits', async () => {
  const stage = await opened({ keepFreeMb: 2048 });
  await spawn(stage);
  await confirm(stage, 'exec_1');
  await spawn(stage);
  await confirm(stage, 'exec_2');
  const pending = stage.clock.pending;
  stage.memory.freeMb = 100;
  await spawn(stage);
  expect(await shown(stage)).toMatchObject({ exec_3: 'waits for memory: 0.1 GB free, 2 GB to be kept' });
  stage.memory.freeMb = 4000;
  await stage.must('instances.terminate', { id: 'exec_2' });
  expect(await shown(stage)).toMatchObject({ exec_3: 'confirming' });
  await stage.must('instances.terminate', { id: 'exec_3' });
  expect(stage.clock.pending).toBeLessThanOrEqual(pending);
});

test('where the machine does not tell its memory, or no regard is wanted, nobody waits for it', async () => {
  const stage = await opened({ keepFreeMb: 2048 });
  stage.memory.freeMb = null;
  await spawn(stage);
  await spawn(stage);
  await stage.must('settings.set', { starts: { keepFreeMb: 0 }, recovery: { restart: 'off' } });
  stage.memory.freeMb = 1;
  await spawn(stage);
  expect(new Set(Object.values(await shown(stage)))).toEqual(new Set(['confirming']));
});

test('all that crashed come back a few at a time', async () => {
  const stage = await opened({ together: 2 });
  await stage.must('settings.set', {
    starts: { together: 2 },
    restartTogether: 50,
    limits: { executives: 50 },
    breaker: { failures: 100 },
    recovery: { restart: 'off' },
  });
  for (let at = 1; at <= 5; at++) {
    await spawn(stage);
    stage.terminals.exit(`exec_${at}`, 1);
    await stage.clock.advance(0);
  }
  await stage.must('instances.restartCrashed', {});
  await stage.clock.advance(0);
  const states = Object.values(await shown(stage));
  expect(states.filter((state) => state === 'confirming')).toHaveLength(2);
  expect(states.filter((state) => state === 'waits: 2 others are starting')).toHaveLength(3);
});
