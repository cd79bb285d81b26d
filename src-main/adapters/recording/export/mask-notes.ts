import { longestNote } from '@contract/recording-notes.ts';
import type Database from 'better-sqlite3';
import { maskedValue } from '../../../core/recording/masking/mask-value.ts';
import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { Damages } from '../reading/damages.ts';
import { checksumOfNote, prepareNotes } from '../reading/notes.ts';

const notesIn = (db: Database.Database) => prepareNotes(db, new Damages())();

/** Teaches the finder what stands in the notes. */
export const learnNotes = (db: Database.Database, finder: SecretFinder): void => {
  for (const { text } of notesIn(db)) maskedValue(text, finder, 'letters');
};

/** Covers secrets in the notes of a file that is one's own; those that no reader takes go. True: something was covered. */
export const maskNotes = (
  db: Database.Database,
  finder: SecretFinder,
  count: (what: string) => void,
): boolean => {
  const notes = notesIn(db);
  const known = JSON.stringify(notes.map(({ id }) => id));
  db.prepare('DELETE FROM notes WHERE id NOT IN (SELECT value FROM json_each(?))').run(known);
  const put = db.prepare('UPDATE notes SET text = ?, crc = ? WHERE id = ?');
  let any = false;
  for (const note of notes) {
    const masked = maskedValue(note.text, finder, 'words');
    if (masked === null) continue;
    any = true;
    for (const what of masked.found) count(what);
    // A reader takes no longer one, and none that ends with a blank.
    const text = String(masked.value).slice(0, longestNote).trim();
    put.run(text, checksumOfNote({ ...note, text }), note.id);
  }
  return any;
};
