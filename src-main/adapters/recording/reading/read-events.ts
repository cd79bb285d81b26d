import { eventSchema, type TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { emptyView, type View, viewSchema } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { RecordedEventQuery, RecordedMoment, RecordingTip } from '../../../core/ports/recordings.ts';
import { checksum, unpack } from '../blobs.ts';
import { aheadOf, type Damages, reasonOf, rowsFrom, tolerant } from './damages.ts';
import { FoldedViews } from './folded-views.ts';

/** A view of ten thousand messages and a thousand tasks is 5 MB; more than this would take the memory away. */
const largestView = 100_000_000;
/** An event's text: a message is 100 KB at most. */
const largestEvent = 4_000_000;
/** Damaged copies of the view that are passed over in search of a whole one. */
const mostTried = 8;

export interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly instance: string | null;
  readonly crc: number;
  readonly json: string;
}

export interface ViewRow {
  readonly seq: number;
  readonly at: number;
  readonly raw_bytes: number;
  readonly codec: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // What is no JSON fits no schema, and is told as such.
    return undefined;
  }
};

/** Null: it is damaged. */
export const eventIn = ({ seq, at, kind, instance, crc, json }: EventRow): TuttiEvent | null => {
  if (json.length > largestEvent || checksum([seq, at, kind, instance ?? ''], json) !== crc) return null;
  const event = eventSchema.safeParse(parsed(json));
  return event.success && event.data.seq === seq ? event.data : null;
};

/** Null: it is damaged. */
export const viewIn = (row: ViewRow): View | null => {
  const { seq, at, raw_bytes, codec, data } = row;
  if (checksum([seq, at, raw_bytes, codec], data) !== row.crc || raw_bytes > largestView) return null;
  const raw = unpack(row, raw_bytes);
  const view = raw === null ? undefined : viewSchema.safeParse(parsed(new TextDecoder().decode(raw)));
  return view?.success === true && view.data.seq === seq ? view.data : null;
};

/** Reads events, and the view as of any of them. */
export const prepareEvents = (db: Database.Database, damages: Damages) => {
  const next = db.prepare('SELECT * FROM events WHERE seq >= ? ORDER BY seq LIMIT ?');
  const nextOf = db.prepare('SELECT * FROM events WHERE instance = ? AND seq >= ? ORDER BY seq LIMIT ?');
  const after = db.prepare('SELECT at FROM events WHERE at > ? ORDER BY at LIMIT 1').pluck();
  const before = db.prepare('SELECT at FROM events WHERE at < ? ORDER BY at DESC LIMIT 1').pluck();
  const seqAt = db.prepare('SELECT seq FROM events WHERE at <= ? ORDER BY at DESC, seq DESC LIMIT 1').pluck();
  /** By another tree of the file than the events themselves: one damaged page hides not both. */
  const lastSeq = db.prepare('SELECT seq FROM events ORDER BY at DESC, seq DESC LIMIT 1').pluck();
  const tip = db.prepare('SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1');
  const viewBefore = db.prepare('SELECT * FROM views WHERE seq < ? ORDER BY seq DESC LIMIT 1');
  const viewSeqBefore = db.prepare('SELECT seq FROM views WHERE seq < ? ORDER BY seq DESC LIMIT 1').pluck();
  const nextSize = db.prepare(
    'SELECT seq, raw_bytes AS bytes FROM views WHERE seq >= ? ORDER BY seq LIMIT 1',
  );
  const firstView = db.prepare('SELECT * FROM views ORDER BY seq LIMIT 1');
  /** The last copy that was unpacked: who steps from event to event asks for the same one again. */
  let last: { readonly crc: number; readonly view: View } | null = null;
  const folded = new FoldedViews();

  const tell = (what: 'event' | 'view', from: number, to: number, reason: string): void =>
    damages.tell({ what, instance: null, from, to, reason });

  const tellMissingEnd = (expected: number): void => {
    const what = { what: 'event', instance: null, from: expected, to: null } as const;
    const last = tolerant(damages, what, () => lastSeq.get() as number | undefined) ?? 0;
    if (last >= expected) tell('event', expected, last, 'they are missing');
  };

  function* eventsFrom(least: number, instance?: string, kinds?: ReadonlySet<string>): Generator<TuttiEvent> {
    const keyOf = ({ seq }: EventRow): number => seq;
    const many = (seq: number, count: number) =>
      (instance === undefined ? next.all(seq, count) : nextOf.all(instance, seq, count)) as EventRow[];
    const read = aheadOf(keyOf, many, (seq) => many(seq, 1)[0]);
    const rows = rowsFrom(least, read, keyOf, (from, to, error) => tell('event', from, to, reasonOf(error)));
    let expected: number | null = null;
    for (const row of rows) {
      if (instance === undefined && expected !== null && row.seq > expected)
        tell('event', expected, row.seq - 1, 'they are missing');
      expected = row.seq + 1;
      if (kinds?.has(row.kind) === false) continue;
      const event = eventIn(row);
      if (event === null)
        tell('event', row.seq, row.seq, 'it was changed since it was written, or makes no sense');
      else yield event;
    }
    if (instance === undefined) tellMissingEnd(expected ?? least);
  }

  const viewOf = (row: ViewRow): View | null => {
    if (last?.crc === row.crc && last.view.seq === row.seq) return last.view;
    const view = viewIn(row);
    if (view === null)
      tell('view', row.seq, row.seq, 'it was changed since it was written, or makes no sense');
    else last = { crc: row.crc, view };
    return view;
  };

  const baseFor = (seq: number): View | null => {
    let bound = seq + 1;
    const near = folded.upTo(seq);
    const asked = { what: 'view', instance: null, from: null, to: bound } as const;
    const stored = tolerant(damages, asked, () => viewSeqBefore.get(bound) as number | undefined);
    // Up to its last one, all events are in those that were folded; behind it one may be missing that the file's view knows.
    if (near !== null && folded.last >= (stored ?? 0)) return near;
    for (let tried = 0; tried < mostTried; tried += 1) {
      const what = { what: 'view', instance: null, from: null, to: bound } as const;
      const row = tolerant(damages, what, () => viewBefore.get(bound) as ViewRow | undefined);
      if (row === null || row === undefined) break;
      const view = viewOf(row);
      if (view !== null) return view;
      bound = row.seq;
    }
    return null;
  };

  const earliest = (): View | null => {
    const what = { what: 'view', instance: null, from: null, to: null } as const;
    const row = tolerant(damages, what, () => firstView.get() as ViewRow | undefined);
    return row === null || row === undefined ? null : viewOf(row);
  };

  /** All events after one, which are folded on the way. */
  function* eventsAndViews(after: number): Generator<TuttiEvent> {
    const first = folded.isBegun ? null : earliest();
    if (first !== null) folded.begin(first);
    for (const event of eventsFrom(after + 1)) {
      folded.take(event);
      yield event;
    }
  }

  /** The copies of the view, the oldest first, and how long each says that it is, without reading them. */
  const viewSizes = (): Iterable<{ readonly seq: number; readonly bytes: number }> =>
    rowsFrom(
      0,
      (least) => nextSize.get(least) as { seq: number; bytes: number } | undefined,
      ({ seq }) => seq,
      (from, to, error) => tell('view', from, to, reasonOf(error)),
    );

  /** The copy after an event; null: there is none, or it can't be read. */
  const copyAt = (seq: number): View | null => {
    const what = { what: 'view', instance: null, from: seq, to: seq } as const;
    const row = tolerant(damages, what, () => viewBefore.get(seq + 1) as ViewRow | undefined);
    return row?.seq === seq ? viewOf(row) : null;
  };

  const seqOf = (moment: RecordedMoment): number => {
    if (moment.seq !== undefined) return moment.seq;
    const what = { what: 'event', instance: null, from: null, to: null } as const;
    return tolerant(damages, what, () => seqAt.get(moment.at ?? 0) as number | undefined) ?? 0;
  };

  return {
    eventsAndViews,
    eventNear: (at: number, direction: 'after' | 'before'): number | null => {
      const what = { what: 'event', instance: null, from: null, to: null } as const;
      const near = direction === 'after' ? after : before;
      return tolerant(damages, what, () => near.get(at) as number | undefined) ?? null;
    },
    tip: (): RecordingTip => {
      const what = { what: 'event', instance: null, from: null, to: null } as const;
      return tolerant(damages, what, () => tip.get() as RecordingTip | undefined) ?? { seq: 0, at: 0 };
    },
    viewSizes,
    copyAt,
    viewAt: (moment: RecordedMoment): View => {
      const seq = seqOf(moment);
      let view = baseFor(seq);
      // Before the first one that is known, or none can be read: then as far as the events tell.
      if (view === null) {
        const first = earliest();
        if (first !== null && first.seq > seq) return first;
        view = emptyView;
      }
      for (const event of eventsFrom(view.seq + 1)) {
        if (event.seq > seq) break;
        view = reduce(view, event);
      }
      return view;
    },
    events: ({ after: last, limit, instance, kinds }: RecordedEventQuery): TuttiEvent[] => {
      const found: TuttiEvent[] = [];
      if (limit <= 0) return found;
      const wanted = kinds === undefined ? undefined : new Set(kinds);
      for (const event of eventsFrom(last + 1, instance, wanted)) {
        found.push(event);
        if (found.length >= limit) break;
      }
      return found;
    },
  };
};
