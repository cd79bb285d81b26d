import type Database from 'better-sqlite3';
import { type EventRow, eventIn, type ViewRow, viewIn } from '../reading/read-events.ts';
import { drawingOf } from './stored-moves.ts';
import { isWhole, type StoredStreams } from './stored-streams.ts';

/** The numbers of rows of which nothing can be read, and in which nothing can be found. */
const unreadable = <Row extends { readonly seq: number }>(
  db: Database.Database,
  table: 'events' | 'views',
  read: (row: Row) => unknown,
): number[] => {
  const next = db.prepare(`SELECT * FROM ${table} WHERE seq > ? ORDER BY seq LIMIT 1`);
  const found: number[] = [];
  for (let row = next.get(-1) as Row | undefined; row !== undefined; row = next.get(row.seq) as typeof row)
    if (read(row) === null) found.push(row.seq);
  return found;
};

const dropOfStream = (streams: StoredStreams, id: number): number => {
  const chunks = new Set<number>();
  let dropped = 0;
  for (const { number, raw } of streams.chunks(id)) {
    if (raw !== null && isWhole(raw)) chunks.add(number);
    else {
      streams.dropChunk(id, number);
      dropped += 1;
    }
  }
  for (const before of streams.keyframesOf(id)) {
    const raw = streams.keyframe(id, before)?.raw ?? null;
    // One that stands behind the last record is on no way through the stream.
    if (chunks.has(before) && raw !== null && drawingOf(raw) !== null) continue;
    streams.dropKeyframe(id, before);
    dropped += 1;
  }
  return dropped;
};

/**
 * Takes everything out of a file that is one's own in which no secret could be found: what is damaged, what a reader passes over, and keyframes that
 * stand before nothing. A viewer loses nothing by it but a shorter way to a screen. True: something was.
 */
export const dropUnsearched = (db: Database.Database, streams: StoredStreams): boolean => {
  let dropped = 0;
  for (const { id } of streams.streams()) dropped += dropOfStream(streams, id);
  const events = unreadable<EventRow>(db, 'events', eventIn);
  const views = unreadable<ViewRow>(db, 'views', viewIn);
  for (const seq of events) db.prepare('DELETE FROM events WHERE seq = ?').run(seq);
  for (const seq of views) db.prepare('DELETE FROM views WHERE seq = ?').run(seq);
  return dropped + events.length + views.length > 0;
};
