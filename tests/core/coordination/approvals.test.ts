import type { Wish } from '@contract/approvals.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const opened = async (approval: 'off' | 'managers' | 'all' = 'all'): Promise<Stage> => {
  const stage = await openStage();
  await stage.must('settings.set', {
    approval,
    recovery: { restart: 'off' },
    coordination: { planBeforeSpawn: false },
  });
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  return stage;
};
type Spawning = Partial<VerbInput<'instances.spawn'>>;
/** The executive's tool call, which may wait for the person. */
const wish = (stage: Stage, more: Spawning = {}) =>
  stage.call(
    'instances.spawn',
    { profile: 'hooked', role: 'manager', task: 'Lead the parser', ...more },
    stage.as('exec_1'),
  );
const waiting = async (stage: Stage): Promise<readonly Wish[]> => stage.must('approvals.list', {});
const first = async (stage: Stage): Promise<string> => {
  await stage.clock.advance(0);
  const [one] = await waiting(stage);
  if (one === undefined) throw new Error('nothing waits');
  return one.wish;
};
const ids = async (stage: Stage): Promise<string[]> =>
  Object.keys((await stage.must('view.get', {})).instances);
const told = (stage: Stage): string => stage.terminals.paneOf('exec_1').received.join('\n');

test('a wish shows what is wanted, nothing starts before the yes, and then the call is answered', async () => {
  const stage = await opened();
  const call = wish(stage, { model: undefined });
  await first(stage);
  expect(await waiting(stage)).toMatchObject([
    {
      by: 'exec_1',
      role: 'manager',
      parent: 'exec_1',
      profile: 'hooked',
      task: 'Lead the parser',
      branch: 'tutti/1/mgr_1_1',
      granted: false,
    },
  ]);
  expect(await ids(stage)).toEqual(['exec_1']);
  await stage.must('approvals.decide', { wish: await first(stage), yes: true });
  expect(await call).toMatchObject({ ok: true, value: { id: 'mgr_1_1', parent: 'exec_1' } });
  expect(await waiting(stage)).toEqual([]);
  expect((await stage.must('view.get', {})).approvals).toEqual([]);
});

test('a no gives its reason to the agent', async () => {
  const stage = await opened();
  const call = wish(stage);
  await stage.must('approvals.decide', { wish: await first(stage), yes: false, reason: 'too early' });
  expect(await call).toMatchObject({
    ok: false,
    error: { code: 'refused', message: 'the person said no: too early' },
  });
  expect(await ids(stage)).toEqual(['exec_1']);
});

test('a call that has waited long is told to go on, and the answer comes as a message', async () => {
  const stage = await opened();
  const call = wish(stage);
  await stage.clock.advance(50_000);
  expect(await call).toMatchObject({ ok: false, error: { code: 'timeout' } });
  await stage.must('approvals.decide', { wish: await first(stage), yes: true });
  await stage.clock.advance(1000);
  expect(await ids(stage)).toEqual(['exec_1', 'mgr_1_1']);
  expect(told(stage)).toContain('was granted: mgr_1_1 has been spawned');
});

test('an agent that asks again while it waits has one wish', async () => {
  const stage = await opened();
  const calls = [wish(stage), wish(stage)];
  await stage.must('approvals.decide', { wish: await first(stage), yes: true });
  const [one, other] = await Promise.all(calls);
  expect(one).toEqual(other);
  expect(await ids(stage)).toEqual(['exec_1', 'mgr_1_1']);
});

test('yes to all of this run grants what waits and what comes, until it is taken back', async () => {
  const stage = await opened();
  const calls = [wish(stage, { task: 'one' }), wish(stage, { task: 'two' })];
  await stage.must('approvals.decide', { wish: await first(stage), yes: true, all: true });
  for (const call of calls) expect(await call).toMatchObject({ ok: true });
  expect(await wish(stage, { task: 'three' })).toMatchObject({ ok: true });
  await stage.must('approvals.revoke', {});
  const late = wish(stage, { task: 'four' });
  await stage.must('approvals.decide', { wish: await first(stage), yes: false });
  expect(await late).toMatchObject({ ok: false });
  expect(await ids(stage)).toHaveLength(4);
});

test('managers alone: specialists come without a yes; the person’s own always do', async () => {
  const stage = await opened('managers');
  expect(await wish(stage, { role: 'specialist' })).toMatchObject({ ok: true });
  expect(
    await stage.call('instances.spawn', { profile: 'hooked', role: 'manager', parent: 'exec_1' }),
  ).toMatchObject({ ok: true });
  const call = wish(stage);
  expect(await waiting(stage)).toHaveLength(0);
  await stage.must('approvals.decide', { wish: await first(stage), yes: true });
  expect(await call).toMatchObject({ ok: true });
});

test('the person is not asked for what could not be', async () => {
  const stage = await opened();
  expect(await wish(stage, { profile: 'nobody' })).toMatchObject({ error: { code: 'profile_unknown' } });
  await stage.must('settings.set', {
    approval: 'all',
    coordination: { planBeforeSpawn: false },
    limits: { managers: 0 },
    recovery: { restart: 'off' },
  });
  expect(await wish(stage)).toMatchObject({ error: { code: 'limit_reached' } });
  expect(await waiting(stage)).toEqual([]);
});

test('what has become impossible since is told with its reason', async () => {
  const stage = await opened();
  const call = wish(stage);
  const asked = await first(stage);
  await stage.must('settings.set', {
    approval: 'all',
    coordination: { planBeforeSpawn: false },
    limits: { managers: 0 },
    recovery: { restart: 'off' },
  });
  await stage.must('approvals.decide', { wish: asked, yes: true });
  expect(await call).toMatchObject({ ok: false, error: { code: 'limit_reached' } });
  expect((await stage.must('view.get', {})).approvals).toEqual([]);
});

test('wishes outlive their host, and the answer comes as a message', async () => {
  const stage = await opened();
  void wish(stage);
  const asked = await first(stage);
  const next = await stage.reborn();
  expect(await waiting(next)).toMatchObject([{ wish: asked }]);
  await next.must('approvals.decide', { wish: asked, yes: false, reason: 'no' });
  await next.clock.advance(1000);
  expect(told(next)).toContain('came to nothing: the person said no: no');
});

test('a yes that a host did not live to carry out is carried out once by the next', async () => {
  const stage = await opened();
  void wish(stage);
  const asked = await first(stage);
  stage.store.commit([
    {
      kind: 'approval.granted',
      data: { wish: asked, by: 'exec_1' },
      actor: { kind: 'tutti' },
      run: 1,
      cause: null,
    },
  ]);
  const next = await stage.reborn();
  await next.clock.advance(0);
  expect(await ids(next)).toEqual(['exec_1', 'mgr_1_1']);
  const again = await next.reborn();
  await again.clock.advance(0);
  expect(await ids(again)).toEqual(['exec_1', 'mgr_1_1']);
});

test('the wishes of one that is terminated go with it', async () => {
  const stage = await opened();
  const call = wish(stage);
  await first(stage);
  await stage.must('instances.terminate', { id: 'exec_1' });
  expect(await call).toMatchObject({ ok: false, error: { message: 'exec_1 was terminated' } });
  expect(await waiting(stage)).toEqual([]);
});

test('only the person decides', async () => {
  const stage = await opened();
  void wish(stage);
  const asked = await first(stage);
  for (const verb of ['approvals.decide', 'approvals.list', 'approvals.revoke'] as const)
    expect(await stage.call(verb, { wish: asked, yes: true } as never, stage.as('exec_1'))).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
  expect(await stage.call('approvals.decide', { wish: 'wish_99', yes: true })).toMatchObject({
    ok: false,
    error: { code: 'not_found', field: 'wish' },
  });
});
