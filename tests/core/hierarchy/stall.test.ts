import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const at60 = [{ ...hooked, stalledSeconds: 60 }];

const busyStage = async (): Promise<Stage> => {
  const stage = await openStage(at60);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  return stage;
};

const state = async (stage: Stage): Promise<string | undefined> =>
  (await stage.must('view.get', {})).instances.exec_1?.state;

const pidOf = async (stage: Stage): Promise<number> =>
  (await stage.must('view.get', {})).instances.exec_1?.pid ?? 0;

/** A step of the clock, in which the compiler below the agent uses so much of a core. */
const compile = async (stage: Stage, seconds: number, share: number): Promise<void> => {
  for (let step = 0; step < seconds / 5; step += 1) {
    stage.processes.cpu.set(901, (stage.processes.cpu.get(901) ?? 0) + 5000 * share);
    await stage.clock.advance(5000);
  }
};

const withCompiler = async (stage: Stage): Promise<void> => {
  const pid = await pidOf(stage);
  stage.processes.add(pid, { startTime: `t${pid}` });
  stage.processes.add(901, { parent: pid });
};

test('a busy instance that falls silent is stalled, and comes back with its next sign of life', async () => {
  const stage = await openStage(at60);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await stage.clock.advance(500_000);
  expect(await state(stage)).toBe('ready');
  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  await stage.clock.advance(50_000);
  stage.terminals.say('exec_1', 'reads a file\n');
  await stage.clock.advance(50_000);
  expect(await state(stage)).toBe('busy');
  await stage.clock.advance(70_000);
  expect(await state(stage)).toBe('stalled');
  stage.terminals.say('exec_1', 'writes a file\n');
  expect(await state(stage)).toBe('busy');
});

test('a long compile that prints nothing is no stall while its processes burn the processor', async () => {
  const stage = await busyStage();
  await withCompiler(stage);
  await compile(stage, 600, 0.9);
  expect(await state(stage)).toBe('busy');
  await compile(stage, 180, 0);
  expect(await state(stage)).toBe('stalled');
});

test('one that hangs with a spinner running is stalled: neither the spinner nor what it costs is a sign of life', async () => {
  const stage = await busyStage();
  await withCompiler(stage);
  const frames = ['⠋', '⠙', '⠹', '⠸'];
  for (let second = 0; second < 130; second += 1) {
    stage.screens.draw('1/exec_1', `${frames[second % 4]} Thinking... (${second}s · esc to interrupt)`);
    stage.processes.cpu.set(901, second * 50);
    await stage.clock.advance(1000);
  }
  expect(await state(stage)).toBe('stalled');
  stage.screens.draw('1/exec_1', '⠋ Thinking... (131s · esc to interrupt)');
  expect(await state(stage)).toBe('stalled');
  stage.screens.draw('1/exec_1', 'The tests pass.');
  expect(await state(stage)).toBe('busy');
});

test('a stalled one whose build begins to compile is at work again', async () => {
  const stage = await busyStage();
  await withCompiler(stage);
  await compile(stage, 120, 0);
  expect(await state(stage)).toBe('stalled');
  await compile(stage, 120, 0.9);
  expect(await state(stage)).toBe('busy');
});

test('processes are looked at only when it is about to be called stalled', async () => {
  const stage = await busyStage();
  for (let turn = 0; turn < 30; turn += 1) {
    await stage.clock.advance(20_000);
    stage.terminals.say('exec_1', `step ${'abcdefghijklmnopqrstuvwxyzäöüß'[turn]}\n`);
  }
  expect(stage.processes.cpuReads).toBe(0);
  await stage.clock.advance(61_000);
  expect(stage.processes.cpuReads).toBe(2);
});
