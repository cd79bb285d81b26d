import { ok } from '@contract/result.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeScreen } from '../../../src-main/adapters/screen/screen.ts';
import type { ScreenSnapshot } from '../../../src-main/core/ports/screens.ts';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';
import { play, withSpeed } from '../../../src-renderer/replay-timeline/player.ts';
import { createReplayClient } from '../../../src-renderer/replay-timeline/replay-client.ts';
import { TerminalFollower } from '../../../src-renderer/terminal-panes/terminal-follower.ts';
import { screenOf } from '../../../src-renderer/terminal-panes/terminal-screen-port.ts';
import { anySession, type Session } from '../../adapters/recording/arbitrary-output.ts';
import { freshFile, readerOf, writerOf } from '../../adapters/recording/support.ts';
import { freshTerminal, isBeyondKeyframes, stateOf, write } from '../../adapters/recording/terminal-state.ts';
import { clockByHand, settle } from './clock-by-hand.ts';

const from = 1_000_000;
/** Each step of a session comes so many ms after the one before. */
const stepMs = 400;

/** Records a session as a host does: with a keyframe after every third step and at each other size. */
const record = async ({ size, steps }: Session): Promise<string> => {
  const file = freshFile();
  const writer = writerOf(file, { now: from });
  const screen = makeScreen(size, 1000, () => undefined);
  let cut = 0;
  const keyframe = (at: number): void => {
    cut += 1;
    writer.cut('exec_1', cut, at);
    const snapshot: ScreenSnapshot = screen.snapshot(0, 0);
    writer.keyframe('exec_1', cut, snapshot);
  };
  writer.put('exec_1', from, { kind: 'blank', size });
  for (const [number, step] of steps.entries()) {
    const at = from + number * stepMs;
    if (step instanceof Uint8Array) {
      await new Promise<void>((done) => screen.write(step, done));
      writer.put('exec_1', at, { kind: 'output', bytes: step });
      if (number % 3 === 2) keyframe(at);
    } else {
      screen.resize(step);
      writer.put('exec_1', at, { kind: 'resized', size: step });
      keyframe(at);
    }
  }
  writer.flush();
  writer.close();
  screen.dispose();
  return file;
};

/** What a host answers of that file. */
const hostOf = (file: string): TuttiClient => {
  const reader = readerOf(file);
  const answer = (verb: string, input: never): unknown => {
    const { at, from: place, bytes } = input as { at: number; from?: never; bytes: number };
    if (verb === 'recordings.screen') return reader.screenAt('exec_1', at);
    return reader.records('exec_1', place ?? null, bytes);
  };
  return {
    call: async (verb: string, input: never) => ok(answer(verb, input)),
  } as unknown as TuttiClient;
};

/** What a terminal shows that was fed from the start with what had come by then; null: xterm itself breaks on it. */
const shownLive = async ({ size, steps }: Session, head: number) => {
  const terminal = freshTerminal(size);
  try {
    for (const [number, step] of steps.entries()) {
      if (from + number * stepMs > head) break;
      if (step instanceof Uint8Array) await write(terminal, step);
      else terminal.resize(step.cols, step.rows);
    }
    return isBeyondKeyframes(terminal) ? null : stateOf(terminal);
  } catch {
    return null;
  } finally {
    terminal.dispose();
  }
};

const move = fc.oneof(
  fc.record({ kind: fc.constant('seek' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 900 }) }),
);

/** A screen that is shown anew while the one before stands within a sequence. */
const cutSequence: [Session, ({ kind: 'seek'; share: number } | { kind: 'pass'; ms: number })[], 1] = [
  {
    size: { cols: 8, rows: 2 },
    steps: ['ab\u001b', '[3', 'C漢', '字'].map((text) => new TextEncoder().encode(text)),
  },
  [0, 0, 0.2, 0, 0.9, 0.1].map((share) => ({ kind: 'seek', share })),
  1,
];

test('at any instant a pane of a replay shows cell by cell what it showed live, wherever the playhead came from', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    anySession,
    fc.array(move, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(0.25 as const, 1 as const, 8 as const, 32 as const),
    async (session, moves, speed) => {
      const range = { from, to: from + session.steps.length * stepMs + 1000 };
      fc.pre((await shownLive(session, range.to)) !== null);
      const file = await record(session).catch(() => null);
      // There is output that xterm itself breaks on.
      fc.pre(file !== null);
      const { clock, pass } = clockByHand(range);
      const client = createReplayClient(hostOf(file ?? ''), 1, clock);
      const terminal = freshTerminal(session.size);
      const screen = screenOf(terminal);
      const follower = new TerminalFollower(client, 'exec_1', screen, {
        onState: () => undefined,
        onSize: () => undefined,
      });
      follower.start();
      clock.press((player, now) => withSpeed(play(player, now), speed, now));
      for (const one of moves) {
        if (one.kind === 'seek') clock.seek(range.from + one.share * (range.to - range.from));
        else pass(one.ms);
        await settle();
        await write(terminal, '');
        await settle();
        await write(terminal, '');
        const live = await shownLive(session, clock.head);
        if (live !== null) expect(stateOf(terminal)).toEqual(live);
      }
      follower.stop();
      clock.stop();
      terminal.dispose();
    },
  );
  await fc.assert(property, { numRuns: 40, examples: [cutSequence] });
});
