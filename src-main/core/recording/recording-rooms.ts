import type { recordingVerbs } from '@contract/recording-verbs.ts';
import type { RecordedItem, Recording, RecordingLine } from '@contract/recordings.ts';
import { ok, type Result } from '@contract/result.ts';
import type { RecordedItem as Item, RecordingReader } from '../ports/recordings.ts';
import type { ProjectPorts } from '../project-ports.ts';
import type { Rooms } from '../room.ts';
import type { OpenRecordings } from './open-recordings.ts';

/** Bytes of its own: those of a reader are a window on a buffer that it keeps. */
const sent = ({ record, ...place }: Item): RecordedItem =>
  record.kind === 'output' || record.kind === 'typed'
    ? { ...place, record: { ...record, bytes: new Uint8Array(record.bytes) } }
    : { ...place, record };

/** `at` of the last event is as late as anything that is recorded, but for output that came after it. */
const lastOf = (reader: RecordingReader, begun: number): Pick<Recording, 'last' | 'lastSeq'> => {
  const { seq } = reader.viewAt({ seq: Number.MAX_SAFE_INTEGER });
  const event = reader.events({ after: seq - 1, limit: 1 })[0];
  const ends = reader.streams().map(({ lastAt }) => lastAt);
  return { lastSeq: seq, last: Math.max(begun, event?.at ?? begun, ...ends) };
};

const describe = (reader: RecordingReader): Recording => {
  const about = reader.about();
  return {
    ...about,
    ...lastOf(reader, about.begun),
    streams: [...reader.streams()],
    damage: [...reader.damage()],
  };
};

export const recordingRooms = (
  ports: Pick<ProjectPorts, 'recordings'> & { readonly store: Pick<ProjectPorts['store'], 'runs'> },
  open: OpenRecordings,
): Rooms<keyof typeof recordingVerbs> => {
  const reading = <T>(run: number, read: (reader: RecordingReader) => T): Result<T> => {
    const reader = open.get(run);
    return reader.ok ? ok(read(reader.value)) : reader;
  };
  return {
    'recordings.list': () => {
      const runs = new Map(ports.store.runs().map((run) => [run.run, run]));
      const lines = ports.recordings.list().flatMap(({ run, bytes }): RecordingLine[] => {
        const known = runs.get(run);
        if (known === undefined) return [];
        return [{ run, bytes, title: known.title, begun: known.startedAt, ended: known.endedAt }];
      });
      return ok(lines.toSorted((one, other) => other.run - one.run));
    },
    'recordings.get': (_caller, { run }) => reading(run, describe),
    'recordings.view': (_caller, { run, moment }) => reading(run, (reader) => reader.viewAt(moment)),
    'recordings.events': (_caller, { run, ...wanted }) =>
      reading(run, (reader) => [...reader.events(wanted)]),
    'recordings.screen': (_caller, { run, instance, at }) =>
      reading(run, (reader) => {
        const screen = reader.screenAt(instance, at);
        return screen === null ? null : { ...screen, records: screen.records.map(sent) };
      }),
    'recordings.records': (_caller, { run, instance, from, bytes }) =>
      reading(run, (reader) => {
        const { items, next } = reader.records(instance, from ?? null, bytes);
        return { items: items.map(sent), next };
      }),
    'recordings.activity': (_caller, { run, instance, from, to }) =>
      reading(run, (reader) => [...reader.activity(instance, from, to)]),
  };
};
