import type { Settings } from '@contract/settings.ts';
import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

const day = 24 * 3_600_000;
const gb = 2 ** 30;

const oneRun = async (stage: Stage, bytes: number): Promise<void> => {
  const { run } = await stage.must('runs.start', { title: 'a run' });
  stage.recordings.files.set(run, bytes);
  await stage.must('runs.end', {});
  await stage.clock.advance(0);
};

const keep = async (stage: Stage, rule: Partial<Settings['recording']>): Promise<void> => {
  const { settings } = stage.store.view();
  await stage.must('settings.set', { ...settings, recording: { ...settings.recording, ...rule } });
};

const removedBy = (stage: Stage) =>
  stage.store
    .events({ after: 0, limit: 1000, newest: false, kinds: ['recording.removed'] })
    .map(({ actor, data }) => ({ ...data, by: actor.kind }));

test('after each run the rule is applied: the oldest goes, as an event that says why', async () => {
  const stage = await openStage();
  await keep(stage, { keepGigabytes: 2 });
  for (let run = 0; run < 3; run += 1) await oneRun(stage, gb);
  expect([...stage.recordings.files.keys()]).toEqual([2, 3]);
  expect(removedBy(stage)).toEqual([{ run: 1, bytes: gb, why: 'size', by: 'tutti' }]);
  expect(await stage.must('recordings.removed', {})).toMatchObject([{ run: 1, why: 'size' }]);
});

test('what grows old is found daily, and by the next host at its start', async () => {
  const stage = await openStage();
  await oneRun(stage, 5);
  await stage.clock.advance(90 * day);
  expect([...stage.recordings.files.keys()]).toEqual([1]);
  await stage.clock.advance(2 * day);
  expect(removedBy(stage)).toEqual([{ run: 1, bytes: 5, why: 'age', by: 'tutti' }]);
  await oneRun(stage, 5);
  stage.clock.skip(91 * day);
  const again = await stage.reborn();
  expect([...again.recordings.files.keys()]).toEqual([]);
});

test('a protected one stays, whatever becomes of its file, until it is unprotected; the log keeps that', async () => {
  const stage = await openStage();
  await oneRun(stage, 5);
  await oneRun(stage, 5);
  expect(await stage.must('recordings.protect', { run: 1 })).toMatchObject({ run: 1, protected: true });
  await stage.must('recordings.protect', { run: 1 });
  stage.clock.skip(400 * day);
  const again = await stage.reborn();
  expect((await again.must('recordings.list', {})).map((line) => [line.run, line.protected])).toEqual([
    [1, true],
  ]);
  expect(await again.call('recordings.remove', { run: 1 })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'run' },
  });
  await again.must('recordings.unprotect', { run: 1 });
  expect(await again.must('recordings.remove', { run: 1 })).toMatchObject({ run: 1, why: 'asked' });
  expect(await again.call('recordings.protect', { run: 1 })).toMatchObject({ error: { code: 'not_found' } });
  const told = again.store.events({ after: 0, limit: 1000, newest: false }).map(({ kind }) => kind);
  expect(told.filter((kind) => kind === 'recording.protected')).toHaveLength(1);
});

test('the run that goes on, what is watched, and what no run is known of stay', async () => {
  const stage = await openStage();
  await oneRun(stage, 5);
  await stage.must('runs.start', { title: 'on' });
  stage.recordings.files.set(2, 5).set(77, 5);
  stage.recordings.openable.set(1, 0);
  await stage.must('recordings.get', { run: 1 });
  stage.clock.skip(400 * day);
  const nothing = { dryRun: false, keepDays: 1 };
  expect((await stage.must('recordings.prune', nothing)).removed).toEqual([]);
  expect(await stage.call('recordings.remove', { run: 2 })).toMatchObject({ error: { code: 'wrong_state' } });
  expect(await stage.call('recordings.remove', { run: 77 })).toMatchObject({ error: { code: 'not_found' } });
  // Nobody has looked at it for a minute.
  await stage.clock.advance(61_000);
  await stage.must('recordings.prune', nothing);
  expect(removedBy(stage)).toMatchObject([{ run: 1 }]);
  expect([...stage.recordings.files.keys()]).toEqual([2, 77]);
});

test('a dry run removes nothing and says what would go; what can not be removed is told', async () => {
  const stage = await openStage();
  await keep(stage, { keepGigabytes: 0 });
  for (let run = 0; run < 3; run += 1) await oneRun(stage, gb);
  await stage.must('recordings.protect', { run: 2 });
  const dry = await stage.must('recordings.prune', { dryRun: true, keepGigabytes: 2 });
  expect(dry).toMatchObject({
    ...{ keepDays: 90, keepGigabytes: 2, failed: [] },
    removed: [{ run: 1, why: 'size', bytes: gb }],
    kept: { recordings: 2, bytes: 2 * gb, protected: 1 },
  });
  expect(stage.recordings.files.size).toBe(3);
  stage.recordings.stuck.add(1);
  const tried = await stage.must('recordings.prune', { keepGigabytes: 2 });
  expect(tried).toMatchObject({ removed: [], failed: [{ run: 1 }], kept: { recordings: 3 } });
  expect(removedBy(stage)).toEqual([]);
});
