import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { MaskingRules } from '../../../core/recording/masking/masking-rules.ts';
import { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { TextIndex } from '../search/text-index.ts';
import { dropUnsearched } from './drop-unsearched.ts';
import { searchForKnown } from './last-look.ts';
import { SecretsLeft, StreamMasker } from './mask-streams.ts';
import { TextMasker } from './mask-texts.ts';
import { storedStreams } from './stored-streams.ts';

/** Worked at the index at once; nobody waits for a turn in this thread. */
const indexMs = 1000;

/** Of each kind how many were masked. */
export type MaskedCounts = Readonly<Record<string, number>>;

/**
 * Masks all secrets in a file that is one's own: where something was, `clean` is a new file without any page of before, else the file is left
 * as it is. `tell` gets the share that is done. Throws SecretsLeft, and SQLite's errors.
 */
export const maskFile = (
  { file, clean }: { readonly file: string; readonly clean: string },
  rules: MaskingRules,
  tell: (share: number) => void,
): { readonly counts: MaskedCounts; readonly file: string } => {
  const db = new Database(file);
  try {
    // Thrown away when anything goes wrong: nothing has to survive a power cut.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    const counts: Record<string, number> = {};
    const finder = new SecretFinder(rules);
    const dropped = dropUnsearched(db, storedStreams(db));
    const changed = mask(db, finder, counts, tell) || dropped;
    db.prepare(
      `INSERT INTO about (key, value) VALUES ('masked', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ).run(JSON.stringify(counts));
    if (changed) {
      indexAnew(db, file);
      db.prepare('VACUUM INTO ?').run(clean);
      chmodSync(clean, 0o600);
    }
    const made = changed ? clean : file;
    const left = searchForKnown(made, finder);
    if (left !== null) throw new SecretsLeft(`${left.what} is still in ${left.where}`);
    return { counts, file: made };
  } finally {
    db.close();
  }
};

/** The words of the search, out of what is there now: those of before may be of a secret. */
const indexAnew = (db: Database.Database, file: string): void => {
  db.exec(`DELETE FROM said; INSERT INTO words (words) VALUES ('delete-all')`);
  const index = new TextIndex(file, Date.now);
  try {
    while (index.work(indexMs));
  } finally {
    index.close();
  }
};

const mask = (
  db: Database.Database,
  finder: SecretFinder,
  counts: Record<string, number>,
  tell: (share: number) => void,
): boolean => {
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const streams = storedStreams(db);
  const all = Math.max(1, streams.bytes());
  let searched = 0;
  const tick = (bytes: number): void => {
    searched += bytes;
    // Searched twice where something is found.
    tell(Math.min(0.98, searched / all));
  };
  const texts = new TextMasker(db, finder, count);
  const terminals = new StreamMasker(streams, finder, { count, tick });
  texts.learn();
  terminals.search();
  const drawn = terminals.write();
  return texts.write() || drawn;
};
