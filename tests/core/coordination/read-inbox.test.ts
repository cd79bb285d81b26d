import type { VerbInput } from '@contract/verbs.ts';
import { messageOf } from '@contract/view.ts';
import { expect, test } from 'vitest';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import { settle } from '../../support/manual-clock.ts';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** An instance that asks something, so that nothing is typed and all stays in its inbox. */
const asking = async (): Promise<Stage> => {
  const stage = await openStage([hooked]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await stage.must('instances.hook', { event: 'waiting', reason: 'may I?' } as never, stage.as('exec_1'));
  return stage;
};
const send = (stage: Stage, text: string, more: object = {}) =>
  stage.must('messages.send', { to: 'exec_1', text, ...more });
const read = async (stage: Stage, input: VerbInput<'messages.readInbox'> = {}, caller?: Caller) => {
  const found = await stage.must('messages.readInbox', input, caller ?? stage.as('exec_1'));
  return found.map(({ text }) => text);
};
const stateOf = async (stage: Stage, id: string) => messageOf(await stage.must('view.get', {}), id);

test('the most urgent stand first, no more than asked for, and only those are read', async () => {
  const stage = await asking();
  await send(stage, 'normal');
  await send(stage, 'low', { priority: 'low' });
  await send(stage, 'urgent', { priority: 'urgent' });
  expect(await read(stage, { limit: 2 })).toEqual(['urgent', 'normal']);
  expect(await stateOf(stage, 'msg_3')).toMatchObject({ state: 'accepted', readAt: stage.clock.now() });
  expect(await stateOf(stage, 'msg_2')).toMatchObject({ state: 'queued', readAt: null });
  expect(await read(stage)).toEqual(['low']);
  expect(await read(stage)).toEqual([]);
  expect(await read(stage, { includeRead: true, limit: 2 })).toEqual(['low', 'urgent']);
});

test('looking leaves them unread', async () => {
  const stage = await asking();
  await send(stage, 'still there');
  expect(await read(stage, { markRead: false })).toEqual(['still there']);
  expect(await stateOf(stage, 'msg_1')).toMatchObject({ state: 'queued' });
  expect(await read(stage)).toEqual(['still there']);
});

test('only of some senders, or answers to one question', async () => {
  const stage = await asking();
  await stage.must('messages.send', { to: 'person', text: 'which?' }, stage.as('exec_1'));
  await send(stage, 'by the way');
  await send(stage, 'the second', { replyTo: 'msg_1' });
  expect(await read(stage, { from: ['tutti'] })).toEqual([]);
  expect(await read(stage, { replyTo: 'msg_1' })).toEqual(['the second']);
  expect(await read(stage, { from: ['person'] })).toEqual(['by the way']);
});

test('nobody waits for an answer to what was never sent, or from one who is not there', async () => {
  const stage = await asking();
  const { pending } = stage.clock;
  const wait = (input: VerbInput<'messages.readInbox'>) =>
    stage.call('messages.readInbox', { ...input, waitSeconds: 50 }, stage.as('exec_1'));
  expect(await wait({ replyTo: 'msg_9' })).toMatchObject({
    error: { code: 'not_found', field: 'replyTo' },
  });
  expect(await wait({ from: ['person', 'spec_1_9'] })).toMatchObject({
    error: { code: 'not_found', field: 'from.1' },
  });
  expect(stage.clock.pending).toBe(pending);
});

test('what expired is not handed out', async () => {
  const stage = await asking();
  await send(stage, 'over', { expiresInSeconds: 1 });
  await stage.clock.advance(1000);
  expect(await read(stage)).toEqual([]);
});

test('waiting ends with the first that fits, at once, and it is handed over that way alone', async () => {
  const stage = await asking();
  await stage.must('instances.hook', { event: 'ready' } as never, stage.as('exec_1'));
  const wait = stage.project.call(stage.as('exec_1'), 'messages.readInbox', {
    includeRead: false,
    markRead: true,
    from: ['person'],
    limit: 100,
    waitSeconds: 50,
  });
  await settle();
  await send(stage, 'here it is');
  expect(await wait).toMatchObject({ ok: true, value: [{ text: 'here it is' }] });
  await stage.clock.advance(60_000);
  expect(stage.terminals.paneOf('exec_1').received).toEqual([]);
});

test('waiting ends with its time, and with the caller: then nothing is taken', async () => {
  const stage = await asking();
  const gone = new AbortController();
  const input = { includeRead: false, markRead: true, limit: 100, waitSeconds: 50 };
  const patient = stage.project.call(stage.as('exec_1'), 'messages.readInbox', { ...input, from: ['tutti'] });
  const leaving = stage.project.call(
    { ...stage.as('exec_1'), gone: gone.signal },
    'messages.readInbox',
    input,
  );
  await settle();
  gone.abort();
  expect(await leaving).toEqual({ ok: true, value: [] });
  await send(stage, 'nobody hears this yet');
  expect(await stateOf(stage, 'msg_1')).toMatchObject({ state: 'queued' });
  await stage.clock.advance(50_000);
  expect(await patient).toEqual({ ok: true, value: [] });
  expect(await read(stage)).toEqual(['nobody hears this yet']);
});

test('fifty sends at once: each is stored, and each is handed out once', async () => {
  const stage = await asking();
  const texts = Array.from({ length: 50 }, (_, at) => `message ${at}`);
  const sent = await Promise.all(texts.map((text) => send(stage, text)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(50);
  const reads = await Promise.all(Array.from({ length: 5 }, () => read(stage, { limit: 20 })));
  expect(reads.flat()).toEqual(texts);
});
