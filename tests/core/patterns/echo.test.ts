import { expect, test } from 'vitest';
import { openStage } from '../../support/stage.ts';

test('a program that shows its nonce, its prompt and a sign of being ready has not confirmed', async () => {
  const stage = await openStage([
    {
      name: 'echo',
      command: '/bin/echo',
      prompt: { first: 'paste' },
      signs: { ready: ['confirm'] },
      confirm: { seconds: 10 },
    },
  ]);
  await stage.must('instances.spawn', { profile: 'echo', role: 'executive', task: 'Lead well.' });
  const nonce = stage.env('exec_1').TUTTI_NONCE ?? '';
  stage.screens.sign('1/exec_1', 'ready', 'confirm');
  await stage.clock.advance(1);
  const [prompt = ''] = stage.terminals.paneOf('exec_1').received;
  expect(prompt).toContain(nonce);
  stage.terminals.say('exec_1', `${prompt}\r\nconfirm ${nonce}\r\nready\r\n`);
  stage.screens.sign('1/exec_1', null, '');
  stage.screens.sign('1/exec_1', 'ready', 'confirm');
  await stage.clock.advance(0);
  const state = async () => (await stage.must('view.get', {})).instances.exec_1?.state;
  expect(await state()).toBe('confirming');
  await stage.clock.advance(20_000);
  expect(await state()).toBe('stalled');
  const changes = await stage.must('events.list', { kinds: ['instance.changed'] });
  expect(changes.map((event) => event.kind === 'instance.changed' && event.data.to)).toEqual([
    'confirming',
    'stalled',
  ]);
});
