import type { TranscriptHits } from '@contract/transcripts.ts';
import Database from 'better-sqlite3';
import type { TranscriptPart, WantedEntries, WantedWords } from '../../../core/ports/transcripts.ts';
import { fieldsOf } from '../hook-dialects/fields.ts';
import { opencodeEntries } from './opencode.ts';
import { type Reading, readEntries, searchEntries } from './read-entries.ts';
import { TranscriptIndex } from './transcript-index.ts';
import type { TranscriptSource } from './transcript-source.ts';

/** OpenCode's own writes take milliseconds; it keeps its readers waiting for none of them (a write-ahead log). */
const busyMs = 2000;

interface MessageRow {
  readonly id: string;
  readonly time_created: number;
  readonly data: string;
}
interface PartRow {
  readonly id: string;
  readonly data: string;
}
/** What an entry was made of. */
interface Place {
  readonly message: string;
  /** Null: the message's own failure. */
  readonly part: string | null;
}

/**
 * One conversation within OpenCode's database: read once from its beginning, and on from there as it grows. Only what does not change
 * any more is taken, so that an entry keeps its place: of the last message no part that is still being written.
 */
export class OpencodeDatabase implements TranscriptSource {
  readonly #file: string;
  readonly #session: string;
  #index = new TranscriptIndex();
  #places: Place[] = [];
  /** Messages that were read whole, and the last of them. */
  #whole = 0;
  #last = { time: -1, id: '' };
  /** Parts that were taken of the message after that. */
  #taken = 0;

  /** `place`: the database's file, `#`, and the conversation's name. */
  constructor(place: string) {
    const at = place.lastIndexOf('#');
    this.#file = place.slice(0, at);
    this.#session = place.slice(at + 1);
  }

  read(wanted: WantedEntries): Promise<TranscriptPart> {
    return this.#opened(async (reading, unfinished) => ({
      ...(await readEntries(reading, wanted)),
      unreadable: 0,
      unfinished,
    }));
  }

  search(wanted: WantedWords): Promise<TranscriptHits> {
    return this.#opened((reading) => searchEntries(reading, wanted));
  }

  async #opened<T>(use: (reading: Reading, unfinished: boolean) => Promise<T>): Promise<T> {
    const database = new Database(this.#file, { readonly: true, fileMustExist: true, timeout: busyMs });
    try {
      const unfinished = database.transaction(() => this.#grow(database))();
      const places = this.#places;
      const recordAt: Reading['recordAt'] = async ({ offset }) => recordOf(database, places[offset]);
      return await use({ index: this.#index, reader: opencodeEntries, recordAt }, unfinished);
    } finally {
      database.close();
    }
  }

  /** Whether there is more that is not finished yet. */
  #grow(database: Database.Database): boolean {
    if (!this.#remembers(database)) this.#forget();
    const { time, id } = this.#last;
    const later = database
      .prepare<[string, number, string], MessageRow>(
        'select id, time_created, data from message where session_id = ? and (time_created, id) > (?, ?) order by time_created, id',
      )
      .all(this.#session, time, id);
    for (const [at, message] of later.entries()) {
      const isLast = at === later.length - 1;
      if (!this.#take(database, message, isLast)) return true;
    }
    return false;
  }

  /** Takes the parts of a message that are finished, in their order; whether that was all of it. */
  #take(database: Database.Database, message: MessageRow, isLast: boolean): boolean {
    const data = fieldsOf(JSON.parse(message.data));
    const isOver = !isLast || data.role === 'user' || fieldsOf(data.time).completed !== undefined;
    const parts = database
      .prepare<[string], PartRow>('select id, data from part where message_id = ? order by id')
      .all(message.id);
    for (const part of parts.slice(this.#taken)) {
      const record = { message: data, part: fieldsOf(JSON.parse(part.data)) };
      if (!isOver && !isFinished(record.part)) return false;
      this.#add({ message: message.id, part: part.id }, record);
      this.#taken += 1;
    }
    if (!isOver) return false;
    // To a person's prompt parts are added for a moment: what answers it comes after them.
    if (isLast && data.role === 'user') return false;
    if (data.error !== undefined)
      this.#add({ message: message.id, part: null }, { message: data, part: null });
    this.#whole += 1;
    this.#last = { time: message.time_created, id: message.id };
    this.#taken = 0;
    return true;
  }

  #add(place: Place, record: unknown): void {
    const entries = opencodeEntries(record);
    if (entries.length === 0) return;
    this.#index.add({ offset: this.#places.length, length: 0 }, entries);
    this.#places.push(place);
  }

  /** Whether what was read is still there: what is undone in OpenCode is removed with the next prompt. */
  #remembers(database: Database.Database): boolean {
    const { time, id } = this.#last;
    const known = database
      .prepare('select count(*) from message where session_id = ? and (time_created, id) <= (?, ?)')
      .pluck()
      .get(this.#session, time, id);
    if (known !== this.#whole) return false;
    const begun = this.#places.at(-1);
    return begun === undefined || recordOf(database, begun) !== undefined;
  }

  #forget(): void {
    this.#index = new TranscriptIndex();
    this.#places = [];
    this.#whole = 0;
    this.#last = { time: -1, id: '' };
    this.#taken = 0;
  }
}

const isFinished = (part: Readonly<Record<string, unknown>>): boolean => {
  if (part.type === 'tool') {
    const { status } = fieldsOf(part.state);
    return status === 'completed' || status === 'error';
  }
  return (part.type !== 'text' && part.type !== 'reasoning') || fieldsOf(part.time).end !== undefined;
};

/** Undefined where it was removed meanwhile. */
const recordOf = (database: Database.Database, place: Place | undefined): unknown => {
  if (place === undefined) return undefined;
  const dataOf = (table: 'message' | 'part', id: string): unknown => {
    const text = database.prepare<[string], string>(`select data from ${table} where id = ?`).pluck().get(id);
    return text === undefined ? undefined : JSON.parse(text as string);
  };
  const message = dataOf('message', place.message);
  const part = place.part === null ? null : dataOf('part', place.part);
  return message === undefined || part === undefined ? undefined : { message, part };
};
