import { type Budgets, noBudgets } from '@contract/budgets.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const agent = { name: 'agent', command: '/bin/agent', accept: { by: 'hook' }, watcher: 'claude' } as const;
const run = (limits: Partial<Budgets['run']>): Budgets => ({
  ...noBudgets,
  run: { ...noBudgets.run, ...limits },
});
const each = (limits: Partial<Budgets['instance']>): Budgets => ({
  ...noBudgets,
  instance: { ...noBudgets.instance, ...limits },
});

const begin = async (budgets: Budgets): Promise<Stage> => {
  const stage = await openStage([agent]);
  await stage.must('budgets.set', budgets);
  await spawn(stage);
  return stage;
};
const spawn = (stage: Stage) =>
  stage.call('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
const use = (stage: Stage, id: string, tokens: number, more: object = {}): void =>
  stage.watchers.see(id, 'transcript', {
    event: 'used',
    session: id,
    used: {
      input: tokens,
      output: 0,
      cacheRead: 1_000_000,
      cacheWrite: 0,
      cost: null,
      model: null,
      context: null,
      contextWindow: null,
      ...more,
    },
  });
const reached = async (stage: Stage) => (await stage.must('view.get', {})).reached;
const stateOf = async (stage: Stage, message: string) =>
  (await stage.must('messages.get', { message })).state;

test('it warns at four fifths, and once the whole is used nothing is handed over and nobody spawned', async () => {
  const stage = await begin(run({ tokens: 100 }));
  use(stage, 'exec_1', 79);
  expect(await reached(stage), 'what came from a cache does not count').toEqual([]);
  use(stage, 'exec_1', 80);
  expect(await reached(stage)).toEqual([
    { scope: 'run', kind: 'tokens', state: 'warned', used: 80, limit: 100 },
  ]);
  use(stage, 'exec_1', 100);
  expect(await reached(stage)).toMatchObject([{ scope: 'run', kind: 'tokens', state: 'spent' }]);
  const message = await stage.must('messages.send', { to: 'exec_1', text: 'more' });
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
  expect(await stateOf(stage, message.id)).toBe('queued');
  expect(await spawn(stage)).toMatchObject({ ok: false, error: { code: 'limit_reached', field: 'budget' } });
});

test('a turn that is under way goes on when the budget is used up', async () => {
  const stage = await begin(run({ tokens: 10 }));
  await stage.must('instances.hook', { event: 'prompt', text: 'go' }, stage.as('exec_1'));
  use(stage, 'exec_1', 50);
  const view = await stage.must('view.get', {});
  expect(view.instances.exec_1?.state).toBe('busy');
  expect(stage.terminals.paneOf('exec_1').info.exit).toBeNull();
});

test('a budget that is raised lets waiting messages through', async () => {
  const stage = await begin(run({ tokens: 10 }));
  use(stage, 'exec_1', 10);
  await stage.must('messages.send', { to: 'exec_1', text: 'more' });
  await stage.must('budgets.set', run({ tokens: 1000 }));
  await stage.clock.advance(0);
  expect(await reached(stage)).toEqual([]);
  expect(stage.terminals.paneOf('exec_1').received[0]).toBe('paste:more');
});

test('a budget of each instance holds back that instance alone', async () => {
  const stage = await begin(each({ tokens: 10 }));
  expect(await spawn(stage)).toMatchObject({ ok: true });
  use(stage, 'exec_1', 10);
  await stage.must('messages.send', { to: 'exec_1', text: 'to one' });
  await stage.must('messages.send', { to: 'exec_2', text: 'to two' });
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
  expect(stage.terminals.paneOf('exec_2').received[0]).toBe('paste:to two');
});

test('minutes are counted by the clock, without a look in between', async () => {
  const stage = await begin(run({ minutes: 10 }));
  await stage.clock.advance(8 * 60_000 - 1);
  expect(await reached(stage)).toEqual([]);
  await stage.clock.advance(1);
  expect(await reached(stage)).toMatchObject([{ kind: 'minutes', state: 'warned' }]);
  await stage.clock.advance(2 * 60_000);
  expect(await reached(stage)).toMatchObject([{ kind: 'minutes', state: 'spent' }]);
});

test('where the agent tells no cost the table of prices does, and says so', async () => {
  const stage = await begin(run({ cost: 2 }));
  use(stage, 'exec_1', 200, { model: 'priced' });
  expect(await reached(stage)).toMatchObject([{ kind: 'cost', state: 'spent', used: 2 }]);
  const { used } = (await stage.must('view.get', {})).instances.exec_1 ?? {};
  expect(used?.exec_1).toMatchObject({ cost: 2, costBy: 'prices' });
});

test('what is used up is known to the next host, and a new run begins afresh', async () => {
  const stage = await begin(run({ tokens: 10 }));
  use(stage, 'exec_1', 10);
  const next = await stage.reborn();
  expect(await reached(next)).toMatchObject([{ scope: 'run', state: 'spent' }]);
  await next.must('instances.terminate', { id: 'exec_1' });
  await next.must('runs.start', { title: 'again' });
  expect(await reached(next)).toEqual([]);
  expect(await spawn(next)).toMatchObject({ ok: true });
});
