import { eventSchema, instanceOf, type TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { type View, viewSchema } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { z } from 'zod';
import { type Covering, maskedValue } from '../../../core/recording/masking/mask-value.ts';
import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { encode } from '../../system/encode.ts';
import { checksum, pack, unpack } from '../blobs.ts';
import { SecretsLeft } from './mask-streams.ts';

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly instance: string | null;
  readonly json: string;
}

interface ViewRow {
  readonly seq: number;
  readonly at: number;
  readonly raw_bytes: number;
  readonly codec: number;
  readonly data: Uint8Array;
}

/** As a reader takes it. */
const largestView = 100_000_000;

const coverings: readonly Covering[] = ['words', 'letters'];

/** Masked so that it still is what its schema says. Null: nothing in it is masked. Throws SecretsLeft where that can't be. */
const maskedAs = <T>(
  schema: z.ZodType<T>,
  value: unknown,
  finder: SecretFinder,
): { readonly value: T; readonly found: readonly string[] } | null => {
  let wrong = '';
  for (const covering of coverings) {
    const masked = maskedValue(value, finder, covering);
    if (masked === null) return null;
    const parsed = schema.safeParse(masked.value);
    if (parsed.success) return { value: parsed.data, found: masked.found };
    wrong = parsed.error.issues[0]?.path.join('.') ?? '';
  }
  throw new SecretsLeft(`what is masked is a name that a recording can’t do without (${wrong.slice(0, 60)})`);
};

const parsedJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // Damaged: a reader passes over it, and so does this.
    return undefined;
  }
};

const rowsOf = function* <Row extends { readonly seq: number }>(
  db: Database.Database,
  sql: string,
): Generator<Row> {
  const next = db.prepare(sql);
  for (let last = -1; ; ) {
    const row = next.get(last) as Row | undefined;
    if (row === undefined) return;
    last = row.seq;
    yield row;
  }
};

/** Finds and covers secrets in the events, the views and what else is text in a file that is one's own. */
export class TextMasker {
  readonly #db: Database.Database;
  readonly #finder: SecretFinder;
  readonly #count: (what: string) => void;

  constructor(db: Database.Database, finder: SecretFinder, count: (what: string) => void) {
    this.#db = db;
    this.#finder = finder;
    this.#count = count;
  }

  /** Teaches the finder what stands in the texts, before anything is written. */
  learn(): void {
    for (const row of this.#events()) maskedValue(parsedJson(row.json) ?? null, this.#finder, 'letters');
    for (const { value } of this.#about()) maskedValue(value, this.#finder, 'letters');
  }

  /** True: something was covered. */
  write(): boolean {
    const about = this.#writeAbout();
    const events = this.#writeEvents();
    const views = this.#writeViews(events);
    return about || events || views;
  }

  #events(): Generator<EventRow> {
    return rowsOf<EventRow>(
      this.#db,
      'SELECT seq, at, kind, instance, json FROM events WHERE seq > ? ORDER BY seq LIMIT 1',
    );
  }

  #about(): { key: string; value: string }[] {
    return this.#db.prepare(`SELECT key, value FROM about WHERE key IN ('title', 'project')`).all() as {
      key: string;
      value: string;
    }[];
  }

  #writeAbout(): boolean {
    let any = false;
    for (const { key, value } of this.#about()) {
      const masked = maskedValue(value, this.#finder, 'words');
      if (masked === null) continue;
      any = true;
      for (const what of masked.found) this.#count(what);
      this.#db.prepare('UPDATE about SET value = ? WHERE key = ?').run(String(masked.value), key);
    }
    return any;
  }

  #writeEvents(): boolean {
    const put = this.#db.prepare('UPDATE events SET instance = ?, crc = ?, json = ? WHERE seq = ?');
    let any = false;
    for (const { seq, at, kind, json } of this.#events()) {
      const masked = maskedAs(eventSchema, parsedJson(json) ?? null, this.#finder);
      if (masked === null) continue;
      any = true;
      for (const what of masked.found) this.#count(what);
      const event = masked.value as TuttiEvent;
      const text = encode(event).json;
      const instance = instanceOf(event);
      put.run(instance, checksum([seq, at, kind, instance ?? ''], text), text, seq);
    }
    return any;
  }

  /** A view is folded from the masked events, so that it says what they say; the first, of which there are no events, is masked itself. */
  #writeViews(eventsChanged: boolean): boolean {
    let last: View | null = null;
    let any = false;
    const rows = rowsOf<ViewRow>(this.#db, 'SELECT * FROM views WHERE seq > ? ORDER BY seq LIMIT 1');
    for (const row of rows) {
      const raw = row.raw_bytes > largestView ? null : unpack(row, row.raw_bytes);
      const stored = raw === null ? undefined : parsedJson(new TextDecoder().decode(raw));
      if (stored === undefined) continue;
      const folded: View | null = last === null ? null : this.#fold(last, row.seq);
      const masked =
        folded === null || folded.seq !== row.seq ? maskedAs(viewSchema, stored, this.#finder) : null;
      const view: View = masked?.value ?? (folded?.seq === row.seq ? folded : viewSchema.parse(stored));
      last = view;
      if (masked === null && !eventsChanged && !any) continue;
      any = true;
      this.#putView(row, view);
    }
    return any;
  }

  #fold(from: View, to: number): View {
    const next = this.#db.prepare(
      'SELECT seq, json FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 1',
    );
    let view = from;
    for (let row = next.get(view.seq, to) as EventRow | undefined; row !== undefined; ) {
      const event = eventSchema.safeParse(parsedJson(row.json));
      if (event.success) view = reduce(view, event.data);
      row = next.get(row.seq, to) as EventRow | undefined;
    }
    return view;
  }

  #putView({ seq, at }: ViewRow, view: View): void {
    const raw = new TextEncoder().encode(encode(view).json);
    const { codec, data } = pack(raw);
    const crc = checksum([seq, at, raw.length, codec], data);
    this.#db
      .prepare('UPDATE views SET raw_bytes = ?, codec = ?, crc = ?, data = ? WHERE seq = ?')
      .run(raw.length, codec, crc, data, seq);
  }
}
