import Database from 'better-sqlite3';
import type { StreamRow } from '../reading/read-streams.ts';
import { eventStream, type Piece, type Pieces, preparePieces } from './pieces.ts';
import { prepareTexts, type Texts } from './read-texts.ts';
import { askIndex, saidRow } from './word-index.ts';
import { WordSet } from './words-of.ts';

/** Pieces of one transaction at most: what a kill costs is made again. */
const mostAtOnce = 16;

/**
 * Writes the index of a recording, behind the recording itself and out of what stands in the file: so it takes up after a kill where it was,
 * and never holds up what is recorded. It has the file open for itself. Methods throw SQLite's errors.
 */
export class TextIndex {
  readonly #db: Database.Database;
  readonly #pieces: Pieces;
  readonly #texts: Texts;
  /** Null: what is there is damaged and is left as it is; whoever searches reads the chunks. */
  readonly #ends: Map<number, number> | null;
  #lastId: number;
  readonly #now: () => number;

  constructor(file: string, now: () => number) {
    this.#db = new Database(file, { fileMustExist: true });
    this.#now = now;
    try {
      this.#db.pragma('synchronous = NORMAL');
      this.#pieces = preparePieces(this.#db);
      this.#texts = prepareTexts(this.#db);
      const indexed = askIndex(this.#db, null);
      this.#ends = indexed === null ? null : new Map(indexed.ends);
      this.#lastId = indexed?.pieces.length ?? 0;
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Indexes for about `ms`. True: there is more to do now. */
  work(ms: number): boolean {
    if (this.#ends === null) return false;
    const until = this.#now() + ms;
    const made: { readonly piece: Piece; readonly words: string }[] = [];
    const isLate = (): boolean => made.length >= mostAtOnce || this.#now() >= until;
    let more = false;
    for (const stream of [null, ...this.#texts.streams()]) {
      for (const piece of this.#waiting(stream)) {
        more = isLate();
        if (more) break;
        made.push({ piece, words: this.#wordsOf(piece, stream) });
      }
      if (more) break;
    }
    if (made.length > 0) this.#write(made);
    return more;
  }

  close(): void {
    this.#db.close();
  }

  #waiting(stream: StreamRow | null): Piece[] {
    const id = stream?.id ?? eventStream;
    const from = this.#ends?.get(id) ?? (stream === null ? 0 : 1);
    const waiting: Piece[] = [];
    for (const piece of stream === null ? this.#pieces.ofEvents(from) : this.#pieces.ofStream(id, from)) {
      if (piece.closed) waiting.push(piece);
      if (waiting.length >= mostAtOnce) break;
    }
    return waiting;
  }

  #wordsOf(piece: Piece, stream: StreamRow | null): string {
    const words = new WordSet();
    this.#texts.read(piece, stream, Number.MAX_SAFE_INTEGER, ({ text }) => words.add(text));
    return words.text;
  }

  #write(made: readonly { readonly piece: Piece; readonly words: string }[]): void {
    const said = this.#db.prepare('INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?)');
    const words = this.#db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
    let id = this.#lastId;
    this.#db
      .transaction(() => {
        for (const { piece, words: text } of made) {
          id += 1;
          const row = saidRow(id, piece);
          said.run(row.id, row.stream, row.first, row.end, row.first_at, row.last_at, row.crc);
          words.run(id, text);
        }
      })
      .immediate();
    this.#lastId = id;
    for (const { piece } of made) this.#ends?.set(piece.stream, piece.end);
  }
}
