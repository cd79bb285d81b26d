import type { RecordingLine } from '@contract/recordings.ts';
import { fail, ok } from '@contract/result.ts';
import type { RunLine } from '@contract/run-reports.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const dayMs = 24 * 3_600_000;
const titles = ['JWT auth', 'Upgrade to Node 24', 'Flaky tests', '', 'Invoices as PDF'];

/** Runs, the newest first: each day one. */
const pastRuns = (newest: number, past: number, now: number): RunLine[] =>
  Array.from({ length: past }, (_, at): RunLine => {
    const run = newest - at;
    const begunAt = now - (at + 1) * dayMs;
    const ms = 1000 * (60 + (run % 7) * 1500);
    const total = run % 9;
    const failed = run % 4 === 0 ? Math.min(1, total) : 0;
    const tasks = { total, done: total - failed, failed };
    const title = titles[run % titles.length] ?? '';
    return {
      run,
      title,
      begunAt,
      endedAt: begunAt + ms,
      ms,
      instances: 1 + (run % 12),
      tasks,
      merged: total,
    };
  });

export interface RunScene {
  /** So many runs before the one that goes on. */
  readonly past: number;
  readonly broken?: boolean;
}

/** Runs and their recordings; what is protected or removed shows in them. */
export const runHandlers = (tape: EventTape, scene: RunScene): Handlers => {
  const now = Date.now();
  const present = tape.view.run?.run ?? 0;
  // More than there can be before the one of the tape have numbers above it: nobody minds.
  const newest = scene.past < present ? present - 1 : present + scene.past;
  const runs = pastRuns(newest, scene.past, now);
  const lines = new Map<number, RecordingLine>();
  // Of the oldest the recordings are gone.
  for (const { run, title, begunAt: begun, endedAt: ended } of runs)
    if (run > newest - Math.max(8, scene.past - 100))
      lines.set(run, {
        run,
        title,
        begun,
        ended,
        bytes: 40_000 * (run % 97) ** 2 + 900,
        protected: run % 6 === 0,
      });
  const gone = { code: 'not_found', message: 'no recording', remedy: 'Name another.' } as const;
  const change = (run: number, on: boolean) => {
    const line = lines.get(run);
    if (line === undefined) return fail(gone.code, gone.message, gone.remedy);
    lines.set(run, { ...line, protected: on });
    tape.add(on ? 'recording.protected' : 'recording.unprotected', { run });
    return ok({ ...line, protected: on });
  };
  const broken = fail('internal', 'The log could not be read.', 'Look into the log of the host.');
  return {
    'runs.overview': () => {
      if (scene.broken === true) return broken;
      if (tape.view.run === null) return ok([]);
      const { run, title, startedAt } = tape.view.run;
      const ids = Object.keys(tape.view.instances);
      const tasks = { total: 3, done: 1, failed: 0 };
      const line = { run, title, begunAt: startedAt, endedAt: null, ms: now - startedAt, tasks, merged: 0 };
      return ok([{ ...line, instances: ids.length }, ...runs]);
    },
    'recordings.list': () => ok([...lines.values()]),
    'recordings.removed': () =>
      ok(
        runs
          .filter(({ run }) => !lines.has(run) && run % 2 === 0)
          .map(({ run }) => ({ run, at: now, bytes: 5, why: 'age' as const })),
      ),
    'recordings.protect': ({ run }) => change(run, true),
    'recordings.unprotect': ({ run }) => change(run, false),
    'recordings.remove': ({ run }) => {
      const line = lines.get(run);
      if (line === undefined) return fail(gone.code, gone.message, gone.remedy);
      lines.delete(run);
      tape.add('recording.removed', { run, bytes: line.bytes, why: 'asked' });
      return ok({ run, at: Date.now(), bytes: line.bytes, why: 'asked' as const });
    },
  };
};
