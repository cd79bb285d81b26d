import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServedRooms } from '../../../src-main/core/doors/served-rooms.ts';
import { openStage } from '../../support/stage.ts';
import { until } from '../../support/until.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

/** The command line with the rooms of a project behind it. */
const withStage = async () => {
  const stage = await openStage();
  const host = await world.startHost();
  host.rooms.call = ((caller, verb, input) =>
    stage.project.call(caller, verb as never, input as never)) as ServedRooms['call'];
  host.rooms.follow = ((
    _caller: unknown,
    _stream: unknown,
    input: { after: number },
    sink: { item(events: unknown): void },
  ) =>
    ok({
      ack: () => {},
      cancel: stage.project.followEvents(input.after, (events) => sink.item(events)),
    })) as unknown as ServedRooms['follow'];
  return stage;
};

const words = ['run', 'api-service', '--goal', 'a library of books', '--agent', 'hooked'];

test('the templates are listed with what they ask', async () => {
  await withStage();
  const { code, out } = await world.tutti(['run', '--list']);
  expect(code).toBe(0);
  expect(out).toContain('data-pipeline  comes with Tutti');
  expect(out).toContain('--var source=…  Where does the data come from? an answer is needed');
  expect(out).toContain('(PostgreSQL, SQLite, MySQL) usually PostgreSQL');
});

test('a run of a template, with answers, budget and approval', async () => {
  const stage = await withStage();
  const { code, out } = await world.tutti([
    ...words,
    '--var',
    'stack=Go, chi',
    '--var',
    'style=gRPC',
    '--budget-cost',
    '2.50',
    '--approval',
    'managers',
    '--title',
    'Books',
    '--max-managers',
    '7',
    '--max-children',
    '3',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('run 1  Books\nexec_1 confirming, 3 parts, 6 tasks\n');
  const view = await stage.must('view.get', {});
  expect(view.plan?.goal).toContain('An API service (gRPC) in Go, chi: a library of books');
  expect([view.budgets.run.cost, view.settings.approval]).toEqual([2.5, 'managers']);
  expect(view.settings.limits).toMatchObject({ managers: 7, childrenEach: 3 });
});

test('a goal from the standard input, without a template', async () => {
  const stage = await withStage();
  const { code } = await world.tutti(['run', '--goal', '-', '--agent', 'hooked', '--json'], {
    stdin: 'Faster\n',
  });
  expect(code).toBe(0);
  expect((await stage.must('view.get', {})).run?.title).toBe('Faster');
});

test.each([
  [['run', '--agent', 'hooked'], '--goal is missing'],
  [['run', 'rocket', '--goal', 'g', '--agent', 'hooked'], 'no template is named rocket'],
  [['run', '--goal', 'g', '--agent', 'hooked', '--var', 'nothing'], 'It is an answer, such as'],
  [['run', '--goal', 'g'], 'nothing says with which profile'],
])('%j is refused with what to do', async (line, says) => {
  await withStage();
  const { code, err } = await world.tutti(line);
  expect(code).not.toBe(0);
  expect(err).toContain(says);
});

test('--wait tells how far it is, and ends with the executive', async () => {
  const stage = await withStage();
  const { printed, ended } = await world.begin([...words, '--no-confirm', '--wait']);
  await until('it is ready', () => printed.out.includes('exec_1 ready · 1 live · 0 of 6 tasks done'));
  await stage.must('instances.reportProgress', { summary: 'all merged', done: true }, stage.as('exec_1'));
  expect(await ended).toBe(0);
  expect(printed.out).toContain('exec_1 done · 1 live · 0 of 6 tasks done · all merged\n');
});

test('--wait of one that is terminated is no success', async () => {
  const stage = await withStage();
  const { printed, ended } = await world.begin([...words, '--wait', '--json']);
  await until(
    'it is launched',
    () => stage.store.view().run !== null && stage.store.view().instances.exec_1?.state === 'confirming',
  );
  await stage.must('instances.terminate', { id: 'exec_1' });
  expect(await ended).toBe(1);
  expect(JSON.parse(printed.out)).toMatchObject({ run: { run: 1 }, outcome: 'ended' });
});

test('Ctrl C leaves the run on', async () => {
  const stage = await withStage();
  const { printed, ended, interrupt } = await world.begin([...words, '--wait']);
  await until('it is told', () => printed.out.includes('exec_1 confirming ·'));
  interrupt();
  expect(await ended).toBe(1);
  expect(printed.out).toContain('The run goes on.');
  expect((await stage.must('view.get', {})).run?.endedAt).toBeNull();
});
