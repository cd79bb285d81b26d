import { fail } from '@contract/result.ts';
import { messageOf } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const start = async (stage: Stage, profile = 'hooked'): Promise<void> => {
  await stage.must('instances.spawn', { profile, role: 'executive', confirm: false });
};
const messageState = async (stage: Stage, id = 'msg_1'): Promise<string | undefined> =>
  messageOf(await stage.must('view.get', {}), id)?.state;
const received = (stage: Stage): string[] => stage.terminals.paneOf('exec_1').received;
const hook = (stage: Stage, input: Parameters<Stage['must']>[1] & { event: string }) =>
  stage.must('instances.hook', input as never, stage.as('exec_1'));

test('a message is accepted only on the agent’s own sign', async () => {
  const stage = await openStage();
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  expect(received(stage)).toEqual(['paste:do it', 'submit:\r']);
  stage.terminals.say('exec_1', 'do it\r\nworking on it');
  expect(await messageState(stage)).toBe('delivering');
  await hook(stage, { event: 'prompt', text: 'do it' });
  expect(await messageState(stage)).toBe('accepted');
  expect((await stage.must('view.get', {})).instances.exec_1?.state).toBe('busy');
});

test('without a sign the submit key is pressed again, the text is never pasted again, and then it fails', async () => {
  const stage = await openStage();
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  await stage.clock.advance(60_000);
  expect(received(stage)).toEqual(['paste:do it', 'submit:\r', 'submit:\r', 'submit:\r']);
  expect(messageOf(await stage.must('view.get', {}), 'msg_1')).toMatchObject({
    state: 'failed',
    reason: 'pasted and submitted 3 times, and no sign that it was taken',
  });
});

test('nothing is typed into an instance that asks a person something', async () => {
  const stage = await openStage();
  await start(stage);
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  await stage.clock.advance(600_000);
  expect(received(stage)).toEqual([]);
  await hook(stage, { event: 'busy' });
  expect(received(stage)[0]).toBe('paste:do it');
});

test('a question that appears between paste and submit holds the submit key back', async () => {
  const stage = await openStage([{ ...hooked, submit: { pauseMs: 150 } }]);
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  expect(received(stage)).toEqual(['paste:do it']);
  await hook(stage, { event: 'waiting', reason: 'may I?' });
  await stage.clock.advance(600_000);
  expect(received(stage)).toEqual(['paste:do it']);
  await hook(stage, { event: 'busy' });
  await stage.clock.advance(1000);
  expect(received(stage)).toEqual(['paste:do it', 'submit:\r']);
});

test('messages reach an instance in the order they were sent, one at a time', async () => {
  const stage = await openStage();
  await start(stage);
  for (const text of ['a', 'b', 'c']) await stage.must('messages.send', { to: 'exec_1', text });
  expect(received(stage)).toEqual(['paste:a', 'submit:\r']);
  await hook(stage, { event: 'prompt', text: 'a' });
  await hook(stage, { event: 'prompt', text: 'b' });
  await hook(stage, { event: 'prompt', text: 'c' });
  expect(received(stage)).toEqual(['paste:a', 'submit:\r', 'paste:b', 'submit:\r', 'paste:c', 'submit:\r']);
});

test('by output: printed text after the submit key is a sign, the echo of the key is none', async () => {
  const stage = await openStage([{ name: 'echo', command: '/bin/cat' }]);
  await start(stage, 'echo');
  await stage.must('messages.send', { to: 'exec_1', text: 'hello' });
  stage.terminals.say('exec_1', '\r\n\u001b[?2004h');
  await stage.clock.advance(1);
  expect(await messageState(stage)).toBe('delivering');
  stage.terminals.say('exec_1', 'hello\r\n');
  await stage.clock.advance(1);
  expect(await messageState(stage)).toBe('accepted');
});

test('by screen: the pattern after the submit key, even in pieces, and not what stood there before', async () => {
  const accept = { by: 'screen', pattern: '^> taken' } as const;
  const stage = await openStage([{ name: 'tui', command: '/bin/tui', accept, submit: { pauseMs: 10 } }]);
  await start(stage, 'tui');
  await stage.must('messages.send', { to: 'exec_1', text: 'hello' });
  stage.terminals.say('exec_1', '> taken\r\n');
  await stage.clock.advance(100);
  expect(await messageState(stage)).toBe('delivering');
  stage.terminals.say('exec_1', '\u001b[2J> ta');
  stage.terminals.say('exec_1', 'ken\r\n');
  await stage.clock.advance(1);
  expect(await messageState(stage)).toBe('accepted');
});

test('what the input box would change waits in the inbox, announced by a line, and is handed out once', async () => {
  const stage = await openStage([{ ...hooked, submit: { inbox: ['\\t'], envelope: 'header' } }]);
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'a\tb' });
  const notice = '[msg_1 from person is in your inbox: read it with the tool readMessages]';
  expect(received(stage)[0]).toBe(`paste:${notice}`);
  await hook(stage, { event: 'prompt', text: notice });
  expect(await messageState(stage)).toBe('announced');
  const inbox = await stage.must('messages.readInbox', {}, stage.as('exec_1'));
  expect(inbox.map((message) => message.text)).toEqual(['a\tb']);
  expect(await messageState(stage)).toBe('accepted');
  expect(await stage.must('messages.readInbox', {}, stage.as('exec_1'))).toEqual([]);
});

test('a message that is just being pasted is not handed out by the inbox as well', async () => {
  const stage = await openStage();
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'a' });
  await stage.must('messages.send', { to: 'exec_1', text: 'b' });
  const inbox = await stage.must('messages.readInbox', {}, stage.as('exec_1'));
  expect(inbox.map((message) => message.text)).toEqual(['b']);
  await hook(stage, { event: 'prompt', text: 'a' });
  expect(received(stage)).toEqual(['paste:a', 'submit:\r']);
});

test('a program that dies unsubmitted gets the message again after its restart', async () => {
  const stage = await openStage([{ ...hooked, submit: { pauseMs: 150 } }]);
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  stage.terminals.exit('exec_1', null, 'SIGKILL');
  await stage.clock.advance(1000);
  expect(await messageState(stage)).toBe('queued');
  await stage.must('instances.restart', { id: 'exec_1' });
  await stage.must('instances.confirm', { nonce: stage.env('exec_1').TUTTI_NONCE ?? '' }, stage.as('exec_1'));
  await stage.clock.advance(30_000);
  expect(received(stage).slice(0, 2)).toEqual(['paste:do it', 'submit:\r']);
});

test('a host that is killed before, between and after the keys neither loses nor doubles a message', async () => {
  for (const cut of ['before paste', 'after paste', 'after submit'] as const) {
    let stage = await openStage([{ ...hooked, submit: { pauseMs: cut === 'after paste' ? 150 : 0 } }]);
    await start(stage);
    if (cut === 'before paste') {
      const pane = stage.terminals.paneOf('exec_1');
      await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
      // As if the log had been written and the host had died before the paste.
      pane.received.length = 0;
      pane.info = { ...pane.info, mark: null, submitted: null };
    } else {
      await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
    }
    stage = await stage.reborn();
    await stage.clock.advance(500);
    await hook(stage, { event: 'prompt', text: 'do it' });
    const pastes = received(stage).filter((what) => what.startsWith('paste:'));
    expect([cut, pastes]).toEqual([cut, ['paste:do it']]);
    expect([cut, await messageState(stage)]).toEqual([cut, 'accepted']);
  }
});

test('a host that stops in the middle leaves the message to the next one', async () => {
  let stage = await openStage();
  await start(stage);
  await stage.must('messages.send', { to: 'exec_1', text: 'do it' });
  await stage.project.stop();
  await stage.clock.advance(60_000);
  expect(stage.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  stage = await stage.reborn();
  expect(await messageState(stage)).toBe('delivering');
  await hook(stage, { event: 'prompt', text: 'do it' });
  expect(await messageState(stage)).toBe('accepted');
  expect(received(stage).filter((what) => what.startsWith('paste:'))).toEqual(['paste:do it']);
});

test('a text that no terminal takes is refused, and what never reaches the pane fails after a while', async () => {
  const stage = await openStage();
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  expect(await stage.call('messages.send', { to: 'exec_1', text: 'a\0b' })).toMatchObject({
    ok: false,
    error: { code: 'bad_input', field: 'text' },
  });
  const { paste } = stage.terminals;
  stage.terminals.paste = async () => fail('terminal_failed', 'tmux does not answer', 'Wait.');
  await stage.must('messages.send', { to: 'exec_1', text: 'first' });
  await stage.clock.advance(10 * 60_000);
  expect(messageOf(await stage.must('view.get', {}), 'msg_1')).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('does not answer'),
  });
  stage.terminals.paste = paste;
  stage.terminals.onSubmit = () =>
    void stage.call('instances.hook', { event: 'prompt', text: 'next' }, stage.as('exec_1'));
  await stage.must('messages.send', { to: 'exec_1', text: 'next' });
  await stage.clock.advance(1000);
  expect(await messageState(stage, 'msg_2')).toBe('accepted');
});
