import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { openStage, type Stage, timersAtRest } from '../../support/stage.ts';

const family = async (stage: Stage, confirm = false): Promise<void> => {
  const profile = 'hooked';
  await stage.must('instances.spawn', { profile, role: 'executive', confirm });
  await stage.must('instances.spawn', { profile, role: 'manager', parent: 'exec_1', confirm });
  await stage.must('instances.spawn', { profile, role: 'specialist', parent: 'mgr_1_1', confirm });
  if (!confirm) return;
  for (const id of ['exec_1', 'mgr_1_1', 'spec_1_1_1']) await confirmed(stage, id);
};
const confirmed = (stage: Stage, id: string): Promise<unknown> =>
  stage.must('instances.confirm', { nonce: stage.env(id).TUTTI_NONCE ?? '' }, stage.as(id));
const states = async (stage: Stage): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.values((await stage.must('view.get', {})).instances).map((one) => [one.id, one.state]),
  );
const pidOf = (stage: Stage, id: string): number => stage.terminals.paneOf(id).info.pid;

test('terminate ends the children first, whole process trees, and closes the panes', async () => {
  const stage = await openStage();
  await family(stage);
  for (const id of ['exec_1', 'mgr_1_1', 'spec_1_1_1']) stage.processes.add(pidOf(stage, id));
  const child = pidOf(stage, 'spec_1_1_1');
  stage.processes.add(9001, { parent: child, command: 'npm test' });
  stage.processes.add(9002, { parent: 1, marker: 'stage/1/spec_1_1_1/1', ignores: ['SIGTERM'] });
  stage.processes.add(9003, { parent: 1, marker: 'stage/1/spec_1_1_10/1' });
  stage.processes.add(9004, { parent: 1, marker: 'other/1/spec_1_1_1/1' });

  const ending = stage.call('instances.terminate', { id: 'mgr_1_1' });
  await stage.clock.advance(10_000);
  expect(await ending).toMatchObject({ ok: true });
  expect(await states(stage)).toEqual({ exec_1: 'ready', mgr_1_1: 'terminated', spec_1_1_1: 'terminated' });
  expect([...stage.processes.table.keys()].sort()).toEqual([pidOf(stage, 'exec_1'), 9003, 9004]);
  expect(stage.processes.signals.filter(({ pid }) => pid === 9002).map(({ signal }) => signal)).toEqual([
    'SIGTERM',
    'SIGKILL',
  ]);
  const order = stage.processes.signals.map(({ pid }) => pid);
  expect(order.indexOf(child)).toBeLessThan(order.lastIndexOf(9002) + 1);
  expect(stage.terminals.panes.size).toBe(1);
  expect(stage.clock.pending).toBe(timersAtRest);
});

test('a process that took the pid of a dead one is left alone', async () => {
  const stage = await openStage();
  await family(stage);
  stage.processes.add(pidOf(stage, 'spec_1_1_1'), { startTime: 'later' });
  await stage.must('instances.terminate', { id: 'spec_1_1_1' });
  expect(stage.processes.signals).toEqual([]);
});

test('terminate can leave the children, and an instance may not end itself or its betters', async () => {
  const stage = await openStage();
  await family(stage);
  await stage.must('instances.terminate', { id: 'mgr_1_1', children: false });
  expect(await states(stage)).toEqual({ exec_1: 'ready', mgr_1_1: 'terminated', spec_1_1_1: 'ready' });
  const itself = await stage.call('instances.terminate', { id: 'exec_1' }, stage.as('exec_1'));
  expect(itself).toMatchObject({ ok: false, error: { code: 'refused' } });
});

test('a terminated instance’s token is worth nothing', async () => {
  const stage = await openStage();
  await family(stage);
  const token = stage.env('spec_1_1_1').TUTTI_TOKEN ?? '';
  expect(stage.project.identify(token)).toEqual({ id: 'spec_1_1_1', run: 1 });
  await stage.must('instances.terminate', { id: 'spec_1_1_1' });
  expect(stage.project.identify(token)).toBeNull();
  await stage.must('instances.restart', { id: 'spec_1_1_1' });
  expect(stage.project.identify(token)).toBeNull();
  expect(stage.project.identify(stage.env('spec_1_1_1').TUTTI_TOKEN ?? '')).toEqual({
    id: 'spec_1_1_1',
    run: 1,
  });
});

test('a program that ends unasked has crashed, with how and its last lines, and what it left is an orphan', async () => {
  const stage = await openStage();
  await family(stage);
  stage.terminals.say('spec_1_1_1', 'Segmentation ');
  stage.processes.add(9001, { marker: 'stage/1/spec_1_1_1/1', command: 'node server.js' });
  stage.terminals.exit('spec_1_1_1', null, 'SIGSEGV', 'fault');
  await stage.clock.advance(0);
  expect(await stage.must('events.list', { kinds: ['terminal.gapped'] })).toEqual([]);
  const view = await stage.must('view.get', {});
  expect(view.instances.spec_1_1_1).toMatchObject({
    state: 'crashed',
    reason: 'its program ended (signal SIGSEGV)',
    evidence: expect.stringContaining('Segmentation fault'),
    exit: { status: null, signal: 'SIGSEGV' },
    pid: null,
    pane: null,
  });
  expect(view.orphans).toMatchObject([{ pid: 9001, command: 'node server.js', instance: '1/spec_1_1_1' }]);
  const ending = stage.call('orphans.end', { pid: 9001 });
  await stage.clock.advance(5000);
  expect(await ending).toEqual({ ok: true, value: [] });
});

test('the loss of the terminal server crashes everyone at once; restart all starts them, parents first, a few at a time', async () => {
  const stage = await openStage();
  await family(stage, true);
  await stage.must('settings.set', { limits: {}, restartTogether: 1 });
  stage.terminals.panes.clear();
  stage.terminals.listener?.lost('its process is gone');
  await stage.clock.advance(0);
  expect(await states(stage)).toEqual({ exec_1: 'crashed', mgr_1_1: 'crashed', spec_1_1_1: 'crashed' });
  expect((await stage.must('view.get', {})).terminals).toBe('lost');
  stage.terminals.listener?.restored();

  expect(await stage.must('instances.restartCrashed', {})).toEqual(['exec_1', 'mgr_1_1', 'spec_1_1_1']);
  for (const id of ['exec_1', 'mgr_1_1', 'spec_1_1_1']) {
    await stage.clock.advance(0);
    const now = await states(stage);
    expect(Object.values(now).filter((state) => state === 'confirming')).toHaveLength(1);
    expect(now[id]).toBe('confirming');
    await confirmed(stage, id);
  }
  expect(await states(stage)).toEqual({ exec_1: 'ready', mgr_1_1: 'ready', spec_1_1_1: 'ready' });
});

test('who was spawned without a confirmation is restarted without one, also where its profile expects it', async () => {
  const stage = await openStage();
  await family(stage);
  await stage.must('instances.restart', { id: 'exec_1' });
  expect((await states(stage)).exec_1).toBe('ready');
});

test('a restart in the middle of a crash is not undone by it', async () => {
  const stage = await openStage();
  await family(stage);
  stage.terminals.exit('spec_1_1_1', 1);
  await stage.must('instances.restart', { id: 'spec_1_1_1' });
  await stage.clock.advance(1000);
  expect((await states(stage)).spec_1_1_1).toBe('ready');
});

test('the new terminals are up although the evidence of the loss of the old ones comes late', async () => {
  const stage = await openStage();
  await family(stage);
  stage.terminals.listener?.lost('its process is gone');
  stage.terminals.listener?.restored();
  await stage.clock.advance(1000);
  expect((await stage.must('view.get', {})).terminals).toBe('up');
  expect((await states(stage)).exec_1).toBe('crashed');
});

test('a host that comes back adopts the living, and tells the dead and the missing', async () => {
  let stage = await openStage();
  await family(stage);
  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  const dead = stage.terminals.paneOf('mgr_1_1');
  dead.info = { ...dead.info, exit: { status: 3, signal: null } };
  stage.terminals.panes.delete(stage.terminals.paneOf('spec_1_1_1').info.pane);
  const before = (await stage.must('view.get', {})).seq;

  stage = await stage.reborn();
  expect(await states(stage)).toEqual({ exec_1: 'busy', mgr_1_1: 'crashed', spec_1_1_1: 'crashed' });
  const news = await stage.must('events.list', { after: before });
  expect(news.filter((event) => event.kind === 'terminal.gapped')).toHaveLength(2);
  expect(await stage.must('instances.read', { id: 'exec_1' })).toMatchObject({
    lines: [expect.stringContaining('captured')],
  });
  expect((await stage.must('view.get', {})).instances.mgr_1_1?.exit).toEqual({ status: 3, signal: null });
  expect(stage.project.identify(stage.env('exec_1').TUTTI_TOKEN ?? '')).toEqual({ id: 'exec_1', run: 1 });
});

test('an adopted instance that has not confirmed still may', async () => {
  let stage = await openStage();
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive' });
  const nonce = stage.env('exec_1').TUTTI_NONCE ?? '';
  stage = await stage.reborn();
  expect(await states(stage)).toEqual({ exec_1: 'confirming' });
  expect(await stage.must('instances.confirm', { nonce }, stage.as('exec_1'))).toMatchObject({
    state: 'ready',
  });
});

test('events are numbered without gaps, and a follower gets each once, the old ones first', async () => {
  const stage = await openStage();
  await family(stage);
  const seen: number[] = [];
  const stop = stage.project.followEvents(0, (events) => seen.push(...events.map((event) => event.seq)));
  await stage.must('instances.terminate', { id: 'exec_1' });
  stop();
  await stage
    .must('messages.send', { to: 'person', text: 'hello' }, stage.as('exec_1'))
    .catch(() => undefined);
  const { seq } = await stage.must('view.get', {});
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, at) => at + 1));
  expect(seen.length).toBeLessThanOrEqual(seq);
  expect(seen.length).toBeGreaterThan(8);
});

test('whoever is being made when its parent is ended is not started below it', async () => {
  const stage = await openStage();
  await family(stage);
  const spec = { profile: 'hooked', role: 'specialist', parent: 'mgr_1_1', confirm: false } as const;
  let ended: Promise<unknown> = Promise.resolve();
  stage.branches.beforePlace = async () => {
    stage.branches.beforePlace = () => undefined;
    await stage.must('instances.terminate', { id: 'mgr_1_1' });
  };
  const refused = { ok: false, error: { code: 'wrong_state', field: 'parent' } };
  expect(await stage.call('instances.spawn', spec)).toMatchObject(refused);
  expect(await states(stage)).toEqual({
    exec_1: 'ready',
    mgr_1_1: 'terminated',
    spec_1_1_1: 'terminated',
  });
  // Also while what runs of it is still being ended.
  await stage.must('instances.restart', { id: 'mgr_1_1' });
  stage.processes.add(9002, { parent: 1, marker: 'stage/1/mgr_1_1/2', ignores: ['SIGTERM'] });
  stage.branches.beforePlace = async () => {
    ended = stage.call('instances.terminate', { id: 'mgr_1_1' });
    await settle();
  };
  expect(await stage.call('instances.spawn', spec)).toMatchObject(refused);
  await stage.clock.advance(10_000);
  await ended;
  expect((await states(stage)).mgr_1_1).toBe('terminated');
  expect(Object.keys(await states(stage))).not.toContain('spec_1_1_2');
});
