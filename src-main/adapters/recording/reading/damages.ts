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
