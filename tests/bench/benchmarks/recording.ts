import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordedItem, RecordPlace } from '@contract/recordings.ts';
import { KnownPieces } from '@contract/view-parts.ts';
import headless from '@xterm/headless';
import { RecordingReaders } from '../../../src-main/adapters/recording/reading/recording-readers.ts';
import type { RecordingReader, RecordPage } from '../../../src-main/core/ports/recordings.ts';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { demand } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { begun, ended, type MadeRecording, makeRecording, size } from '../support/made-recording.ts';
import { dice } from '../support/terminal-output.ts';

const seeks = 400;
const states = 300;
/** Of the whole state before anything was read in order. */
const unreadStates = 40;
const shownPanes = 4;
/** Replays of a pane from its start, at as many of the instants: each takes seconds. */
const replays = 8;
const openings = 7;
/** Of records in one answer. */
const pageBytes = 1_048_576;

const newTerminal = () => new headless.Terminal({ ...size, scrollback: 1000, allowProposedApi: true });
type Terminal = ReturnType<typeof newTerminal>;

const written = (terminal: Terminal, data: string | Uint8Array): Promise<void> =>
  new Promise((done) => terminal.write(data, done));

const draw = async (terminal: Terminal, items: readonly RecordedItem[]): Promise<void> => {
  let last = Promise.resolve();
  for (const { record } of items) if (record.kind === 'output') last = written(terminal, record.bytes);
  await last;
};

/** As a viewer comes to a screen: the thread's answer, drawn. */
const seek = async (reader: RecordingReader, id: string, at: number): Promise<Terminal> => {
  const screen = demand(await reader.screenAt(id, at));
  const terminal = newTerminal();
  if (screen?.keyframe != null) {
    void written(terminal, screen.keyframe.data);
    await written(terminal, screen.keyframe.pending);
  }
  await draw(terminal, screen?.records ?? []);
  return terminal;
};

const replay = async (reader: RecordingReader, id: string, until: number): Promise<Terminal> => {
  const terminal = newTerminal();
  for (let place: RecordPlace | null = null; ; ) {
    const page: RecordPage = demand(await reader.records(id, place, pageBytes));
    await draw(
      terminal,
      page.items.filter(({ at }) => at <= until),
    );
    if (page.next === null || (page.items.at(-1)?.at ?? 0) > until) return terminal;
    place = page.next;
  }
};

const textOf = (terminal: Terminal): string => {
  const { active } = terminal.buffer;
  return Array.from({ length: size.rows }, (_, row) =>
    active.getLine(active.baseY + row)?.translateToString(true),
  ).join('\n');
};

/** With the CPU time of all threads, which one after the other do the work: on a machine with nothing else to do it is what passes. */
const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; cpu: number; value: T }> => {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - from, cpu: (user + system) / 1000, value };
};

const cpuNote = (used: readonly number[], share = 0.99): string =>
  `${percentile(used, share).toFixed(1)} ms of CPU time in all threads`;

const momentOf = (roll: (below: number) => number): number => begun + roll(ended - begun);

const seekFigures = async (reader: RecordingReader, { ids }: MadeRecording): Promise<Figure[]> => {
  const roll = dice(3);
  const places = Array.from({ length: seeks }, () => ({
    id: ids[roll(ids.length)] ?? '',
    at: momentOf(roll),
  }));
  const took: number[] = [];
  const used: number[] = [];
  const data: number[] = [];
  for (const { id, at } of places) {
    data.push((await timed(() => reader.screenAt(id, at))).ms);
    const { ms, cpu, value } = await timed(() => seek(reader, id, at));
    took.push(ms);
    used.push(cpu);
    value.dispose();
  }
  const whole: number[] = [];
  const same: number[] = [];
  for (const { id, at } of places.slice(0, replays)) {
    const long = await timed(() => replay(reader, id, at));
    const short = await timed(() => seek(reader, id, at));
    if (textOf(long.value) !== textOf(short.value)) throw new Error(`${id} at ${at} is shown otherwise`);
    whole.push(long.ms);
    same.push(short.ms);
  }
  const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
  return [
    { name: 'seek of one pane, drawn, p50', value: median(took), unit: 'ms' },
    {
      ...within('seek of one pane, drawn, p99', percentile(took, 0.99), 100),
      note: `of ${seeks} seeks; ${cpuNote(used)}`,
    },
    { name: 'seek of one pane, its data, p99', value: percentile(data, 0.99), unit: 'ms' },
    against(
      {
        name: 'seek of one pane, mean',
        value: sum(same) / replays,
        unit: 'ms',
        goal: { atMost: 1 / 50 },
        note: `of the same ${replays} panes and instants, which showed the same`,
      },
      { name: 'replay of it from its start, mean', value: sum(whole) / replays },
    ),
  ];
};

/** A figure whose goal is a number of its own unit. */
const within = (name: string, value: number, atMost: number): Figure => ({
  ...{ name, value, unit: 'ms', ratio: value, goal: { atMost } },
});

const stateFigures = async (reader: RecordingReader): Promise<Figure[]> => {
  const roll = dice(5);
  const unread: number[] = [];
  for (let count = 0; count < unreadStates; count += 1) {
    const { ms, value } = await timed(() => reader.viewAt({ at: momentOf(roll) }));
    demand(value);
    unread.push(ms);
  }
  const timeline = await timed(async () => {
    for (let after = 0, more = true; more; ) {
      const page = demand(await reader.timeline(after));
      after = page.seq;
      more = page.more;
    }
  });
  const took: number[] = [];
  const used: number[] = [];
  const pieces = new KnownPieces();
  for (let count = 0; count < states; count += 1) {
    const { known, whole } = pieces.ask();
    const at = momentOf(roll);
    const { ms, cpu } = await timed(async () => whole(demand(await reader.viewParts({ at }, known))));
    took.push(ms);
    used.push(cpu);
  }
  return [
    { name: 'whole state at an instant, p50', value: median(took), unit: 'ms' },
    {
      ...within('whole state at an instant, p99', percentile(took, 0.99), 50),
      note: `of ${states} instants, by a viewer that has read the timeline; ${cpuNote(used)}`,
    },
    {
      ...{ name: 'whole state before the timeline is read, p50', value: median(unread), unit: 'ms' },
      note: `of ${unreadStates} instants`,
    },
    {
      ...{ name: 'timeline of 100,000 events', value: timeline.ms, unit: 'ms' },
      note: cpuNote([timeline.cpu]),
    },
  ];
};

/** A thread that is not there yet, and a file that nobody has open: to what the first frame is drawn from, as of `at`. */
const opened = async (
  ground: Ground,
  { file, ids }: MadeRecording,
  at: number,
): Promise<{ value: number; note: string }> => {
  const took: number[] = [];
  const used: number[] = [];
  for (let count = 0; count < openings; count += 1) {
    const readers = readersOf(ground);
    const { ms, cpu } = await timed(async () => {
      const reader = demand(await readers.open(file));
      const needed = [reader.about(), reader.streams(), reader.tip(), reader.viewParts({ at }, [])];
      for (const answer of await Promise.all(needed)) demand<unknown>(answer);
      await Promise.all(ids.slice(0, shownPanes).map((id) => seek(reader, id, at)));
    });
    took.push(ms);
    used.push(cpu);
    await readers.stop();
  }
  const first = `of ${openings}: a new thread, what there is, the state and ${shownPanes} panes`;
  return { value: Math.max(...took), note: `${first}; ${cpuNote(used)}` };
};

const openingFigures = async (ground: Ground, made: MadeRecording): Promise<Figure[]> => {
  const first = await opened(ground, made, begun + 1000);
  const last = await opened(ground, made, ended);
  return [
    { ...within('opened where a viewer begins, the slowest', first.value, 1000), note: first.note },
    { ...{ name: 'opened at its end, the slowest', unit: 'ms' }, ...last },
  ];
};

const readersOf = ({ checkout }: Ground): RecordingReaders =>
  new RecordingReaders({
    workerUrl: pathToFileURL(join(checkout, 'out', 'main', 'recording-reader-worker.js')),
    log: { info: () => {}, warn: () => {}, error: (what, error) => console.error(what, error) },
  });

const recording = async (ground: Ground): Promise<Figure[]> => {
  const gigabytes = Number(process.env.TUTTI_BENCH_RECORDING_GB ?? '2');
  const file = join(ground.folder, 'recordings', 'run-1.tutti');
  const made = await timed(() => makeRecording(file, gigabytes * 1e9, ground.say));
  const { recorded, onDisk } = made.value;
  const readers = readersOf(ground);
  ground.onEnd(() => readers.stop());
  const opening = await openingFigures(ground, made.value);
  const reader = demand(await readers.open(file));
  ground.say('seeking');
  const sought = await seekFigures(reader, made.value);
  ground.say('states');
  const figures = [...sought, ...(await stateFigures(reader)), ...opening];
  const damage = demand(await reader.damage());
  if (damage.length > 0) throw new Error(`damaged: ${JSON.stringify(damage[0])}`);
  return [
    ...figures,
    against(
      { name: 'bytes on disk', value: onDisk / 1e6, unit: 'MB', goal: { atMost: 1 / 5 } },
      { name: 'bytes recorded', value: recorded / 1e6 },
    ),
    {
      name: 'written at',
      value: recorded / 1e6 / (made.ms / 1000),
      unit: 'MB/s',
      note: 'generated and drawn, too',
    },
  ];
};

export const recordingBenchmark: Benchmark = {
  name: 'recording',
  title: 'A recording of 8 h, 50 instances: seeking, whole state, opening, size (--recording-gb 2)',
  run: recording,
};
