import { statSync } from 'node:fs';
import type { InstanceId } from '@contract/ids.ts';
import { emptyView } from '@contract/view.ts';
import { RecordingWriter } from '../../../src-main/adapters/recording/recording-writer.ts';
import { makeScreen } from '../../../src-main/adapters/screen/screen.ts';
import type { ScreenSnapshot } from '../../../src-main/core/ports/screens.ts';
import { KeyframePace } from '../../../src-main/core/recording/keyframe-pace.ts';
import { family, runEvents } from './recorded-events.ts';
import { type OutputKind, outputOf, type Piece } from './terminal-output.ts';

export const size = { cols: 120, rows: 40 };
const instances = 50;
const events = 100_000;
const spanMs = 8 * 3_600_000;
export const begun = Date.UTC(2026, 0, 5, 9);
export const ended = begun + spanMs;

/** A stretch of output is so long, after which the program is another one. */
const stretchBytes = 256 * 1024;
/** Mostly builds, some of it bars that fill, a quarter agents' own interfaces. */
const kinds: readonly OutputKind[] = ['build', 'tui', 'build', 'progress', 'build', 'tui', 'build', 'build'];
/** What is packed at a time is a quarter of a stretch: that one comes again makes nothing smaller. */
const differentStretches = 48;
/** So often in recorded time all is flushed; while a run goes on it is ten times a second. */
const flushMs = 10_000;

interface TimedPiece {
  /** Since the stretch began. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The screen after it, where a keyframe is due. */
  readonly keyframe: ScreenSnapshot | null;
}

/**
 * Its pieces over no more than `slotMs`, with keyframes at the recorder's own pace. A stretch clears its screen first, so that no keyframe of it
 * depends on what came before: each is drawn once, since a terminal costs 20 times what writing does.
 */
const stretchOf = async (number: number, slotMs: number): Promise<readonly TimedPiece[]> => {
  const kind = kinds[number % kinds.length] ?? 'build';
  const pieces: readonly Piece[] = outputOf(kind, 1 + number, stretchBytes, size.cols);
  const faster = Math.min(1, slotMs / pieces.reduce((sum, { after }) => sum + after, 0));
  const screen = makeScreen(size, 0, () => {});
  const pace = new KeyframePace(0);
  const timed: TimedPiece[] = [];
  let passed = 0;
  for (const { after, bytes } of pieces) {
    passed += after;
    const at = Math.floor(passed * faster);
    await new Promise<void>((done) => screen.write(bytes, done));
    // The first of a stretch mostly comes after a pause.
    const due = pace.isDue(bytes.length, at) || timed.length === 0;
    if (due) pace.taken(at);
    timed.push({ at, bytes, keyframe: due ? screen.snapshot(0, 0) : null });
  }
  screen.dispose();
  return timed;
};

export interface MadeRecording {
  readonly file: string;
  readonly ids: readonly InstanceId[];
  /** Bytes of terminal output in it, and of the file. */
  readonly recorded: number;
  readonly onDisk: number;
  readonly events: number;
}

/** Writes a recording of 8 hours, 50 instances, 100,000 events and about so many bytes of output, by the writer of real ones. */
export const makeRecording = async (
  file: string,
  bytes: number,
  say: (text: string) => void,
): Promise<MadeRecording> => {
  const hands = { now: begun };
  const head = { file, run: 1, title: 'measured', project: 'bench', version: '0', startedAt: begun };
  const writer = new RecordingWriter({ ...head, after: 0, view: emptyView }, () => hands.now);
  const ids = family(instances).map(({ id }) => id);
  const slots = Math.max(1, Math.round(bytes / instances / stretchBytes));
  const slotMs = spanMs / slots;
  const stretches: (readonly TimedPiece[])[] = [];
  while (stretches.length < Math.min(differentStretches, slots * instances))
    stretches.push(await stretchOf(stretches.length, slotMs));
  const happened = runEvents(instances, events, begun, spanMs);
  for (const id of ids) writer.put(id, begun, { kind: 'blank', size });
  let [recorded, cuts, told, flushed] = [0, 0, 0, begun];
  for (let slot = 0; slot < slots; slot += 1) {
    const from = begun + slot * slotMs;
    const all = ids.flatMap((id, place) =>
      (stretches[(slot * 7 + place * 5) % stretches.length] ?? []).map((piece) => ({ ...piece, id })),
    );
    all.sort((one, other) => one.at - other.at);
    for (const { id, at: after, bytes: output, keyframe } of all) {
      const at = Math.floor(from + after);
      writer.put(id, at, { kind: 'output', bytes: output });
      recorded += output.length;
      if (keyframe !== null) {
        cuts += 1;
        writer.cut(id, cuts, at);
        writer.keyframe(id, cuts, keyframe);
      }
      if (at < flushed + flushMs) continue;
      [hands.now, flushed] = [at, at];
      const next = happened.findIndex((event, place) => place >= told && event.at > at);
      writer.events(happened.slice(told, next < 0 ? undefined : next));
      told = next < 0 ? happened.length : next;
      writer.flush();
    }
    if (slot % 20 === 0) say(`${(recorded / 1e6).toFixed(0)} MB written`);
  }
  writer.events(happened.slice(told));
  writer.end(ended);
  writer.close();
  return { file, ids, recorded, onDisk: statSync(file).size, events: happened.length };
};
