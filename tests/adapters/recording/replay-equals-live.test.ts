import type { Result } from '@contract/result.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedItem } from '../../../src-main/core/ports/recordings.ts';
import { OpenRecordings } from '../../../src-main/core/recording/open-recordings.ts';
import { recordingRooms } from '../../../src-main/core/recording/recording-rooms.ts';
import { bundled } from '../../support/bundle.ts';
import { person } from '../../support/stage.ts';
import { anyLife } from './arbitrary-life.ts';
import { type Moment, playLife } from './played-life.ts';
import { freshTerminal, stateOf, write } from './terminal-state.ts';

const screen = bundled('src-main/adapters/screen/worker.ts', 'screen-worker.js');
const recording = bundled('src-main/adapters/recording/worker.ts', 'recording-worker.js');

type Shown = ReturnType<typeof freshTerminal>;

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** As a viewer takes a record; the terminal that shows it afterwards. */
const take = async (
  terminal: Shown | null,
  { record }: Pick<RecordedItem, 'record'>,
): Promise<Shown | null> => {
  if (record.kind === 'blank') {
    terminal?.dispose();
    return freshTerminal(record.size);
  }
  if (record.kind === 'output' && terminal !== null) await write(terminal, record.bytes);
  if (record.kind === 'inject' && terminal !== null) await write(terminal, record.data);
  if (record.kind === 'resized') terminal?.resize(record.size.cols, record.size.rows);
  return terminal;
};

test('at any instant of any run replay equals what live showed: the view, and every screen cell by cell', {
  timeout: 240_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(anyLife, fc.infiniteStream(fc.nat()), async (steps, choices) => {
      const choose = (most: number): number => Number(choices.next().value ?? 0) % most;
      const { recordings, clock, moments } = await playLife(steps, {
        screen: screen(),
        recording: recording(),
      });
      const open = new OpenRecordings({ clock, recordings });
      const store = { runs: () => [{ run: 1, title: 'a run', startedAt: 0, endedAt: null }] };
      const rooms = recordingRooms({ clock, recordings, store }, open);

      /** What a seek to a moment shows, and how to go on from there. */
      const seek = async (instance: string, at: number) => {
        const found = must(await rooms['recordings.screen'](person, { run: 1, instance, at }));
        if (found === null) return null;
        expect(found.exact).toBe(true);
        let terminal: Shown | null = null;
        if (found.keyframe !== null) {
          terminal = freshTerminal(found.keyframe.size);
          await write(terminal, found.keyframe.data);
          await write(terminal, found.keyframe.pending);
        }
        for (const item of found.records) terminal = await take(terminal, item);
        return { terminal, next: found.next };
      };

      /** From a moment on, as playing goes on, until another size: there is the next keyframe. */
      const playOn = async (instance: string, from: Moment, rest: readonly Moment[]): Promise<void> => {
        const sought = await seek(instance, from.at);
        if (sought === null) return;
        let { terminal } = sought;
        const { items } = must(
          await rooms['recordings.records'](person, {
            run: 1,
            instance,
            from: sought.next,
            bytes: 1_000_000,
          }),
        );
        const left = [...items];
        for (const moment of rest) {
          while (left[0] !== undefined && left[0].at <= moment.at) {
            const item = left.shift();
            if (item === undefined || item.record.kind === 'resized') return;
            terminal = await take(terminal, item);
          }
          const live = moment.screens[instance];
          if (live == null) return;
          expect(terminal === null ? null : stateOf(terminal)).toEqual(live);
          compared += 1;
        }
        terminal?.dispose();
      };

      for (const [place, { at, view, screens }] of moments.entries()) {
        const next = moments[place + 1]?.at ?? at + 1000;
        const instant = at + choose(next - at);
        for (const [instance, live] of Object.entries(screens)) {
          if (live === null) continue;
          const sought = await seek(instance, instant);
          expect(sought?.terminal == null ? null : stateOf(sought.terminal)).toEqual(live);
          sought?.terminal?.dispose();
          compared += 1;
        }
        for (const moment of [{ at: instant }, { seq: view.seq }])
          expect(must(await rooms['recordings.view'](person, { run: 1, moment }))).toEqual(view);
      }
      for (const instance of ['exec_1', 'mgr_1_1']) {
        const place = choose(moments.length);
        const from = moments[place];
        if (from !== undefined && from.screens[instance] !== null)
          await playOn(instance, from, moments.slice(place));
      }
      open.stop();
    }),
    // Each run takes a second or so: to shrink one would take the time of all tests.
    { numRuns: 12, endOnFailure: true },
  );
  // Not all of it may be beyond what keyframes restore.
  expect(compared).toBeGreaterThan(100);
});
