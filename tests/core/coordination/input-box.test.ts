import { messageOf } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const begin = async (): Promise<Stage> => {
  const stage = await openStage([{ ...hooked, submit: { empty: '^> $' } }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  stage.terminals.say('exec_1', 'half a sentence');
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  return stage;
};
const received = (stage: Stage): string[] => stage.terminals.paneOf('exec_1').received;
const state = async (stage: Stage) => messageOf(await stage.must('view.get', {}), 'msg_1')?.state;

test('nothing is pasted into a box that holds something; what is pasted is submitted once it is seen there', async () => {
  const stage = await begin();
  expect(received(stage)).toEqual([]);
  expect(await state(stage)).toBe('queued');
  stage.terminals.say('exec_1', ', finished\r\n> ');
  await stage.clock.advance(0);
  expect(received(stage)).toEqual(['paste:do it']);
  stage.terminals.say('exec_1', 'do it');
  await stage.clock.advance(0);
  expect(received(stage)).toEqual(['paste:do it', 'submit:\r']);
});

test('a box that is never seen to be empty holds a message back for half a minute, not for good', async () => {
  const stage = await begin();
  await stage.clock.advance(29_000);
  expect(received(stage)).toEqual([]);
  await stage.clock.advance(1000);
  expect(received(stage)[0]).toBe('paste:do it');
});

test('a program that begins to ask meanwhile is not typed into, however its box looks', async () => {
  const stage = await begin();
  await stage.must('instances.hook', { event: 'waiting', reason: 'may I?' }, stage.as('exec_1'));
  stage.terminals.say('exec_1', '\r\n> ');
  await stage.clock.advance(600_000);
  expect(received(stage)).toEqual([]);
  await stage.must('instances.hook', { event: 'busy' }, stage.as('exec_1'));
  await stage.clock.advance(0);
  expect(received(stage)[0]).toBe('paste:do it');
});

test('a message that was read from the inbox meanwhile is not pasted any more', async () => {
  const stage = await begin();
  await stage.must('messages.readInbox', {}, stage.as('exec_1'));
  expect(await state(stage)).toBe('accepted');
  stage.terminals.say('exec_1', ', finished\r\n> ');
  await stage.clock.advance(60_000);
  expect(received(stage)).toEqual([]);
});

const box = { empty: '^> $', holds: '^> (\\S.*)$', clear: '\x03', envelope: 'header' as const };

/** One message was taken, and what `left` says stands in its box again; another one waits. */
const left = async (what: string): Promise<Stage> => {
  const stage = await openStage([{ ...hooked, submit: box }]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  stage.terminals.say('exec_1', '> ');
  await stage.must('messages.send', { to: 'exec_1', text: 'first' });
  stage.terminals.say('exec_1', '[msg_1 from person]');
  await stage.clock.advance(0);
  await stage.must('instances.hook', { event: 'prompt', message: 'msg_1' }, stage.as('exec_1'));
  stage.terminals.say('exec_1', `\r\nworks\r\n> ${what}`);
  await stage.must('messages.send', { to: 'exec_1', text: 'second' });
  return stage;
};
const rest = (stage: Stage) => stage.must('instances.hook', { event: 'ready' }, stage.as('exec_1'));

test.each([
  ['the text itself', '[msg_1 from person]'],
  ['a word in place of a long text', '[Pasted text #2]'],
])('%s of a message that was taken is cleared away, once the program has rested', async (_what, shown) => {
  const stage = await left(shown);
  await stage.clock.advance(60_000);
  expect(received(stage), 'it works: the key would end its turn').toEqual([
    expect.stringContaining('first'),
    'submit:\r',
  ]);
  await rest(stage);
  await stage.clock.advance(600);
  expect(received(stage)).toHaveLength(2);
  await stage.clock.advance(200);
  expect(received(stage).at(-1)).toBe('type:\x03');
  stage.terminals.say('exec_1', '\r\n> ');
  await stage.clock.advance(0);
  expect(received(stage).at(-1)).toContain('second');
  expect(received(stage).filter((text) => text.includes('second'))).toHaveLength(1);
});

test('what a person has typed there is not cleared', async () => {
  const stage = await left('half a sen');
  await stage.clock.advance(5);
  await stage.must('instances.type', { id: 'exec_1', bytes: new TextEncoder().encode('tence') });
  await rest(stage);
  await stage.clock.advance(29_000);
  expect(received(stage)).not.toContain('type:\x03');
});

const reasons = async (stage: Stage, id: string) =>
  (await stage.must('events.list', { kinds: ['message.held'] })).flatMap(({ data }) =>
    'message' in data && data.message === id && 'reason' in data ? [data.reason] : [],
  );

test('a message that has to wait for the box says so, and why', async () => {
  const stage = await begin();
  await stage.clock.advance(1900);
  expect(await reasons(stage, 'msg_1')).toEqual([]);
  await stage.clock.advance(20_000);
  expect(await reasons(stage, 'msg_1')).toEqual(['something stands in its input box that nobody has sent']);
  expect(messageOf(await stage.must('view.get', {}), 'msg_1')).toMatchObject({
    state: 'queued',
    reason: 'something stands in its input box that nobody has sent',
  });
});

test('one that waits for a text that was taken already to be cleared names it', async () => {
  const stage = await left('[msg_1 from person]');
  await stage.clock.advance(60_000);
  expect(await reasons(stage, 'msg_2')).toEqual([
    'the text of msg_1, which it has taken, stands in its input box: cleared once it rests',
  ]);
});
