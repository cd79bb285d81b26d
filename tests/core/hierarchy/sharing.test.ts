// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const agent = { name: 'agent', command: '/bin/agent', args: ['${prompt}'], confirm: { expected: false } };
const careless = { name: 'careless', command: '/bin/agent', worktreeFiles: { '.agent/settings.json': '{}' } };

const folder = '/worktrees/1/mgr_1_1';
const branch = 'tutti/1/mgr_1_1';
const [first, second] = ['spec_1_1_1', 'spec_1_1_2'];

const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await settle();
};

/** An executive, a manager, and two specialists in the manager's worktree; the second spawned by the manager itself. */
const shared = async (): Promise<Stage> => {
  const stage = await openStage([agent, careless]);
  await stage.must('settings.set', {
    recovery: { restart: 'off' },
    coordination: { planBeforeSpawn: false },
  });
  const profile = 'agent';
  await stage.must('instances.spawn', { profile, role: 'executive' });
  await stage.must('instances.spawn', { profile, role: 'manager', parent: 'exec_1' });
  const spec = { profile, role: 'specialist', place: 'shared' } as const;
  await stage.must('instances.spawn', { ...spec, parent: 'mgr_1_1' });
  await stage.must('instances.spawn', spec, stage.as('mgr_1_1'));
  return stage;
};

const instances = async (stage: Stage) => (await stage.must('view.get', {})).instances;

test('a manager’s children work in its worktree, on its branch, and are told how', async () => {
  const stage = await shared();
  const all = await instances(stage);
  for (const id of [first, second]) expect(all[id]).toMatchObject({ cwd: folder, branch, state: 'ready' });
  expect([...stage.branches.worktrees.keys()]).toEqual(['1/exec_1', '1/mgr_1_1']);
  const prompt = stage.terminals.paneOf(first).spec.args.join(' ');
  expect(prompt).toContain(`Your branch: ${branch}, in the worktree of mgr_1_1`);
  expect(prompt).toContain('Lock each file with `lockFiles` before you change it');
  const own = stage.terminals.paneOf('mgr_1_1').spec.args.join(' ');
  expect(own).not.toContain('in the worktree of');
});

test.each([
  ['below an executive', { profile: 'agent', parent: 'exec_1' }, 'only a manager’s worktree is shared'],
  ['below nobody', { profile: 'agent' }, 'only a manager’s worktree is shared'],
  [
    'with a profile that writes there',
    { profile: 'careless', parent: 'mgr_1_1' },
    'careless keeps files of its own',
  ],
])('it is refused %s', async (_where, input, words) => {
  const stage = await shared();
  const refused = await stage.call('instances.spawn', { role: 'specialist', place: 'shared', ...input });
  expect(refused).toMatchObject({ ok: false, error: { code: 'refused', field: 'place' } });
  expect(refused.ok ? '' : refused.error.message).toContain(words);
});

test('each has its own locks: no change is a conflict between them, and no commit takes what another has locked', async () => {
  const stage = await shared();
  await stage.must('locks.acquire', { paths: ['src/a.ts'] }, stage.as(first));
  expect([...stage.worktreeWatches.watched.keys()]).toEqual(['/worktrees/1/exec_1', folder]);
  stage.worktreeWatches.write(folder, 'src/a.ts');
  expect(await stage.must('conflicts.list', {})).toEqual([]);
  const commit = { folder, paths: ['src/a.ts'] };
  expect(await stage.must('locks.check', commit, stage.as(first))).toEqual({ held: [], count: 0 });
  for (const id of [second, 'mgr_1_1'])
    expect(await stage.must('locks.check', commit, stage.as(id))).toMatchObject({
      held: [{ holder: first }],
      count: 1,
    });
  // Elsewhere a change to it is one, as ever.
  stage.worktreeWatches.write('/worktrees/1/exec_1', 'src/a.ts');
  expect(await stage.must('conflicts.list', {})).toMatchObject([{ id: 'exec_1', holder: first }]);
});

test('there is nothing of its own to merge, and its stand is its manager’s', async () => {
  const stage = await shared();
  stage.branches.commit(branch, { 'a.ts': 'a' });
  expect(await stage.call('merges.request', { id: first })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', remedy: 'Merge mgr_1_1.', field: 'id' },
  });
  expect((await instances(stage))[first]?.stand).toBeNull();
  await stage.must('merges.request', { id: 'mgr_1_1' });
  await quiet();
  expect((await stage.must('merges.list', {})).map(({ of, state }) => [of, state])).toEqual([
    ['mgr_1_1', 'merged'],
  ]);
});

test('what lies there is kept for the manager, when it and then the last of them has ended', async () => {
  const stage = await shared();
  stage.uncommitted.set('mgr_1_1', 1);
  stage.branches.uncommitted.set(folder, { 'b.ts': 'b' });
  const kept = async () => {
    await quiet();
    return (await stage.must('work.kept', {})).map(({ id }) => id);
  };
  await stage.must('instances.terminate', { id: first });
  expect(await kept()).toEqual([]);
  await stage.must('instances.terminate', { id: 'mgr_1_1', children: false });
  expect(await kept()).toEqual(['mgr_1_1']);
  expect([...stage.worktreeWatches.watched.keys()]).toContain(folder);
  stage.branches.uncommitted.set(folder, { 'b.ts': 'later' });
  const places = await stage.must('work.cleanable', {});
  expect(places.find(({ name }) => name === '1/mgr_1_1')).toMatchObject({
    removable: false,
    reason: `${second} works there`,
  });
  await stage.must('instances.terminate', { id: second });
  expect(await kept()).toEqual(['mgr_1_1', 'mgr_1_1']);
  expect([...stage.worktreeWatches.watched.keys()]).not.toContain(folder);
});

test('the worktree is set up once, for its manager', async () => {
  const stage = await shared();
  expect(stage.furnishing.asked.map(({ worktree }) => worktree)).toEqual(['/worktrees/1/exec_1', folder]);
});

test('a wish for one is carried out as it was asked for', async () => {
  const stage = await shared();
  await stage.must('settings.set', { approval: 'all', coordination: { planBeforeSpawn: false } });
  const asked = stage.call(
    'instances.spawn',
    { profile: 'agent', role: 'specialist', place: 'shared' },
    stage.as('mgr_1_1'),
  );
  await quiet();
  const [wish] = await stage.must('approvals.list', {});
  expect(wish).toMatchObject({ branch, shared: true });
  await stage.must('approvals.decide', { wish: wish?.wish ?? '', yes: true });
  expect(await asked).toMatchObject({ ok: true, value: { cwd: folder, branch } });
});

/** All three have ended; the manager's branch is the executive's still, so that its worktree may go. */
const ended = async (): Promise<Stage> => {
  const stage = await shared();
  await stage.must('instances.terminate', { id: 'mgr_1_1' });
  await quiet();
  return stage;
};

test('one that shares a worktree is not started again while that is being taken away', async () => {
  const stage = await ended();
  let goOn = (): void => undefined;
  stage.branches.beforeRemove = () =>
    new Promise<void>((resolve) => {
      goOn = resolve;
    });
  const cleaned = stage.must('work.clean', { names: ['1/mgr_1_1'] });
  const restarted = stage.call('instances.restart', { id: first });
  await quiet();
  expect((await instances(stage))[first]?.state).toBe('terminated');
  goOn();
  expect(await cleaned).toMatchObject([{ gone: true }]);
  expect(await restarted).toMatchObject({
    ok: false,
    error: { message: `the branch ${branch} is gone` },
  });
  expect((await instances(stage))[first]?.state).toBe('terminated');
  expect(stage.branches.worktrees.has('1/mgr_1_1')).toBe(false);
});

test('a clean-up that comes to nothing lets it start', async () => {
  const stage = await ended();
  stage.uncommitted.set('mgr_1_1', 1);
  const cleaned = stage.must('work.clean', { names: ['1/mgr_1_1'] });
  const restarted = stage.call('instances.restart', { id: first });
  expect(await cleaned).toMatchObject([{ gone: false, reason: '1 file is not committed' }]);
  expect(await restarted).toMatchObject({ ok: true, value: { cwd: folder, state: 'ready' } });
});

test('a worktree in which one that shares it is being started again stays', async () => {
  const stage = await ended();
  // Its worktree stands, and nothing has begun in it.
  let goOn = (): void => undefined;
  stage.branches.comeBack = () =>
    new Promise((resolve) => {
      goOn = () => resolve({ ok: true, value: false });
    });
  const restarted = stage.call('instances.restart', { id: first });
  await quiet();
  const cleaning = stage.must('work.clean', { names: ['1/mgr_1_1'] });
  await quiet();
  goOn();
  const [cleaned] = await cleaning;
  expect(cleaned).toMatchObject({ gone: false, reason: `${first} works there` });
  expect(await restarted).toMatchObject({ ok: true });
});
