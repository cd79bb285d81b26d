import type { recordingVerbs } from '@contract/recording-verbs.ts';
import type { RecordedItem, Recording } from '@contract/recordings.ts';
import { ok, type Result } from '@contract/result.ts';
import type { View } from '@contract/view.ts';
import type { ViewParts } from '@contract/view-parts.ts';
import type {
  RecordedItem as Item,
  RecordingContents,
  RecordingReader,
  Recordings,
} from '../ports/recordings.ts';
import type { Store } from '../ports/store.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { Rooms } from '../room.ts';
import type { OpenRecordings } from './open-recordings.ts';
import { recordingInsight } from './recording-insight.ts';
import { linesOf } from './recording-lines.ts';
import { RecordingSearches } from './search-recordings.ts';

const then = <A, B>(result: Result<A>, make: (value: A) => B): Result<B> =>
  result.ok ? ok(make(result.value)) : result;

/** Bytes of its own: those of a reader are a window on a buffer that it keeps. */
const sent = ({ record, ...place }: Item): RecordedItem =>
  record.kind === 'output' || record.kind === 'typed'
    ? { ...place, record: { ...record, bytes: new Uint8Array(record.bytes) } }
    : { ...place, record };

type Told<Question extends keyof RecordingContents> = ReturnType<RecordingContents[Question]>;

/** What a viewer has to know before it shows anything. */
export const recordingOf = (
  about: Told<'about'>,
  streams: Told<'streams'>,
  tip: Told<'tip'>,
  damage: Told<'damage'>,
): Recording => ({
  ...about,
  // The last event is as late as anything that is recorded, but for output that came after it.
  last: Math.max(about.begun, tip.at, ...streams.map(({ lastAt }) => lastAt)),
  lastSeq: tip.seq,
  streams: [...streams],
  damage: [...damage],
});

const describe = async (reader: RecordingReader): Promise<Result<Recording>> => {
  const [about, streams, tip] = await Promise.all([reader.about(), reader.streams(), reader.tip()]);
  // Last: what the others found damaged is in it.
  const damage = await reader.damage();
  if (!about.ok) return about;
  if (!streams.ok) return streams;
  if (!tip.ok) return tip;
  return then(damage, (found) => recordingOf(about.value, streams.value, tip.value, found));
};

export const recordingRooms = (
  ports: Pick<ProjectPorts, 'clock'> & {
    readonly recordings: Pick<Recordings, 'list'>;
    readonly store: Pick<Store, 'runs'>;
  },
  open: OpenRecordings,
): Rooms<keyof typeof recordingVerbs> => {
  const reading = async <T>(
    run: number,
    read: (reader: RecordingReader) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const reader = await open.get(run);
    return reader.ok ? read(reader.value) : reader;
  };
  const searches = new RecordingSearches(ports, open);
  return {
    ...recordingInsight(reading),
    'recordings.list': () => ok(linesOf(ports.store.runs(), ports.recordings.list(), () => false)),
    'recordings.get': (_caller, { run }) =>
      reading(run, async (reader) =>
        then(await describe(reader), (described) => {
          // The log knows of an end that could not be recorded: nobody has to wait for it.
          const known = ports.store.runs().find((one) => one.run === run)?.endedAt ?? null;
          return { ...described, ended: described.ended ?? known };
        }),
      ),
    'recordings.view': (_caller, { run, moment, known }) =>
      reading<View | ViewParts>(run, (reader) =>
        known === undefined ? reader.viewAt(moment) : reader.viewParts(moment, known),
      ),
    'recordings.timeline': (_caller, { run, after }) => reading(run, (reader) => reader.timeline(after)),
    'recordings.step': (_caller, { run, at, direction }) =>
      reading(run, (reader) => reader.eventNear(at, direction)),
    'recordings.events': (_caller, { run, ...wanted }) =>
      reading(run, async (reader) => then(await reader.events(wanted), (events) => [...events])),
    'recordings.screen': (_caller, { run, instance, at }) =>
      reading(run, async (reader) =>
        then(await reader.screenAt(instance, at), (screen) =>
          screen === null ? null : { ...screen, records: screen.records.map(sent) },
        ),
      ),
    'recordings.records': (_caller, { run, instance, from, bytes }) =>
      reading(run, async (reader) =>
        then(await reader.records(instance, from ?? null, bytes), ({ items, next }) => ({
          items: items.map(sent),
          next,
        })),
      ),
    'recordings.activity': (_caller, { run, from, to, seconds }) =>
      reading(run, async (reader) => then(await reader.activity(from, to, seconds), (lines) => [...lines])),
    'recordings.search': (_caller, asked) => searches.answer(asked),
  };
};
