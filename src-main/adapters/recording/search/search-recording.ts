import { ok, type Result } from '@contract/result.ts';
import type Database from 'better-sqlite3';
import type { RecordedHit, RecordedSearch, RecordedSearchPage } from '../../../core/ports/recordings.ts';
import type { StreamRow } from '../reading/read-streams.ts';
import { eventStream, type Piece, preparePieces } from './pieces.ts';
import { beginOf, comparePlaces, type Place, placeIn, placeText } from './place.ts';
import { prepareTexts, type Said } from './read-texts.ts';
import { snippetOf } from './snippet.ts';
import { type Range, type Wanted, wantedOf } from './what-fits.ts';
import { askIndex } from './word-index.ts';

/** What is recorded is in the file so many ms later, and a keyframe behind it: until then its place among others is not sure. */
const settledMs = 1000;

interface Found {
  readonly place: Place;
  readonly hit: RecordedHit;
}

interface Surroundings {
  readonly now: () => number;
  /** After so many ms a page ends, full or not. */
  readonly budgetMs: number;
}

const everything = Number.MAX_SAFE_INTEGER;

const foundIn = (said: Said, ranges: readonly Range[]): Found => {
  const { at, source, stream, number, place, instances, text } = said;
  const where = source === 'terminal' ? { seq: null, offset: number } : { seq: number, offset: null };
  const hit = { at, source, instance: instances[0] ?? null, ...where, ...snippetOf(text, ranges) };
  return { place: { at, stream, number, place }, hit };
};

/** The first `limit` of what was found, in order, without holding all of it. */
class FirstFound {
  readonly #limit: number;
  #kept: Found[] = [];
  count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(found: Found): void {
    this.count += 1;
    this.#kept.push(found);
    if (this.#kept.length >= 8 * this.#limit) this.#trim();
  }

  get inOrder(): readonly Found[] {
    this.#trim();
    return this.#kept;
  }

  /** Nothing of this moment or later is among the first any more. */
  get fullAt(): number {
    return this.inOrder.length < this.#limit ? everything : (this.#kept.at(-1)?.place.at ?? everything);
  }

  #trim(): void {
    this.#kept.sort((one, other) => comparePlaces(one.place, other.place));
    this.#kept.length = Math.min(this.#kept.length, this.#limit);
  }
}

/** Searches a recording. It reads only, and holds no more than a piece and a page. */
export const prepareSearch = (db: Database.Database, { now, budgetMs }: Surroundings) => {
  const pieces = preparePieces(db);
  const texts = prepareTexts(db);
  const ended = db.prepare("SELECT count(*) FROM about WHERE key = 'ended'").pluck();
  const lastEvent = db
    .prepare('SELECT max(at) FROM (SELECT at FROM events ORDER BY seq DESC LIMIT 50)')
    .pluck();
  const lastTail = db.prepare('SELECT max(last_at) FROM tail').pluck();

  /** What is of this moment or later may still get something before it. */
  const settledUpTo = (): number => {
    if (ended.get() === 1) return everything;
    const last = Math.max(Number(lastEvent.get() ?? 0), Number(lastTail.get() ?? 0));
    const time = now();
    // Long silent (it was killed, or nothing happens), or by another clock.
    return time < last || time - last > settledMs ? everything : time - settledMs;
  };

  const waitingIn = (
    streams: readonly (StreamRow | null)[],
    ends: ReadonlyMap<number, number> | undefined,
  ): Piece[] =>
    streams.flatMap((stream) =>
      stream === null
        ? [...pieces.ofEvents(ends?.get(eventStream) ?? 0)]
        : [...pieces.ofStream(stream.id, ends?.get(stream.id) ?? 1)],
    );

  const streamsFor = ({ instance, source }: RecordedSearch): (StreamRow | null)[] => [
    ...(source === 'terminal' ? [] : [null]),
    ...(source === undefined || source === 'terminal'
      ? texts.streams().filter((stream) => instance === undefined || stream.instance === instance)
      : []),
  ];

  const piecesFor = (
    query: RecordedSearch,
    wanted: Wanted,
    streams: readonly (StreamRow | null)[],
    after: Place,
  ) => {
    const indexed = askIndex(db, wanted.match);
    const ids = new Set(streams.map((stream) => stream?.id ?? eventStream));
    const waiting = waitingIn(streams, indexed?.ends);
    const { from = 0, to = everything } = query;
    const all = [...(indexed?.pieces ?? []), ...waiting].filter(
      ({ stream, firstAt, lastAt }) => ids.has(stream) && firstAt <= to && lastAt >= Math.max(from, after.at),
    );
    all.sort(
      (one, other) => one.firstAt - other.firstAt || one.stream - other.stream || one.first - other.first,
    );
    // One that is being written is always read; where more is, that takes its time.
    const isIndexed = indexed !== null && waiting.filter(({ closed }) => closed).length <= streams.length;
    return { all, isIndexed };
  };

  return (query: RecordedSearch): Result<RecordedSearchPage> => {
    const wanted = wantedOf(query.text, query.kind);
    if (!wanted.ok) return wanted;
    const place = placeIn(query.after);
    if (!place.ok) return place;
    const after = place.value;
    const { instance, source, from = 0, to = everything, limit } = query;
    const settled = settledUpTo();
    const last = Math.min(to, settled);
    const streams = streamsFor(query);
    const byId = new Map(streams.map((stream) => [stream?.id ?? eventStream, stream]));
    const { all, isIndexed } = piecesFor(query, wanted.value, streams, after);
    const found = new FirstFound(limit);
    const take = (said: Said): void => {
      if (said.at < from || said.at > last || comparePlaces(said, after) <= 0) return;
      if (source !== undefined && said.source !== source) return;
      if (instance !== undefined && !said.instances.includes(instance)) return;
      const ranges = wanted.value.find(said.text);
      if (ranges !== null) found.add(foundIn(said, ranges));
    };

    const page = (kept: readonly Found[], end: Place, more: boolean): Result<RecordedSearchPage> => {
      const total = more || query.after !== undefined ? null : found.count;
      return ok({ hits: kept.map(({ hit }) => hit), after: placeText(end), more, total, indexed: isIndexed });
    };
    const until = now() + budgetMs;
    let more = false;
    for (const [number, piece] of all.entries()) {
      const next = piece.firstAt;
      if (next > last) break;
      more = next > found.fullAt;
      if (more) break;
      // Only what nothing in a later piece can precede is sure.
      if (number > 0 && now() >= until && next > after.at)
        return page(
          found.inOrder.filter(({ place: { at } }) => at < next),
          beginOf(next),
          true,
        );
      texts.read(piece, byId.get(piece.stream) ?? null, settled === everything ? everything : now(), take);
    }
    const kept = found.inOrder;
    const end = kept.at(-1)?.place ?? after;
    more ||= found.count > limit;
    return page(kept, more || last === everything ? end : beginOf(last + 1), more);
  };
};
