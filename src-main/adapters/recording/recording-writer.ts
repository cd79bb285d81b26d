import { randomUUID } from 'node:crypto';
import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { View } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { TerminalRecord } from '../../core/ports/recorder.ts';
import type { ScreenSnapshot } from '../../core/ports/screens.ts';
import { openForWriting } from './open-for-writing.ts';
import { RecordedStream } from './recorded-stream.ts';
import { NoRoom, reservedBytes, roomLeft } from './room-left.ts';
import { formatVersion } from './schema.ts';
import { takeUpStreams } from './take-up-streams.ts';
import { ViewTrack } from './view-track.ts';
import { prepareWrites, type Writes } from './write-rows.ts';

/** What a recording begins with. */
export interface RecordingHead {
  readonly file: string;
  readonly run: number;
  readonly title: string;
  readonly project: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** A new recording holds the events after this one. */
  readonly after: number;
  readonly view: View;
}

/** Output of so many bytes is written without waiting for the next flush, so that a flood takes no memory. */
const mostWaiting = 8_000_000;

/**
 * The one writer of a recording's file. Nothing is in the file before `flush`. Methods throw SQLite's errors and NoRoom; it is of no use after
 * one.
 */
export class RecordingWriter {
  /** Where a file was put that stood in its place and was no readable recording. */
  readonly aside: string | null;
  readonly #db: Database.Database;
  readonly #now: () => number;
  readonly #hasRoom: () => boolean;
  readonly #write: Writes;
  readonly #streams: Map<string, RecordedStream>;
  readonly #track: ViewTrack;
  #lastStream: number;
  #waiting = 0;
  #dirty = true;

  /** `freeAt`: bytes that are free where a file lies. */
  constructor(head: RecordingHead, now: () => number, freeAt: (file: string) => number = roomLeft) {
    this.#now = now;
    this.#hasRoom = () => freeAt(head.file) >= reservedBytes;
    this.#demandRoom();
    const { db, aside } = openForWriting(head.file, now);
    this.#db = db;
    this.aside = aside;
    try {
      this.#write = prepareWrites(db);
      const { seq, streams } = db.transaction(() => this.#takeUp(head)).immediate();
      this.#streams = streams;
      this.#lastStream = Math.max(0, ...[...streams.values()].map(({ id }) => id));
      this.#track = new ViewTrack(seq, head.view, seq > head.after ? now() : head.startedAt);
      this.flush();
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** The last event that it holds, or that was handed over. */
  get seq(): number {
    return this.#track.seq;
  }

  /** Whether anything was handed over since the last flush. */
  get isDirty(): boolean {
    return this.#dirty;
  }

  put(instance: InstanceId, at: number, record: TerminalRecord): void {
    this.#dirty = true;
    this.#streamOf(instance, at).put(at, record);
    if (record.kind === 'output') this.#waiting += record.bytes.length;
    if (this.#waiting > mostWaiting) this.flush();
  }

  cut(instance: InstanceId, cut: number, at: number): void {
    this.#dirty = true;
    this.#streamOf(instance, at).cut(cut, at);
  }

  keyframe(instance: InstanceId, cut: number, snapshot: ScreenSnapshot): void {
    this.#dirty = true;
    this.#streams.get(instance)?.keyframe(cut, snapshot);
  }

  events(events: readonly TuttiEvent[]): void {
    this.#dirty = true;
    this.#track.add(events);
  }

  /** Everything handed over so far, in one transaction. */
  flush(): void {
    if (!this.#dirty) return;
    this.#demandRoom();
    this.#db
      .transaction(() => {
        const now = this.#now();
        for (const stream of this.#streams.values()) stream.flush(this.#write, now);
        this.#track.flush(this.#write);
      })
      .immediate();
    this.#dirty = false;
    this.#waiting = 0;
  }

  /** The run is over. */
  end(at: number): void {
    for (const stream of this.#streams.values()) stream.finish();
    this.#dirty = true;
    this.flush();
    this.#write.about('ended', String(at));
  }

  /** Writes what is left. No other call comes after it. */
  close(): void {
    try {
      this.flush();
    } finally {
      this.#db.close();
    }
  }

  /** Lets go of the file after an error, without a further attempt to write. */
  abandon(): void {
    this.#db.close();
  }

  #demandRoom(): void {
    if (!this.#hasRoom()) throw new NoRoom();
  }

  #takeUp(head: RecordingHead): { seq: number; streams: Map<string, RecordedStream> } {
    const facts = {
      format: formatVersion,
      version: head.version,
      project: head.project,
      run: head.run,
      title: head.title,
      begun: head.startedAt,
    };
    for (const [key, value] of Object.entries(facts)) this.#write.about(key, String(value));
    // Links lead to it by this, wherever it is taken.
    this.#write.aboutOnce('id', randomUUID());
    this.#write.forget('ended');
    const { seq } = this.#db.prepare('SELECT max(seq) AS seq FROM events').get() as { seq: number | null };
    return { seq: seq ?? head.after, streams: takeUpStreams(this.#db, this.#write, this.#now) };
  }

  #streamOf(instance: InstanceId, at: number): RecordedStream {
    const known = this.#streams.get(instance);
    if (known !== undefined) return known;
    this.#lastStream += 1;
    const id = this.#lastStream;
    const made = new RecordedStream({ id, instance, begunAt: at, number: 1, at, offset: 0, known: false });
    this.#streams.set(instance, made);
    return made;
  }
}
