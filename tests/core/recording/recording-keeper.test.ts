import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { openStage, type Stage } from '../../support/stage.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const withExecutive = async (): Promise<Stage> => {
  const stage = await openStage();
  await stage.must('instances.spawn', { role: 'executive', profile: 'hooked', confirm: false });
  return stage;
};

const kindsOf = (stage: Stage, instance = 'exec_1'): string[] =>
  (stage.recorder.recordings.get(1)?.records.get(instance) ?? []).map(({ kind }) => kind);

const say = async (stage: Stage, text: string): Promise<void> => {
  stage.terminals.say('exec_1', text);
  await settle();
};

test('a run is recorded from its first event to its last, and its terminals from their birth', async () => {
  const stage = await withExecutive();
  await say(stage, 'hello');
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  const recording = stage.recorder.recordings.get(1);
  const log = stage.store.events({ after: 0, limit: 1000, newest: false });
  const from = log.findIndex(({ kind }) => kind === 'run.started');
  const to = log.findIndex(({ kind }) => kind === 'run.ended');
  expect(recording?.events).toEqual(log.slice(from, to + 1));
  expect(recording?.ended).toBe(log[to]?.at);
  expect(kindsOf(stage)).toEqual(['blank', 'output', 'ended']);
});

test('a keyframe is taken after 192 KB, after a minute with output, and at each resize', async () => {
  const stage = await withExecutive();
  await say(stage, 'x'.repeat(192 * 1024 - 1));
  expect(stage.recorder.recordings.get(1)?.keyframes).toEqual([]);
  await say(stage, 'y');
  await stage.must('instances.resize', { id: 'exec_1', size: { cols: 100, rows: 30 } });
  await say(stage, 'z');
  stage.clock.skip(60_000);
  await say(stage, 'z');
  await say(stage, 'z');
  expect(kindsOf(stage)).toEqual([
    ...['blank', 'output', 'output', 'cut', 'resized', 'cut'],
    ...['output', 'output', 'cut', 'output'],
  ]);
  const [first, second, third] = stage.recorder.recordings.get(1)?.keyframes ?? [];
  expect(first?.snapshot).toMatchObject({ offset: 192 * 1024, size: { cols: 120, rows: 36 } });
  expect(second?.snapshot).toMatchObject({ offset: 192 * 1024, size: { cols: 100, rows: 30 } });
  expect(third?.snapshot.offset).toBe(192 * 1024 + 2);
});

test('a keyframe is taken where records were lost', async () => {
  const stage = await withExecutive();
  stage.recorder.lose('exec_1');
  await settle();
  expect(kindsOf(stage)).toEqual(['blank', 'cut']);
  expect(stage.recorder.recordings.get(1)?.keyframes).toHaveLength(1);
});

test.each([
  ['off', []],
  ['counted', [{ kind: 'typedCount', bytes: 2 }]],
  ['full', [{ kind: 'typed', bytes: bytes('ls') }]],
] as const)('what the person types is recorded as the setting says: %s', async (typed, recorded) => {
  const stage = await withExecutive();
  const { settings } = stage.store.view();
  await stage.must('settings.set', { ...settings, recording: { on: true, typed } });
  await stage.must('instances.type', { id: 'exec_1', bytes: bytes('ls') });
  expect(stage.recorder.recordings.get(1)?.records.get('exec_1')?.slice(1)).toEqual(recorded);
});

test('a run that began while recording was off is not recorded', async () => {
  const stage = await openStage();
  const { settings } = stage.store.view();
  await stage.must('settings.set', { ...settings, recording: { on: false, typed: 'off' } });
  await stage.must('instances.spawn', { role: 'executive', profile: 'hooked', confirm: false });
  expect(stage.recorder.recordings.size).toBe(0);
});

test('a host that comes back goes on with the recording: its events without a hole, a gap among its bytes', async () => {
  const stage = await withExecutive();
  await say(stage, 'before');
  const again = await stage.reborn();
  await say(again, 'after');
  const recording = again.recorder.recordings.get(1);
  const log = again.store.events({ after: 0, limit: 1000, newest: false });
  const from = log.findIndex(({ kind }) => kind === 'run.started');
  expect(recording?.events.map(({ seq }) => seq)).toEqual(log.slice(from).map(({ seq }) => seq));
  expect(kindsOf(again)).toEqual(['blank', 'output', 'blank', 'gap', 'inject', 'cut', 'output']);
});
