import type { EventKind, TuttiEvent } from '@contract/events.ts';
import { awaitedOf } from '@contract/shutdowns.ts';
import type { View } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage, timersAtRest } from '../../support/stage.ts';

const folderOf = (id: string): string => `/worktrees/1/${id}`;
const everyone = ['exec_1', 'mgr_1_1', 'spec_1_1_1', 'spec_1_1_2'];

/** An executive, its manager and two specialists, all idle. */
const family = async (): Promise<Stage> => {
  const stage = await openStage();
  const profile = 'hooked';
  const confirm = false;
  await stage.must('instances.spawn', { profile, role: 'executive', confirm });
  await stage.must('instances.spawn', { profile, role: 'manager', parent: 'exec_1', confirm });
  await stage.must('instances.spawn', { profile, role: 'specialist', parent: 'mgr_1_1', confirm });
  await stage.must('instances.spawn', { profile, role: 'specialist', parent: 'mgr_1_1', confirm });
  return stage;
};

/** It has written a file, and has not committed it. */
const writes = (stage: Stage, id: string): void => {
  stage.uncommitted.set(id, 1);
  stage.worktreeWatches.write(folderOf(id), 'a.ts');
};
const commits = async (stage: Stage, id: string): Promise<void> => {
  stage.uncommitted.delete(id);
  stage.worktreeWatches.look(folderOf(id), { settled: ['a.ts'] });
  await stage.clock.advance(0);
};

const viewOf = ({ store }: Stage): View => store.view();
const states = (stage: Stage): string[] => Object.values(viewOf(stage).instances).map(({ state }) => state);
const awaited = (stage: Stage): string[] =>
  awaitedOf(viewOf(stage)).map(({ id, why, changed }) => `${id} ${why} ${changed}`);
type DataOf<K extends EventKind> = Extract<TuttiEvent, { kind: K }>['data'];
const last = <K extends EventKind>({ store }: Stage, kind: K): DataOf<K> => {
  const events = store.events({ after: 0, limit: 5000, newest: false });
  const found = events.findLast((event) => event.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  // It is of that kind: TypeScript can't follow a generic through the union.
  return found.data as DataOf<K>;
};
const textsTo = ({ store }: Stage, to: string): string[] =>
  store
    .events({ after: 0, limit: 5000, newest: false })
    .flatMap((event) => (event.kind === 'message.stored' && event.data.to === to ? [event.data.text] : []));

test('all are told; it ends once the last has committed, children before parents, and says that nothing is left', async () => {
  const stage = await family();
  writes(stage, 'spec_1_1_1');
  const begun = await stage.must('runs.shutdown', { seconds: 60, reason: 'evening' });
  expect(begun).toMatchObject({
    ids: everyone,
    by: 'person',
    state: 'waiting',
    awaited: [{ id: 'spec_1_1_1', why: 'not committed', changed: 1 }],
  });
  for (const id of everyone) expect(textsTo(stage, id)[0]).toContain('Commit everything in your worktree');
  expect(
    viewOf(stage)
      .messages.flat()
      .every(({ priority }) => priority === 'urgent'),
  ).toBe(true);
  expect(stage.terminals.paneOf('spec_1_1_1').received.join()).toContain('Shutdown by the person (evening)');

  await stage.must('instances.reportProgress', { summary: 'half done', done: true }, stage.as('spec_1_1_1'));
  expect(awaited(stage)).toEqual(['spec_1_1_1 not committed 1']);
  await commits(stage, 'spec_1_1_1');
  await stage.clock.advance(20_000);

  expect(last(stage, 'shutdown.ending')).toEqual({ why: 'saved', unsaved: [] });
  expect(last(stage, 'shutdown.finished')).toEqual({ ended: everyone, left: [] });
  expect(viewOf(stage).shutdown).toBeNull();
  const ended = stage.store
    .events({ after: 0, limit: 5000, newest: false })
    .flatMap(({ kind, data }) => (kind === 'instance.changed' && data.to === 'terminated' ? [data.id] : []));
  expect(ended.slice(0, 2).toSorted()).toEqual(['spec_1_1_1', 'spec_1_1_2']);
  expect(ended.slice(2)).toEqual(['mgr_1_1', 'exec_1']);
  expect(textsTo(stage, 'person').at(-1)).toContain('4 instances ended. Everything is committed.');
  expect(stage.clock.pending).toBe(timersAtRest);
});

test('one that never saves is ended when the time is up, and what it left is named', async () => {
  const stage = await family();
  writes(stage, 'spec_1_1_1');
  writes(stage, 'spec_1_1_2');
  await stage.must('runs.shutdown', { id: 'mgr_1_1', seconds: 60 }, stage.as('exec_1'));
  await commits(stage, 'spec_1_1_2');
  await stage.clock.advance(59_000);
  expect(states(stage)).not.toContain('terminated');
  await stage.clock.advance(20_000);
  expect(last(stage, 'shutdown.ending')).toEqual({ why: 'time', unsaved: ['spec_1_1_1'] });
  expect(last(stage, 'shutdown.finished').left).toEqual([
    {
      id: 'spec_1_1_1',
      folder: folderOf('spec_1_1_1'),
      branch: 'tutti/1/spec_1_1_1',
      files: 1,
      trouble: null,
    },
  ]);
  expect(states(stage)).toEqual(['ready', 'terminated', 'terminated', 'terminated']);
  for (const to of ['exec_1', 'person'])
    expect(textsTo(stage, to).at(-1)).toContain(
      `spec_1_1_1: 1 file not committed in ${folderOf('spec_1_1_1')}`,
    );
});

test('git has the last word on what is saved, and a worktree that is gone is told as such', async () => {
  const stage = await family();
  stage.uncommitted.set('spec_1_1_1', 2);
  stage.uncommitted.set('spec_1_1_2', 'gone');
  await stage.must('runs.shutdown', { seconds: 60 });
  await stage.clock.advance(5_000);
  expect(awaited(stage)).toEqual([]);
  expect(viewOf(stage).shutdown?.state).toBe('waiting');
  stage.uncommitted.delete('spec_1_1_1');
  await stage.clock.advance(20_000);
  expect(last(stage, 'shutdown.ending').why).toBe('saved');
  expect(last(stage, 'shutdown.finished').left).toMatchObject([
    { id: 'spec_1_1_2', files: null, trouble: expect.stringContaining('is gone') },
  ]);
});

test('it can be called off while it waits, by who began it or the person, and not while it ends', async () => {
  const stage = await family();
  writes(stage, 'spec_1_1_1');
  await stage.must('runs.shutdown', { seconds: 60 });
  expect(await stage.call('runs.shutdown', {})).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  const refused = await stage.call('runs.cancelShutdown', {}, stage.as('exec_1'));
  expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
  await stage.must('runs.cancelShutdown', {});
  expect(textsTo(stage, 'spec_1_1_1').at(-1)).toContain('was called off');
  await stage.clock.advance(120_000);
  expect(states(stage)).toEqual(['ready', 'ready', 'ready', 'ready']);

  await stage.must('runs.shutdown', { id: 'spec_1_1_1', seconds: 60 }, stage.as('mgr_1_1'));
  await stage.must('runs.cancelShutdown', {}, stage.as('exec_1'));
  for (const id of everyone)
    stage.processes.add(stage.terminals.paneOf(id).info.pid, { ignores: ['SIGTERM'] });
  await stage.must('runs.shutdown', { seconds: 0 });
  const late = await stage.call('runs.cancelShutdown', {});
  expect(late).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  await stage.clock.advance(60_000);
  expect(new Set(states(stage))).toEqual(new Set(['terminated']));
  expect(textsTo(stage, 'exec_1').filter((text) => text.startsWith('Shutdown by'))).toHaveLength(1);
});

test('an instance shuts down what is below it alone, and nothing is spawned into it meanwhile', async () => {
  const stage = await family();
  writes(stage, 'spec_1_1_1');
  const specialist = await stage.call('runs.shutdown', {}, stage.as('spec_1_1_1'));
  expect(specialist).toMatchObject({ ok: false, error: { code: 'refused' } });
  for (const id of ['exec_1', 'mgr_1_1']) {
    const above = await stage.call('runs.shutdown', { id }, stage.as('mgr_1_1'));
    expect(above).toMatchObject({ ok: false, error: { code: 'refused' } });
  }
  const begun = await stage.must('runs.shutdown', { seconds: 60 }, stage.as('exec_1'));
  expect(begun).toMatchObject({ by: 'exec_1', top: null, ids: everyone.slice(1) });
  const terms = { profile: 'hooked', role: 'specialist', confirm: false } as const;
  const inside = await stage.call('instances.spawn', { ...terms, parent: 'mgr_1_1' });
  expect(inside).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'parent' } });
  expect(await stage.call('instances.spawn', { ...terms, parent: 'exec_1' })).toMatchObject({ ok: true });
  await stage.clock.advance(90_000);
  expect(states(stage)).toEqual(['ready', 'terminated', 'terminated', 'terminated', 'ready']);
});

test('the next host goes on with it, to the same moment', async () => {
  const stage = await family();
  writes(stage, 'spec_1_1_1');
  await stage.must('runs.shutdown', { seconds: 60 });
  await stage.clock.advance(50_000);
  const next = await stage.reborn();
  writes(next, 'spec_1_1_1');
  await next.clock.advance(9_000);
  expect(viewOf(next).shutdown?.state).toBe('waiting');
  await next.clock.advance(20_000);
  expect(new Set(states(next))).toEqual(new Set(['terminated']));
  expect(last(next, 'shutdown.finished').left).toMatchObject([{ id: 'spec_1_1_1', files: 1 }]);
});

test('one that died while it was ending them is followed by one that ends the others', async () => {
  const stage = await family();
  for (const id of everyone)
    stage.processes.add(stage.terminals.paneOf(id).info.pid, { ignores: ['SIGTERM'] });
  await stage.must('runs.shutdown', { seconds: 0 });
  expect(viewOf(stage).shutdown?.state).toBe('ending');
  const next = await stage.reborn();
  await next.clock.advance(60_000);
  expect(new Set(states(next))).toEqual(new Set(['terminated']));
  expect(last(next, 'shutdown.finished').ended).toEqual(everyone);
  expect(viewOf(next).shutdown).toBeNull();
});
