import type { Damage } from '../../../core/ports/recordings.ts';

/** A file can be damaged everywhere; a person reads no more than so many lines of it. */
const mostTold = 500;

/** What was found damaged, each once. */
export class Damages {
  readonly #found = new Map<string, Damage>();

  tell(damage: Damage): void {
    const { what, instance, from, to } = damage;
    const key = [what, instance, from, to].join(' ');
    if (this.#found.size < mostTold || this.#found.has(key)) this.#found.set(key, damage);
  }

  all(): readonly Damage[] {
    return [...this.#found.values()];
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What `read` gives, or null where SQLite can't make sense of the file: that is told. */
export const tolerant = <T>(damages: Damages, what: Omit<Damage, 'reason'>, read: () => T): T | null => {
  try {
    return read();
  } catch (error) {
    damages.tell({ ...what, reason: reasonOf(error) });
    return null;
  }
};

/** Rows read at once at most: more would be read in vain where the reader stops. */
const mostAhead = 128;

/**
 * Reads one row as `rowsFrom` wants it, of several that are read at once, at first one and then more each time: of a long row of rows each
 * then costs a fifth. `one` is asked where the others can't be read.
 */
export const aheadOf = <Row>(
  keyOf: (row: Row) => number,
  many: (least: number, count: number) => Row[],
  one: (least: number) => Row | undefined,
): ((least: number) => Row | undefined) => {
  let rows: Row[] = [];
  let place = 0;
  let count = 1;
  const known = (least: number): Row | undefined => {
    for (; place < rows.length; place += 1) {
      const row = rows[place];
      if (row !== undefined && keyOf(row) >= least) return row;
    }
    return undefined;
  };
  return (least) => {
    const row = known(least);
    if (row !== undefined) return row;
    try {
      [rows, place] = [many(least, count), 0];
      count = Math.min(mostAhead, count * 2);
      return rows[0];
    } catch {
      // Told by whoever asks, once the one that can't be read is found.
      [rows, place] = [[], 0];
      return one(least);
    }
  };
};

/**
 * Rows in the order of their keys, one statement each: where SQLite can't read on, it goes on behind, in steps that double, since a
 * damaged page costs the rows of that page and no others. `read` gives the first row whose key is at least so large.
 */
export function* rowsFrom<Row>(
  first: number,
  read: (least: number) => Row | undefined,
  keyOf: (row: Row) => number,
  skipped: (from: number, to: number, error: unknown) => void,
): Generator<Row> {
  let least = first;
  let step = 1;
  let lost: { readonly from: number; readonly error: unknown } | null = null;
  while (Number.isSafeInteger(least)) {
    try {
      const row = read(least);
      const key = row === undefined ? Number.NaN : keyOf(row);
      if (lost !== null) skipped(lost.from, row === undefined ? least : key - 1, lost.error);
      lost = null;
      // A key that does not grow is a damaged page's, and would never end.
      if (row === undefined || !(key >= least)) return;
      step = 1;
      least = key + 1;
      yield row;
    } catch (error) {
      lost ??= { from: least, error };
      least += step;
      step *= 2;
    }
  }
  if (lost !== null) skipped(lost.from, least, lost.error);
}
