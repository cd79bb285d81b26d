import { needsYou } from '@contract/attention.ts';
import { noBudgets } from '@contract/budgets.ts';
import type { Instance } from '@contract/instances.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const recovering = (profiles = [hooked]): Promise<Stage> => openStage(profiles, 0, true);
const confirm = (stage: Stage, id: string): Promise<unknown> =>
  stage.must('instances.confirm', { nonce: stage.env(id).TUTTI_NONCE ?? '' }, stage.as(id));
const one = async (stage: Stage, id = 'exec_1'): Promise<Instance> => {
  const found = (await stage.must('view.get', {})).instances[id];
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
/** One executive at work; its program is long past its start. */
const atWork = async (stage: Stage): Promise<void> => {
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', task: 'Lead' });
  await confirm(stage, 'exec_1');
  await stage.clock.advance(20_000);
};
const crash = async (stage: Stage, status: number | null = 1, signal: string | null = null) => {
  stage.terminals.exit('exec_1', status, signal);
  await stage.clock.advance(0);
};

test('what crashes at work is started again after a second, visibly, and goes on', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage, null, 'SIGKILL');
  const planned = await one(stage);
  expect(planned).toMatchObject({
    state: 'crashed',
    reason: 'its program ended (signal SIGKILL); restarts in 1 s, attempt 1 of 3',
    recovery: { at: stage.clock.now() + 1000 },
  });
  expect(needsYou(planned), 'it needs nobody').toBe(false);
  await stage.clock.advance(1000);
  expect(await one(stage)).toMatchObject({ state: 'confirming', incarnation: 2, recovery: { at: null } });
  await confirm(stage, 'exec_1');
  expect(await one(stage)).toMatchObject({ state: 'ready' });
  const events = await stage.must('events.list', { kinds: ['instance.changed'] });
  const started = events.find((event) => event.kind === 'instance.changed' && event.data.to === 'starting');
  expect(started?.actor).toEqual({ kind: 'tutti' });
});

test('after three restarts in ten minutes it waits for the person, and says so', async () => {
  const stage = await recovering();
  await atWork(stage);
  for (const waitMs of [1000, 5000, 30_000]) {
    await crash(stage);
    await stage.clock.advance(waitMs - 1);
    expect((await one(stage)).state).toBe('crashed');
    await stage.clock.advance(1);
    await confirm(stage, 'exec_1');
    expect((await one(stage)).state).toBe('ready');
    await stage.clock.advance(15_000);
  }
  await crash(stage);
  const given = await one(stage);
  expect(given.reason).toBe('crashed 4 times in 10 minutes: its program ended (exit 1)');
  expect(needsYou(given)).toBe(true);
  await stage.clock.advance(600_000);
  expect((await one(stage)).incarnation).toBe(4);
  await stage.must('instances.restart', { id: 'exec_1' });
  await confirm(stage, 'exec_1');
  await stage.clock.advance(20_000);
  await crash(stage);
  expect((await one(stage)).reason, 'who starts it by hand begins the count anew').toContain(
    'attempt 1 of 3',
  );
});

test('restarts that lie further back than ten minutes do not count', async () => {
  const stage = await recovering();
  await atWork(stage);
  for (let at = 0; at < 5; at++) {
    await crash(stage);
    expect((await one(stage)).reason).toContain('attempt 1 of 3');
    await stage.clock.advance(1000);
    await confirm(stage, 'exec_1');
    await stage.clock.advance(601_000);
  }
});

test('a restart that fails is an attempt, too', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage);
  stage.terminals.refuseOpen = 'no such program';
  await stage.clock.advance(1000);
  expect((await one(stage)).reason).toBe('no such program; restarts in 5 s, attempt 2 of 3');
  stage.terminals.refuseOpen = null;
  await stage.clock.advance(5000);
  expect((await one(stage)).state).toBe('confirming');
});

test('the person calls it off by terminating it', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage);
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.clock.advance(60_000);
  expect(await one(stage)).toMatchObject({ state: 'terminated', incarnation: 1, recovery: { at: null } });
});

const untouched: readonly [string, (stage: Stage) => Promise<void>][] = [
  ['it ended well', (stage) => crash(stage, 0)],
  [
    'it had finished its task',
    async (stage) => {
      await stage.must('instances.reportProgress', { summary: 'all of it', done: true }, stage.as('exec_1'));
      await crash(stage);
    },
  ],
  [
    'the person had just typed into it',
    async (stage) => {
      await stage.must('instances.type', { id: 'exec_1', bytes: new TextEncoder().encode('\x03') });
      await crash(stage, 130);
    },
  ],
  [
    'its budget is spent',
    async (stage) => {
      await stage.must('budgets.set', { ...noBudgets, instance: { tokens: null, cost: null, minutes: 1 } });
      await stage.clock.advance(60_000);
      await crash(stage);
    },
  ],
  [
    'the setting is off',
    async (stage) => {
      await stage.must('settings.set', { recovery: { restart: 'off' } });
      await crash(stage);
    },
  ],
];

test.each(untouched)('it is left to the person where %s', async (_why, end) => {
  const stage = await recovering();
  await atWork(stage);
  await end(stage);
  await stage.clock.advance(120_000);
  expect(await one(stage)).toMatchObject({ state: 'crashed', incarnation: 1, recovery: { at: null } });
});

test('a bare shell that ends is nobody at work', async () => {
  const stage = await recovering([{ name: 'shell', command: '/bin/sh', confirm: { expected: false } }]);
  await stage.must('instances.spawn', { profile: 'shell', role: 'executive' });
  await stage.clock.advance(20_000);
  await crash(stage, 2);
  await stage.clock.advance(60_000);
  expect((await one(stage)).state).toBe('crashed');
});

test('what ended while no host looked waits for the person', async () => {
  const stage = await recovering();
  await atWork(stage);
  stage.terminals.listener = null;
  stage.terminals.exit('exec_1', 1);
  const next = await stage.reborn();
  await next.clock.advance(120_000);
  expect(await one(next)).toMatchObject({ state: 'crashed', incarnation: 1 });
});

test('a restart that was planned outlives its host, where that is soon back', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage);
  const next = await stage.reborn();
  await next.clock.advance(1000);
  expect(await one(next)).toMatchObject({ state: 'confirming', incarnation: 2 });
});

test('a restart that was due while no host ran for long is not made behind the person’s back', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage);
  const planned = await one(stage);
  stage.terminals.listener = null;
  await stage.project.stop();
  await stage.clock.advance(3_600_000);
  const next = await stage.reborn();
  await next.clock.advance(120_000);
  expect(await one(next)).toMatchObject({ state: 'crashed', recovery: { at: null } });
  expect(planned.recovery.at).not.toBeNull();
  expect(needsYou(await one(next))).toBe(true);
});

test('the lost terminal server’s are offered to be resumed, and not all restarted', async () => {
  const stage = await recovering();
  await atWork(stage);
  stage.terminals.listener?.lost('the tmux server ended');
  await stage.clock.advance(120_000);
  expect(await one(stage)).toMatchObject({ state: 'crashed', incarnation: 1 });
});

test('its unread messages come to it after the restart', async () => {
  const stage = await recovering();
  await atWork(stage);
  await crash(stage);
  const message = await stage.must('messages.send', { to: 'exec_1', text: 'after all' });
  await stage.clock.advance(1000);
  await confirm(stage, 'exec_1');
  await stage.clock.advance(1000);
  expect(stage.terminals.paneOf('exec_1').received.join()).toContain('after all');
  expect((await stage.must('messages.get', { message: message.id })).to).toBe('exec_1');
});
