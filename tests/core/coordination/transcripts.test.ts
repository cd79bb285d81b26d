import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStage } from '../../support/stage.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const agent = { name: 'agent', command: '/bin/agent', accept: { by: 'hook' }, watcher: 'claude' } as const;

test('the person reads the transcript that an agent told of; an agent reads nobody’s', async () => {
  const stage = await openStage([agent]);
  await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  const none = await stage.call('instances.transcript', { id: 'exec_1' });
  expect(none).toMatchObject({ ok: false, error: { code: 'not_found', field: 'id' } });
  const transcript = join(tempFolder(), 's.jsonl');
  writeFileSync(transcript, `${JSON.stringify({ type: 'user', message: { content: 'Go.' } })}\n`);
  await stage.must('instances.hook', { event: 'started', session: 's', transcript }, stage.as('exec_1'));
  expect(await stage.must('instances.transcript', { id: 'exec_1' })).toMatchObject({
    session: 's',
    file: transcript,
    total: 1,
    entries: [{ kind: 'prompt', text: 'Go.' }],
  });
  const own = await stage.call('instances.transcript', { id: 'exec_1' }, stage.as('exec_1'));
  expect(own).toMatchObject({ ok: false, error: { code: 'refused' } });
});

test('words are looked for through the same door; a CLI without a record that can be read says so', async () => {
  const stage = await openStage([agent, { name: 'mute', command: '/bin/mute', accept: { by: 'hook' } }]);
  await stage.must('instances.spawn', { profile: 'agent', role: 'executive', confirm: false });
  const transcript = join(tempFolder(), 's.jsonl');
  const line = (content: string) => `${JSON.stringify({ type: 'user', message: { content } })}\n`;
  writeFileSync(transcript, line('Go.') + line('Look at the token.'));
  await stage.must('instances.hook', { event: 'started', session: 's', transcript }, stage.as('exec_1'));
  const hits = await stage.must('instances.searchTranscript', { id: 'exec_1', words: 'TOKEN' });
  expect(hits).toEqual({ hits: [1], more: false });
  const own = await stage.call(
    'instances.searchTranscript',
    { id: 'exec_1', words: 'x' },
    stage.as('exec_1'),
  );
  expect(own).toMatchObject({ ok: false, error: { code: 'refused' } });
  await stage.must('instances.spawn', { profile: 'mute', role: 'executive', confirm: false });
  const mute = await stage.call('instances.transcript', { id: 'exec_2' });
  expect(mute).toMatchObject({ ok: false, error: { code: 'unsupported' } });
});
