import { type Message, queueLimit } from '@contract/messages.ts';
import { ok } from '@contract/result.ts';
import { messageOf } from '@contract/view.ts';
import { expect, test, vi } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

/** An executive that takes what is pasted when it is told to, and managers and specialists below it. */
const family = async (): Promise<Stage> => {
  const stage = await openStage([hooked]);
  const spawn = (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    stage.must('instances.spawn', {
      profile: 'hooked',
      role,
      confirm: false,
      ...(parent === undefined ? {} : { parent }),
    });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  await spawn('manager', 'exec_1');
  await spawn('specialist', 'mgr_1_1');
  await spawn('specialist', 'mgr_1_1');
  return stage;
};
const one = async (): Promise<Stage> => {
  const stage = await openStage([hooked]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  return stage;
};
const hook = (stage: Stage, input: { event: string; text?: string; reason?: string }, id = 'exec_1') =>
  stage.must('instances.hook', input as never, stage.as(id));
const pasted = (stage: Stage, id = 'exec_1'): string[] =>
  stage.terminals
    .paneOf(id)
    .received.filter((what) => what.startsWith('paste:'))
    .map((what) => what.slice('paste:'.length));
const message = async (stage: Stage, id: string): Promise<Message | undefined> =>
  messageOf(await stage.must('view.get', {}), id);
const send = (stage: Stage, text: string, more: object = {}) =>
  stage.must('messages.send', { to: 'exec_1', text, ...more });

test('what waits is handed over by priority, one sender’s of one priority in order', async () => {
  const stage = await one();
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await send(stage, 'low 1', { priority: 'low' });
  await send(stage, 'normal 1');
  await send(stage, 'urgent 1', { priority: 'urgent' });
  await send(stage, 'normal 2');
  await send(stage, 'urgent 2', { priority: 'urgent' });
  await stage.clock.advance(1000);
  // Urgent or not: nothing is typed into a question.
  expect(pasted(stage)).toEqual([]);
  await hook(stage, { event: 'busy' });
  await hook(stage, { event: 'ready' });
  const order = ['urgent 1', 'urgent 2', 'normal 1', 'normal 2', 'low 1'];
  for (const text of order) {
    expect(pasted(stage).at(-1)).toBe(text);
    await hook(stage, { event: 'prompt', text });
    await hook(stage, { event: 'ready' });
  }
  expect(pasted(stage)).toEqual(order);
});

test('a low one that has waited long enough goes before what came later', async () => {
  const stage = await one();
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await send(stage, 'old and low', { priority: 'low' });
  await stage.clock.advance(15 * 60_000);
  await send(stage, 'new and urgent', { priority: 'urgent' });
  await hook(stage, { event: 'ready' });
  expect(pasted(stage)).toEqual(['old and low']);
});

test('what expires while it is queued is not handed over, and says so', async () => {
  const stage = await one();
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await send(stage, 'soon over', { expiresInSeconds: 10 });
  await send(stage, 'stays', { expiresAt: stage.clock.now() + 60_000 });
  expect(stage.clock.pending).toBeGreaterThan(0);
  await stage.clock.advance(9_999);
  expect(await message(stage, 'msg_1')).toMatchObject({ state: 'queued' });
  await stage.clock.advance(1);
  expect(await message(stage, 'msg_1')).toMatchObject({ state: 'expired' });
  await hook(stage, { event: 'ready' });
  expect(pasted(stage)).toEqual(['stays']);
  await stage.clock.advance(60_000);
  // It was on its way: what may have been seen does not expire.
  expect((await message(stage, 'msg_2'))?.state).not.toBe('expired');
});

test('what was queued again and again expires once', async () => {
  const stage = await one();
  vi.spyOn(stage.terminals, 'paste').mockResolvedValue(ok('dead'));
  await send(stage, 'soon over', { expiresInSeconds: 10 });
  await stage.clock.advance(60_000);
  const events = await stage.must('events.list', { kinds: ['message.expired', 'message.requeued'] });
  const of = (kind: string) => events.filter((event) => event.kind === kind).length;
  expect({ again: of('message.requeued') > 1, expired: of('message.expired') }).toEqual({
    again: true,
    expired: 1,
  });
});

test('what expired while no host ran is not handed over by the next', async () => {
  const stage = await one();
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await send(stage, 'soon over', { expiresInSeconds: 10 });
  await send(stage, 'later over', { expiresInSeconds: 100 });
  const reborn = await stage.reborn();
  await reborn.clock.advance(50_000);
  expect(await message(reborn, 'msg_1')).toMatchObject({ state: 'expired' });
  expect(await message(reborn, 'msg_2')).toMatchObject({ state: 'queued' });
  await reborn.clock.advance(50_000);
  expect(await message(reborn, 'msg_2')).toMatchObject({ state: 'expired' });
});

test('a time that is over, or two of them, are refused by their name', async () => {
  const stage = await one();
  const now = stage.clock.now();
  const refused = { ok: false, error: { code: 'bad_input', field: 'expiresAt' } };
  for (const more of [{ expiresAt: now }, { expiresAt: 1 }, { expiresAt: now + 9, expiresInSeconds: 9 }])
    expect(await stage.call('messages.send', { to: 'exec_1', text: 'x', ...more })).toMatchObject(refused);
  expect((await stage.must('view.get', {})).messages.flat()).toEqual([]);
});

test('a group is as many messages as it has members, in one append', async () => {
  const stage = await family();
  const events: number[] = [];
  const stop = stage.project.followEvents(stage.store.view().seq, (batch) => void events.push(batch.length));
  const first = await stage.must('messages.send', { to: 'children', text: 'stop' }, stage.as('exec_1'));
  stop();
  expect(first).toMatchObject({ id: 'msg_1', to: 'mgr_1_1', batch: 'msg_1', group: 'children' });
  expect(first.also).toMatchObject([{ id: 'msg_2', to: 'mgr_1_2', batch: 'msg_1', group: 'children' }]);
  expect(events[0]).toBe(2);
});

test.each([
  ['exec_1', 'all', ['mgr_1_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_1_2']],
  ['exec_1', 'role:specialist', ['spec_1_1_1', 'spec_1_1_2']],
  ['mgr_1_1', 'siblings', ['mgr_1_2']],
  ['mgr_1_1', 'all', ['exec_1', 'mgr_1_2', 'spec_1_1_1', 'spec_1_1_2']],
  ['mgr_1_1', 'role:executive', ['exec_1']],
  ['spec_1_1_1', 'all', ['mgr_1_1']],
] as const)('of %s, "%s" are those that it may write to', async (sender, group, receivers) => {
  const stage = await family();
  const { also, ...first } = await stage.must('messages.send', { to: group, text: 'x' }, stage.as(sender));
  expect([first, ...also].map(({ to }) => to)).toEqual(receivers);
});

test('a specialist has no siblings to write to, nobody has those that are not there, and a cousin stays refused', async () => {
  const stage = await family();
  const call = (sender: string, to: string) =>
    stage.call('messages.send', { to, text: 'x' }, stage.as(sender));
  expect(await call('spec_1_1_1', 'siblings')).toMatchObject({ error: { code: 'refused', field: 'to' } });
  expect(await call('spec_1_1_1', 'spec_1_1_2')).toMatchObject({ error: { code: 'refused', field: 'to' } });
  expect(await call('mgr_1_2', 'children')).toMatchObject({ error: { code: 'not_found', field: 'to' } });
  expect(await stage.call('messages.send', { to: 'siblings', text: 'x' })).toMatchObject({
    error: { code: 'bad_input' },
  });
  expect((await stage.must('view.get', {})).messages.flat()).toEqual([]);
});

test('the message after the last that a queue holds is refused, to a group as a whole, and nothing is dropped', async () => {
  const stage = await family();
  await hook(stage, { event: 'waiting', reason: 'may I?' }, 'mgr_1_1');
  const draft = (number: number) => ({
    kind: 'message.stored' as const,
    data: { message: `msg_${number}`, from: 'person', to: 'mgr_1_1', text: 'x', replyTo: null },
    actor: { kind: 'tutti' as const },
    run: 1,
    cause: null,
  });
  // As many as fit but one, as if they had been sent before this host began.
  stage.store.commit(Array.from({ length: queueLimit - 1 }, (_, at) => draft(at + 1)));
  const next = await stage.reborn();
  const to = (receiver: string) => next.call('messages.send', { to: receiver, text: 'one more' });
  expect(await to('mgr_1_1')).toMatchObject({ ok: true });
  const full = { ok: false, error: { code: 'limit_reached', field: 'to' } };
  expect(await to('mgr_1_1')).toMatchObject(full);
  expect(await to('role:manager')).toMatchObject(full);
  expect(await to('mgr_1_2')).toMatchObject({ ok: true });
  const mine = await next.must('messages.readInbox', { limit: 1000 }, next.as('mgr_1_1'));
  expect(mine).toHaveLength(1000);
  expect(await to('mgr_1_1')).toMatchObject({ ok: true });
  const messages = (await next.must('view.get', {})).messages.flat();
  expect(messages.filter(({ to: receiver }) => receiver === 'mgr_1_1')).toHaveLength(queueLimit + 1);
}, 60_000);

test('an answer is named by its question', async () => {
  const stage = await family();
  await stage.must('messages.send', { to: 'mgr_1_1', text: 'how far?' }, stage.as('exec_1'));
  const answer = { to: 'exec_1', text: 'half', replyTo: 'msg_1' };
  await stage.must('messages.send', answer, stage.as('mgr_1_1'));
  expect(await message(stage, 'msg_1')).toMatchObject({ replies: ['msg_2'] });
  const again = await stage.reborn();
  expect(await message(again, 'msg_1')).toMatchObject({ replies: ['msg_2'] });
});

test('a queue of mixed priorities outlives its host, each in its order and once', async () => {
  const stage = await one();
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await send(stage, 'low', { priority: 'low' });
  await send(stage, 'normal 1');
  await send(stage, 'normal 2');
  await send(stage, 'urgent', { priority: 'urgent' });
  const next = await stage.reborn();
  await hook(next, { event: 'ready' });
  for (const text of ['urgent', 'normal 1', 'normal 2', 'low']) {
    expect(pasted(next).at(-1)).toBe(text);
    await hook(next, { event: 'prompt', text });
    await hook(next, { event: 'ready' });
  }
  expect(pasted(next)).toEqual(['urgent', 'normal 1', 'normal 2', 'low']);
});
