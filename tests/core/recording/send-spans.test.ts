import { fail } from '@contract/result.ts';
import { settingsSchema } from '@contract/settings.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;
const endpoint = 'http://127.0.0.1:4318/v1/traces';

const endedRun = async (telemetry: object): Promise<Stage> => {
  const stage = await openStage();
  const { settings } = stage.store.view();
  await stage.must('settings.set', settingsSchema.parse({ ...settings, telemetry }));
  await stage.must('runs.launch', { goal: `use ${token}`, profile: 'hooked' });
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  return stage;
};

test('a run’s spans are sent as it ends, masked, where an endpoint is set', async () => {
  const stage = await endedRun({ endpoint, headers: ['Authorization=OTLP_AUTH'] });
  const [sent] = stage.traces.sent;
  expect(sent?.to).toEqual({ endpoint, headers: ['Authorization=OTLP_AUTH'] });
  expect(JSON.parse(sent?.json ?? '')).toHaveProperty('resourceSpans');
  expect(sent?.json).not.toContain(token);
  expect(await stage.must('runs.sendSpans', { run: 1 })).toMatchObject({ run: 1, endpoint });
});

test('what could not be sent is told to the person, with how to send it again', async () => {
  const stage = await openStage();
  const { settings } = stage.store.view();
  await stage.must('settings.set', settingsSchema.parse({ ...settings, telemetry: { endpoint } }));
  await stage.must('runs.launch', { goal: 'a parser', profile: 'hooked' });
  stage.traces.answer = fail('timeout', `${endpoint} did not answer`, 'Check that it runs there.');
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  const events = stage.store.events({ after: 0, limit: 500, newest: false });
  const ended = events.find(({ kind }) => kind === 'run.ended');
  const told = events.find((event) => event.kind === 'message.stored' && event.data.to === 'person');
  expect(told).toMatchObject({ cause: ended?.seq });
  expect(JSON.stringify(told)).toContain('tutti export 1 --format otlp --send');
});

test('without an endpoint nothing is sent, and who asks for it is told what to set', async () => {
  const stage = await endedRun({});
  expect(stage.traces.sent).toEqual([]);
  expect(await stage.call('runs.sendSpans', { run: 1 })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', remedy: expect.stringContaining('telemetry.endpoint') },
  });
});
