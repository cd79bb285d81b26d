import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const ready = async (stage: Stage, profile = 'hooked'): Promise<void> => {
  await stage.must('instances.spawn', { profile, role: 'executive', confirm: false });
};
const state = async (stage: Stage): Promise<string | undefined> =>
  (await stage.must('view.get', {})).instances.exec_1?.state;

test('hooks outrank the screen', async () => {
  const stage = await openStage();
  await ready(stage);
  stage.screens.sign('1/exec_1', 'busy', 'esc to interrupt');
  expect(await state(stage)).toBe('busy');
  await stage.must('instances.hook', { event: 'ready' }, stage.as('exec_1'));
  stage.screens.sign('1/exec_1', 'busy', 'esc to interrupt');
  expect(await state(stage)).toBe('ready');
});

test('what only the screen had told ends with its sign', async () => {
  const stage = await openStage();
  await ready(stage);
  stage.screens.sign('1/exec_1', 'waiting', 'Allow? y/n');
  expect(await state(stage)).toBe('waiting');
  stage.screens.sign('1/exec_1', null);
  expect(await state(stage)).toBe('busy');
  stage.screens.sign('1/exec_1', null);
  expect(await state(stage)).toBe('ready');
  await stage.must('instances.hook', { event: 'waiting', reason: 'may I?' }, stage.as('exec_1'));
  stage.screens.sign('1/exec_1', null);
  expect(await state(stage)).toBe('waiting');
});

test('a blocker outlasts the end of the turn and is lifted by work', async () => {
  const stage = await openStage();
  await ready(stage);
  await stage.must('instances.reportBlocker', { blocker: 'no key' }, stage.as('exec_1'));
  await stage.must('instances.hook', { event: 'ready' }, stage.as('exec_1'));
  expect((await stage.must('view.get', {})).instances.exec_1).toMatchObject({
    state: 'blocked',
    blocker: 'no key',
  });
  await stage.must('instances.hook', { event: 'prompt', text: 'here is the key' }, stage.as('exec_1'));
  expect((await stage.must('view.get', {})).instances.exec_1).toMatchObject({ state: 'busy', blocker: null });
});

test('progress, todos and the end of the task', async () => {
  const stage = await openStage();
  await ready(stage);
  const todos = [{ text: 'write', status: 'done' as const }];
  await stage.must('instances.reportProgress', { summary: 'half', percent: 50, todos }, stage.as('exec_1'));
  expect((await stage.must('view.get', {})).instances.exec_1).toMatchObject({
    state: 'ready',
    progress: { percent: 50, summary: 'half' },
    todos,
  });
  await stage.must('instances.reportProgress', { summary: 'all', done: true }, stage.as('exec_1'));
  expect(await state(stage)).toBe('done');
});

test('a question before the confirmation leads back to confirming', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive' });
  const question = { text: 'Trust this folder?', choices: [{ label: 'Yes', keys: '1' }] };
  await stage.must('instances.hook', { event: 'waiting', question }, stage.as('exec_1'));
  expect((await stage.must('view.get', {})).instances.exec_1).toMatchObject({ state: 'waiting', question });
  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  expect((await stage.must('view.get', {})).instances.exec_1).toMatchObject({
    state: 'confirming',
    question: null,
  });
});

test.each([
  [false, 'busy'],
  [true, 'ready'],
])('one that confirms from within a turn; it takes input while busy: %s', async (whileBusy, becomes) => {
  const stage = await openStage([{ ...hooked, submit: { whileBusy } }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive' });
  const nonce = stage.env('exec_1').TUTTI_NONCE ?? '';
  await stage.must('instances.hook', { event: 'prompt', text: 'begin' }, stage.as('exec_1'));
  await stage.must('instances.confirm', { nonce }, stage.as('exec_1'));
  expect(await state(stage)).toBe(becomes);
  await stage.must('instances.hook', { event: 'ready' }, stage.as('exec_1'));
  expect(await state(stage)).toBe('ready');
});

test('a program that is pasted its prompt gets it once its screen says it is ready', async () => {
  const stage = await openStage([
    { name: 'tui', command: '/bin/tui', prompt: { first: 'paste' }, signs: { ready: ['^>'] } },
  ]);
  await stage.must('instances.spawn', { profile: 'tui', role: 'executive', task: 'Lead well.' });
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
  stage.screens.sign('1/exec_1', 'ready', '>');
  stage.screens.sign('1/exec_1', null, '');
  stage.screens.sign('1/exec_1', 'ready', '>');
  await stage.clock.advance(1);
  const { received } = stage.terminals.paneOf('exec_1');
  expect(received).toHaveLength(2);
  expect(received[0]).toContain('Lead well.');
  expect(received[0]).toContain(stage.env('exec_1').TUTTI_NONCE ?? 'no nonce');
});

test('runs: one begins with the first instance, and another only when nobody lives', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', {
    profile: 'hooked',
    role: 'executive',
    task: 'First\nmore',
    confirm: false,
  });
  expect((await stage.must('view.get', {})).run).toMatchObject({ run: 1, title: 'First', endedAt: null });
  expect(await stage.call('runs.start', { title: 'Second' })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state' },
  });
  await stage.must('instances.terminate', { id: 'exec_1' });
  expect(await stage.must('runs.start', { title: 'Second' })).toMatchObject({ run: 2 });
  const again = await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  expect(again).toMatchObject({ id: 'exec_1', run: 2, branch: 'tutti/2/exec_1' });
});

test('a log that is begun anew does not take up the runs whose worktrees are there', async () => {
  const stage = await openStage([hooked], 4);
  const spawned = await stage.must('instances.spawn', { profile: 'hooked', role: 'executive' });
  expect(spawned).toMatchObject({ id: 'exec_1', run: 5, branch: 'tutti/5/exec_1' });
});

test('the events of a message tell whom it is for', async () => {
  const stage = await openStage();
  await ready(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'a' });
  await stage.must('instances.hook', { event: 'prompt', text: 'a' }, stage.as('exec_1'));
  const events = await stage.must('events.list', { instance: 'exec_1' });
  const ofMessages = events.map(({ kind }) => kind).filter((kind) => kind.startsWith('message.'));
  expect(ofMessages).toEqual(['message.stored', 'message.delivering', 'message.accepted']);
});
