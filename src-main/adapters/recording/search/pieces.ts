import type Database from 'better-sqlite3';

/**
 * What is searched, and indexed, as one: chunks of a stream from a keyframe up to the next, or some events. `stream` 0: events, by their
 * numbers. Times are those of what it holds, as far as that is known.
 */
export interface Piece {
  readonly stream: number;
  readonly first: number;
  /** The first that is not in it. */
  readonly end: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Nothing more comes into it. */
  readonly closed: boolean;
}

export const eventStream = 0;

/** Chunks of a piece where no keyframe was taken for long: 512 KB, which is read in some 20 ms. */
const mostChunks = 8;
/** Events of a piece: their texts are some 30 KB. */
const mostEvents = 256;

interface ChunkRow {
  readonly number: number;
  readonly first_at: number;
  readonly last_at: number;
}

interface TailRow {
  readonly number: number;
  readonly base_at: number;
}

interface EventRow {
  readonly seq: number;
  readonly at: number;
}

interface OpenPiece {
  readonly stream: number;
  readonly first: number;
  readonly last: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const isCut = ({ first }: OpenPiece, number: number, keyframes: ReadonlySet<number>): boolean =>
  keyframes.has(number) || number >= first + mostChunks;

const closedPiece = ({ last, ...piece }: OpenPiece): Piece => ({ ...piece, end: last + 1, closed: true });

const openPiece = ({ last: _last, ...piece }: OpenPiece): Piece => ({
  ...piece,
  end: Number.MAX_SAFE_INTEGER,
  lastAt: Number.MAX_SAFE_INTEGER,
  closed: false,
});

/** Cuts what is in a recording into pieces, always at the same places. */
export const preparePieces = (db: Database.Database) => {
  const chunks = db.prepare(
    'SELECT number, first_at, last_at FROM chunks WHERE stream = ? AND number >= ? ORDER BY number',
  );
  const keyframes = db
    .prepare('SELECT chunk FROM keyframes WHERE stream = ? AND chunk >= ? ORDER BY chunk')
    .pluck();
  const tail = db.prepare('SELECT number, base_at FROM tail WHERE stream = ? ORDER BY id LIMIT 1');
  const events = db.prepare('SELECT seq, at FROM events WHERE seq >= ? ORDER BY seq');
  const ended = db.prepare("SELECT count(*) FROM about WHERE key = 'ended'").pluck();

  /** One by one, since the indexer takes a few and comes again. From a chunk on where a piece begins. */
  function* ofStream(stream: number, from: number): Generator<Piece> {
    const cuts = new Set(keyframes.all(stream, from) as number[]);
    let open: OpenPiece | null = null;
    for (const { number, first_at, last_at } of chunks.iterate(stream, from) as Iterable<ChunkRow>) {
      const next = { stream, first: number, last: number, firstAt: first_at, lastAt: last_at };
      if (open !== null && !isCut(open, number, cuts))
        open = { ...next, first: open.first, firstAt: open.firstAt };
      else {
        if (open !== null) yield closedPiece(open);
        open = next;
      }
    }
    const rest = tail.get(stream) as TailRow | undefined;
    if (rest === undefined) {
      if (open !== null) yield ended.get() === 1 ? closedPiece(open) : openPiece(open);
      return;
    }
    const { number, base_at: at } = rest;
    if (open !== null && !isCut(open, number, cuts)) yield openPiece(open);
    else {
      if (open !== null) yield closedPiece(open);
      yield openPiece({ stream, first: number, last: number, firstAt: at, lastAt: at });
    }
  }

  function* ofEvents(from: number): Generator<Piece> {
    let held: EventRow[] = [];
    const piece = (closed: boolean): Piece => ({
      stream: eventStream,
      first: held[0]?.seq ?? from,
      end: closed ? (held.at(-1)?.seq ?? from) + 1 : Number.MAX_SAFE_INTEGER,
      // A clock may have been set back.
      firstAt: Math.min(...held.map(({ at }) => at)),
      lastAt: closed ? Math.max(...held.map(({ at }) => at)) : Number.MAX_SAFE_INTEGER,
      closed,
    });
    for (const row of events.iterate(from) as Iterable<EventRow>) {
      held.push(row);
      if (held.length < mostEvents) continue;
      yield piece(true);
      held = [];
    }
    if (held.length > 0) yield piece(ended.get() === 1);
  }

  return { ofStream, ofEvents };
};

export type Pieces = ReturnType<typeof preparePieces>;
