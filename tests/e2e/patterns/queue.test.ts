import { countOf } from '../../faults/crew.ts';
import { done, expect, test } from '../../support/pattern-crew.ts';

test('messages are queued, ordered, and survive a kill', async ({ crew }) => {
  const [, , receiver = ''] = await crew.hire({ managers: 1, specialists: 1 });
  await crew.send(receiver, '/ask May I go on?');
  await crew.state(receiver, 'waiting');
  // While it asks a person something, nothing is typed into it.
  const from = crew.as('mgr_1_1');
  const sent: string[] = [];
  for (const [at, priority] of ['low', 'normal', 'urgent', 'normal', 'high', 'low'].entries()) {
    const words = { to: receiver, text: `/echo number ${at} is ${priority}.`, priority };
    sent.push((await from.must<{ id: string }>('sendMessage', words)).id);
  }
  await crew.rehost();
  for (const id of sent) expect(await crew.message(id, 'queued')).toMatchObject({ attempts: 0 });
  await crew.state(receiver, 'waiting');

  done(await crew.client.call('instances.type', { id: receiver, bytes: Buffer.from('1') }));
  for (const id of sent) expect(await crew.message(id)).toMatchObject({ state: 'accepted', attempts: 1 });
  const accepted = await crew.events(['message.accepted']);
  const order = accepted.flatMap(({ data }) => (sent.includes(data.message) ? [data.message] : []));
  // The most urgent first, and in its order what is as urgent.
  expect(order).toEqual([2, 4, 1, 3, 0, 5].map((at) => sent[at]));
  await crew.shown(receiver, '‹ number 5 is low.');
  const screen = await crew.screen(receiver);
  const places = [2, 4, 1, 3, 0, 5].map((at) => screen.indexOf(`‹ number ${at} is `));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  for (const at of sent.keys()) expect(countOf(screen, `‹ number ${at} is `)).toBe(1);
  expect(screen).not.toContain('has come before');
});

test('ten simultaneous sends are each accepted, or failed with a reason', async ({ crew }) => {
  const [, manager = '', open = '', ended = ''] = await crew.hire({ managers: 1, specialists: 2 });
  const accept = { by: 'hook', seconds: 0.3, submits: 3 };
  const profile = crew.script('swallows-enter', ['ignore-enter:1000'], { accept });
  const deaf = await crew.spawn('specialist', { parent: manager, profile });
  await crew.state(deaf, 'ready');
  await crew.as(manager).must('terminate', { id: ended });

  const to = [open, deaf, open, ended, open, 'spec_1_1_9', open, deaf, 'exec_1', open];
  const answers = await Promise.all(
    to.map((id, at) => crew.as(manager).call<{ id: string }>('sendMessage', { to: id, text: `send ${at}` })),
  );
  for (const [at, answer] of answers.entries()) {
    const receiver = to[at] ?? '';
    if (!answer.ok) {
      expect([ended, 'spec_1_1_9']).toContain(receiver);
      expect(answer.error).toMatchObject({ code: receiver === ended ? 'wrong_state' : 'not_found' });
      expect(answer.error.message).toContain(receiver);
      expect(answer.error.remedy).not.toBe('');
      continue;
    }
    const message = await crew.message(answer.value.id);
    expect(message).toMatchObject(
      receiver === deaf
        ? { to: deaf, state: 'failed', reason: expect.stringContaining('submitted 3 times') }
        : { to: receiver, state: 'accepted', witness: 'hook', attempts: 1 },
    );
  }
  expect(answers.filter(({ ok }) => ok)).toHaveLength(8);
  const screen = await crew.screen(open);
  for (const [at, id] of to.entries()) if (id === open) expect(countOf(screen, `: send ${at}`)).toBe(1);
});
