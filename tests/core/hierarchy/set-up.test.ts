import { fail, ok } from '@contract/result.ts';
import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const plain = { name: 'plain', command: '/bin/plain', confirm: { expected: false } };

const opened = async (worktrees: { copy?: string[]; link?: string[]; setup?: string }): Promise<Stage> => {
  const stage = await openStage([hooked, plain]);
  await stage.must('settings.set', { worktrees, recovery: { restart: 'off' } });
  return stage;
};

const spawn = (stage: Stage, more: { place?: 'repository' } = {}) =>
  stage.call('instances.spawn', { profile: 'plain', role: 'executive', task: 'Lead', ...more });

const exec = async (stage: Stage) => {
  const found = (await stage.must('view.get', {})).instances.exec_1;
  if (found === undefined) throw new Error('no exec_1');
  return found;
};

const last = (stage: Stage) => {
  const found = stage.furnishing.running.at(-1);
  if (found === undefined) throw new Error('no set-up runs');
  return found;
};

test('files are placed before the program starts, and what was not there is told', async () => {
  const stage = await opened({ copy: ['.env'], link: ['node_modules'] });
  stage.furnishing.answer = ok({ copied: 1, linked: 1, notes: ['.env.local is not in your checkout'] });
  await spawn(stage);
  expect(stage.furnishing.asked).toMatchObject([
    { worktree: '/worktrees/1/exec_1', wish: { copy: ['.env'], link: ['node_modules'] } },
  ]);
  expect(await exec(stage)).toMatchObject({
    state: 'ready',
    setUp: { state: 'done', copied: 1, linked: 1, notes: ['.env.local is not in your checkout'] },
  });
});

test('the command runs first: the spawn answers at once, and says what is going on', async () => {
  const stage = await opened({ setup: 'npm ci' });
  const answered = await spawn(stage);
  expect(answered).toMatchObject({
    ok: true,
    value: { state: 'starting', reason: 'its worktree is being set up: npm ci' },
  });
  expect(stage.terminals.panes.size).toBe(0);
  const { wish, end } = last(stage);
  expect(wish).toMatchObject({ folder: '/worktrees/1/exec_1', command: 'npm ci', timeoutMs: 900_000 });
  expect(wish.env).toMatchObject({ TUTTI_INSTANCE: 'stage/1/exec_1/1' });
  end('passed', 'added 12 packages\n');
  await settle();
  expect(await exec(stage)).toMatchObject({ state: 'ready', setUp: { state: 'done', command: 'npm ci' } });
  const { report } = await stage.must('instances.setUp', { id: 'exec_1' });
  expect(report).toMatchObject({
    check: { outcome: 'passed', output: 'added 12 packages\n' },
    trouble: null,
  });
});

test('a command that fails keeps the program from starting; a restart begins it anew, as it is set by then', async () => {
  const stage = await opened({ setup: 'npm ci' });
  await spawn(stage);
  last(stage).end('failed', 'no such package\n');
  await settle();
  expect(await exec(stage)).toMatchObject({
    state: 'crashed',
    reason: 'its set-up (npm ci) failed',
    evidence: 'no such package\n',
    setUp: { state: 'failed' },
  });
  expect(stage.terminals.panes.size).toBe(0);
  await stage.must('settings.set', { worktrees: { setup: 'npm install' }, recovery: { restart: 'off' } });
  await stage.must('instances.restart', { id: 'exec_1' });
  expect(last(stage).wish.command).toBe('npm install');
  last(stage).end('passed');
  await settle();
  expect(await exec(stage)).toMatchObject({ state: 'ready', setUp: { state: 'done' } });
});

test('what was done once is not done again', async () => {
  const stage = await opened({ setup: 'npm ci' });
  await spawn(stage);
  last(stage).end('passed');
  await settle();
  stage.terminals.exit('exec_1', 1);
  await stage.clock.advance(0);
  await stage.must('instances.restart', { id: 'exec_1' });
  expect(stage.furnishing.running).toHaveLength(1);
  expect(await exec(stage)).toMatchObject({ state: 'ready', incarnation: 2 });
});

test('one that is ended while it is set up ends, and its command with it', async () => {
  const stage = await opened({ setup: 'npm ci' });
  await spawn(stage);
  await stage.must('instances.terminate', { id: 'exec_1' });
  expect(last(stage).wish.signal.aborted).toBe(true);
  expect(await exec(stage)).toMatchObject({ state: 'terminated', setUp: { state: 'failed' } });
});

test('a host that ends in the middle leaves what its next tells, and a restart begins anew', async () => {
  const stage = await opened({ setup: 'npm ci' });
  await spawn(stage);
  stage.processes.table.set(77, {
    ...{ pid: 77, parent: 1, startTime: 't77', command: 'npm ci', marker: 'stage/1/exec_1/1' },
  });
  const next = await stage.reborn();
  expect(await exec(next)).toMatchObject({
    state: 'crashed',
    reason: 'its host ended while its worktree was being set up: a restart begins that anew',
    setUp: { state: 'failed' },
  });
  await next.clock.advance(100);
  expect((await next.processes.list()).map(({ pid }) => pid)).not.toContain(77);
  await next.must('instances.restart', { id: 'exec_1' });
  last(next).end('passed');
  await settle();
  expect(await exec(next)).toMatchObject({ state: 'ready', setUp: { state: 'done' } });
});

test('where files can’t be placed the program is not started', async () => {
  const stage = await opened({ copy: ['.env'] });
  stage.furnishing.answer = fail('disk_full', 'the disk is full', 'Make room.');
  expect(await spawn(stage)).toMatchObject({ ok: false });
  expect(await exec(stage)).toMatchObject({ state: 'crashed', reason: 'the disk is full' });
});

test('in the person’s own checkout nothing is set up, and where nothing is asked for nothing is told', async () => {
  const own = await opened({ setup: 'npm ci' });
  await spawn(own, { place: 'repository' });
  expect(own.furnishing.asked).toEqual([]);
  const quiet = await opened({});
  await spawn(quiet);
  expect(await exec(quiet)).toMatchObject({ state: 'ready', setUp: null });
  expect(await quiet.must('events.list', { kinds: ['instance.settingUp', 'instance.setUp'] })).toEqual([]);
});

test('what a worktree lacks is told also where nothing was asked for', async () => {
  const stage = await opened({});
  stage.furnishing.answer = ok({ copied: 0, linked: 0, notes: ['submodules are empty'] });
  await spawn(stage);
  expect(await exec(stage)).toMatchObject({ state: 'ready', setUp: { notes: ['submodules are empty'] } });
});

test.each([
  [{ copy: ['/etc/passwd'] }, 'worktrees.copy'],
  [{ copy: ['.env', '../other/.env'] }, 'worktrees.copy'],
  [{ link: ['~/secrets'] }, 'worktrees.link'],
  [{ link: ['a/.git/config'] }, 'worktrees.link'],
  [{ copy: ['**'] }, 'worktrees.copy'],
  [{ setup: 'a\0b' }, 'worktrees.setup'],
])('a setting that leads out, or is none, is refused by its field: %j', async (worktrees, field) => {
  const { callVerb } = await import('../../../src-main/core/doors/call-verb.ts');
  const stage = await openStage();
  const caller = { kind: 'person', door: 'cli', readOnly: false } as const;
  const result = await callVerb(stage.project as never, caller, 'settings.set', { worktrees }, stage.log);
  expect(result).toMatchObject({ ok: false, error: { code: 'bad_input', field } });
});

test('what it prints is read while it runs: bounded, three times a second at most, and in no event', async () => {
  const stage = await opened({ setup: 'npm ci' });
  await spawn(stage);
  const { wish, end } = last(stage);
  const read = (seen?: number) =>
    stage.must('instances.setUp', { id: 'exec_1', ...(seen === undefined ? {} : { seen }) });
  expect(await read()).toMatchObject({ report: null, live: { output: '', printed: 0 } });
  const told = async () =>
    (await stage.must('events.list', {})).filter(({ kind }) => kind.startsWith('instance.set')).length;
  const before = await told();
  wish.heard?.('added 12 packages\n');
  expect((await read()).live).toEqual({ output: 'added 12 packages\n', printed: 18 });

  let answers = 0;
  const follow = async (seen: number): Promise<number> => {
    const { live } = await read(seen);
    answers += 1;
    return live?.printed ?? 0;
  };
  const first = follow(0);
  await settle();
  expect(answers).toBe(0);
  await stage.clock.advance(300);
  expect(await first).toBe(18);
  // One that has seen all waits for more, and is answered when it comes.
  const second = follow(18);
  await stage.clock.advance(5000);
  expect(answers).toBe(1);
  wish.heard?.('x'.repeat(30_000));
  expect(await second).toBe(30_018);
  expect((await read()).live?.output).toBe('x'.repeat(20_000));
  expect(await told()).toBe(before);

  // Nothing more comes for a long time: it is answered all the same. When it is over, at once.
  const third = follow(30_018);
  await stage.clock.advance(20_000);
  expect(await third).toBe(30_018);
  const fourth = read(30_018);
  await settle();
  end('passed', 'the end\n');
  expect(await fourth).toMatchObject({ setUp: { state: 'done' }, report: { trouble: null }, live: null });
  expect(await read(0)).toMatchObject({ report: { check: { output: 'the end\n' } }, live: null });
});
