import type { Activity } from '@contract/recordings.ts';
import type { Result } from '@contract/result.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import { emptyView } from '@contract/view.ts';
import { PieceNames } from '@contract/view-parts.ts';
import type Database from 'better-sqlite3';
import type { OpenContents, RecordingAbout } from '../../../core/ports/recordings.ts';
import { Damages, tolerant } from './damages.ts';
import { openToRead } from './open-to-read.ts';
import { prepareEvents } from './read-events.ts';
import { prepareScreens } from './read-screens.ts';
import { prepareStreams, type StreamRow } from './read-streams.ts';
import { textOfScreen } from './text-of-screen.ts';

/** Buckets of activity that are answered at most, of one instance: ten days by seconds. */
const mostBuckets = 864_000;

/** Events looked at for one page of a timeline: some tens of milliseconds, so that whoever seeks meanwhile has a turn. */
const timelineEvents = 4000;
/** Characters of one fact: the longest is a run's title. A file of unknown origin may hold a gigabyte there. */
const longestFact = 1000;

const wholeOf = (text: string | undefined): number | null => {
  const value = Number(text);
  return text !== undefined && Number.isSafeInteger(value) ? value : null;
};

const prepareAbout = (db: Database.Database, damages: Damages): (() => RecordingAbout) => {
  const all = db.prepare(
    `SELECT substr(key, 1, ${longestFact}) AS key, substr(value, 1, ${longestFact}) AS value FROM about LIMIT 100`,
  );
  const nothing = { what: 'about', instance: null, from: null, to: null } as const;
  return () => {
    const rows = tolerant(damages, nothing, () => all.all() as { key: string; value: string }[]) ?? [];
    const facts = new Map(rows.map(({ key, value }) => [key, value]));
    return {
      id: facts.get('id') ?? '',
      version: facts.get('version') ?? '',
      project: facts.get('project') ?? '',
      run: wholeOf(facts.get('run')) ?? 0,
      title: facts.get('title') ?? '',
      begun: wholeOf(facts.get('begun')) ?? 0,
      ended: wholeOf(facts.get('ended')),
    };
  };
};

const partsOf = (db: Database.Database) => {
  const damages = new Damages();
  const streams = prepareStreams(db, damages);
  return {
    ...{ db, damages, streams },
    screens: prepareScreens(db, streams, damages),
    events: prepareEvents(db, damages),
  };
};

/** What reads a file, part by part. */
export type RecordingParts = ReturnType<typeof partsOf>;

export const contentsOf = ({ db, damages, streams, screens, events }: RecordingParts): OpenContents => {
  const about = prepareAbout(db, damages);
  const names = new PieceNames();
  const buckets = db.prepare(
    `SELECT second - second % :size AS second, min(sum(max(bytes, 0)), 1e15) AS bytes FROM activity
    WHERE stream = :stream AND second >= :from AND second <= :to GROUP BY 1 ORDER BY 1 LIMIT :most`,
  );
  const find = (instance: string): StreamRow | undefined =>
    streams.streams().find((stream) => stream.instance === instance);
  /**
   * A chunk that is closed in the midst of it is then neither missed nor read twice. `otherwise`: where SQLite can't make sense even of
   * what every reading begins with.
   */
  const atOnce = <T>(otherwise: T, read: () => T): T =>
    tolerant(damages, { what: 'stream', instance: null, from: null, to: null }, () =>
      db.transaction(read).deferred(),
    ) ?? otherwise;
  return {
    about,
    events: (query) => atOnce([], () => events.events(query)),
    tip: () => atOnce({ seq: 0, at: 0 }, () => events.tip()),
    eventNear: (at, direction) => events.eventNear(at, direction),
    timeline: (after) =>
      atOnce({ facts: [], seq: after, at: 0, more: false }, () =>
        timelinePage({ run: about().run, after, most: timelineEvents }, events.eventsAndViews(after)),
      ),
    viewParts: (moment, known) =>
      atOnce(names.partsOf(emptyView, new Set()), () => names.partsOf(events.viewAt(moment), new Set(known))),
    viewAt: (moment) => atOnce(emptyView, () => events.viewAt(moment)),
    streams: () =>
      atOnce([], () =>
        streams.streams().map((stream) => ({
          instance: stream.instance,
          begunAt: stream.begun_at,
          ...streams.endOf(stream),
        })),
      ),
    screenAt: (instance, at) =>
      atOnce(null, () => {
        const stream = find(instance);
        return stream === undefined ? null : screens.screenAt(stream, at);
      }),
    textAt: (instance, at) =>
      atOnce(null, () => {
        const stream = find(instance);
        const screen = stream === undefined ? null : screens.screenAt(stream, at);
        return screen === null ? null : textOfScreen(screen);
      }),
    records: (instance, from, limit) =>
      atOnce({ items: [], next: null }, () => {
        const stream = find(instance);
        return stream === undefined ? { items: [], next: null } : screens.records(stream, from, limit);
      }),
    activity: (from, to, size) =>
      atOnce([], () =>
        streams.streams().map(({ id, instance }): Activity => {
          const span = { from: Math.floor(from / 1000), to: Math.floor(to / 1000), most: mostBuckets };
          const what = { what: 'terminal', instance, from, to } as const;
          const read = () =>
            buckets.all({ stream: id, size, ...span }) as { second: number; bytes: number }[];
          const found = tolerant(damages, what, read) ?? [];
          return {
            instance,
            seconds: found.map(({ second }) => second),
            bytes: found.map(({ bytes }) => bytes),
          };
        }),
      ),
    damage: () => damages.all(),
    close: () => void db.close(),
  };
};

/** Opens a file for what reads all of it; see `openRecording`. Whoever asked closes `db`. */
export const openParts = (file: string): Result<RecordingParts> => openToRead(file, partsOf);

/**
 * Opens a recording to read it: one that is being written, or a file of unknown origin. It is read here and now, for as long as that takes: a
 * host asks `RecordingReaders`. Errors: those of `openToRead`.
 */
export const openRecording = (file: string): Result<OpenContents> =>
  openToRead(file, (db) => contentsOf(partsOf(db)));
