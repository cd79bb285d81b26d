import { messageOf } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const profile = {
  ...hooked,
  watcher: 'claude',
  submit: { way: 'stop-hook', envelope: 'header', maxBytes: 1000 },
} as const;

const hook = (stage: Stage, sign: object) => stage.must('instances.hook', sign as never, stage.as('exec_1'));
const received = (stage: Stage): string[] => stage.terminals.paneOf('exec_1').received;
const message = async (stage: Stage, id = 'msg_1') => messageOf(await stage.must('view.get', {}), id);
const send = (stage: Stage, text: string) => stage.must('messages.send', { to: 'exec_1', text });

/** Its turn ends, and its Stop hook is asked; answers with the text it was given to go on with. */
const stop = async (stage: Stage, goesOn = false, most = 10_000): Promise<string | null> => {
  const { reply } = await hook(stage, { event: 'ready', handover: { goesOn, most } });
  return reply?.kind === 'message' ? reply.text : null;
};

/** It writes down what it goes on with, and its watcher sees that. */
const goOn = async (stage: Stage, text: string): Promise<void> => {
  stage.recorded.texts.push(text);
  stage.watchers.see('exec_1', 'transcript', { event: 'prompt', text });
  await stage.clock.advance(0);
};

/** One that works. */
const begin = async (stage?: Stage): Promise<Stage> => {
  const opened = stage ?? (await openStage([profile]));
  await opened.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await hook(opened, { event: 'started', session: 's', transcript: opened.recorded.file });
  await hook(opened, { event: 'prompt', text: 'begin' });
  return opened;
};

test('a message that waits as a turn ends is the answer to its Stop hook: no key, and accepted by its record', async () => {
  const stage = await begin();
  await send(stage, 'tab\tand end \\');
  expect(await message(stage)).toMatchObject({ state: 'queued', way: null });
  const text = await stop(stage);
  expect(text).toBe('[msg_1 from person]\ntab\tand end \\');
  expect(await message(stage)).toMatchObject({ state: 'delivering', way: 'stop-hook', attempts: 1 });
  await goOn(stage, text ?? '');
  expect(await message(stage)).toMatchObject({
    state: 'accepted',
    way: 'stop-hook',
    witness: 'transcript',
  });
  expect(received(stage)).toEqual([]);
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('busy');
  // Nothing waits any more: the turn may end.
  expect(await stop(stage, true)).toBeNull();
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('ready');
});

test('one that rests is pasted to, as ever', async () => {
  const stage = await begin();
  await stop(stage);
  await send(stage, 'do it');
  expect(received(stage)[0]).toBe('paste:[msg_1 from person]\ndo it');
  expect(await message(stage)).toMatchObject({ state: 'delivering', way: 'paste' });
});

test('a turn is made longer seven times in a row: the eighth message is pasted', async () => {
  const stage = await begin();
  for (let at = 1; at <= 9; at++) await send(stage, `number ${at}`);
  for (let at = 1; at <= 7; at++) {
    const text = await stop(stage, at > 1);
    expect(text).toBe(`[msg_${at} from person]\nnumber ${at}`);
    await goOn(stage, text ?? '');
  }
  expect(await stop(stage, true)).toBeNull();
  await stage.clock.advance(0);
  expect(received(stage)[0]).toBe('paste:[msg_8 from person]\nnumber 8');
  await hook(stage, { event: 'prompt', message: 'msg_8' });
  expect(await stop(stage)).toContain('number 9');
});

test('what is longer than an answer may be waits for the paste, or for the inbox', async () => {
  const stage = await begin();
  await send(stage, 'x'.repeat(600));
  expect(await stop(stage, false, 500)).toBeNull();
  expect(received(stage)[0]).toContain('paste:[msg_1 from person]\nxxx');
  await hook(stage, { event: 'prompt', message: 'msg_1' });
  await send(stage, 'y'.repeat(2000));
  expect(await stop(stage)).toBeNull();
  expect(received(stage).at(-2)).toContain('msg_2 from person is in your inbox');
  expect(await message(stage, 'msg_2')).toMatchObject({ state: 'delivering', way: 'inbox' });
});

test('an answer that was not taken (Esc, a hook that timed out) is queued again and pasted once it rests', async () => {
  const stage = await begin();
  await send(stage, 'do it');
  await stop(stage);
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await stage.clock.advance(5000);
  const states = (await stage.must('events.list', { kinds: ['message.requeued'] })).map(({ data }) => data);
  expect(states).toMatchObject([{ reason: 'it did not take the answer to its Stop hook' }]);
  expect(received(stage)[0]).toBe('paste:[msg_1 from person]\ndo it');
  expect(await message(stage)).toMatchObject({ way: 'paste', attempts: 2 });
});

test('one that was taken though nobody told is found in its record', async () => {
  const stage = await begin();
  await send(stage, 'do it');
  stage.recorded.texts.push((await stop(stage)) ?? '');
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await stage.clock.advance(5000);
  expect(await message(stage)).toMatchObject({ state: 'accepted', way: 'stop-hook', witness: 'transcript' });
  expect(received(stage)).toEqual([]);
});

test('without a record that can be read nobody says that it was taken, nor gives it twice', async () => {
  const stage = await begin();
  await hook(stage, { event: 'started', session: 's', transcript: '/nowhere/at/all' });
  stage.recorded.part = () => {
    throw new Error('not read');
  };
  await hook(stage, { event: 'started', session: 'other' });
  await send(stage, 'do it');
  await stop(stage);
  stage.watchers.see('exec_1', 'status', { event: 'ready' });
  await stage.clock.advance(5000);
  expect(await message(stage)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('can not be read'),
  });
  expect(received(stage)).toEqual([]);
});

test('a program that dies before it wrote it down gets it again; after, it is not given twice', async () => {
  for (const taken of [false, true]) {
    const stage = await begin();
    await send(stage, 'do it');
    const text = (await stop(stage)) ?? '';
    if (taken) stage.recorded.texts.push(text);
    stage.terminals.exit('exec_1', null, 'SIGKILL');
    await stage.clock.advance(5000);
    expect((await message(stage))?.state).toBe(taken ? 'accepted' : 'queued');
  }
});

test('a host that dies with the answer on its way leaves it to the record', async () => {
  for (const taken of ['before', 'after', 'never'] as const) {
    let stage = await begin();
    await send(stage, 'do it');
    const text = (await stop(stage)) ?? '';
    if (taken === 'before') stage.recorded.texts.push(text);
    stage = await stage.reborn();
    await stage.clock.advance(100);
    if (taken === 'after') await goOn(stage, text);
    if (taken === 'never') stage.watchers.see('exec_1', 'status', { event: 'ready' });
    await stage.clock.advance(5000);
    const now = await message(stage);
    if (taken === 'never') expect(received(stage)[0]).toBe(`paste:${text}`);
    else expect([taken, now?.state, now?.way]).toEqual([taken, 'accepted', 'stop-hook']);
    expect([taken, received(stage).length > 0]).toEqual([taken, taken === 'never']);
  }
});

test('one whose budget is used up, or that has yet to confirm, is handed nothing', async () => {
  const stage = await openStage([profile]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: true });
  await send(stage, 'do it');
  expect(await stop(stage)).toBeNull();
  expect(await message(stage)).toMatchObject({ state: 'queued', attempts: 0 });
});

test('by the inbox: a line in the pane for every message, its text by readMessages alone', async () => {
  const stage = await openStage([{ ...hooked, submit: { way: 'inbox' } }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await send(stage, 'plain');
  const notice = '[msg_1 from person is in your inbox: read it with the tool readMessages]';
  expect(received(stage)[0]).toBe(`paste:${notice}`);
  await hook(stage, { event: 'prompt', text: notice });
  expect(await message(stage)).toMatchObject({ state: 'announced', way: 'inbox' });
  const read = await stage.must('messages.readInbox', {}, stage.as('exec_1'));
  expect(read.map(({ text }) => text)).toEqual(['plain']);
  expect(await message(stage)).toMatchObject({ state: 'accepted', way: 'inbox', witness: 'tool' });
});
