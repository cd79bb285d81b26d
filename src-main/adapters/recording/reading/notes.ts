import { instanceIdSchema } from '@contract/ids.ts';
import { longestNote, mostNotes, type RecordedNote, recordedNoteSchema } from '@contract/recording-notes.ts';
import Database from 'better-sqlite3';
import type { NoteChange } from '../../../core/ports/recordings.ts';
import { checksum } from '../blobs.ts';
import { type Damages, tolerant } from './damages.ts';

interface NoteRow {
  readonly id: string;
  readonly at: number;
  readonly instance: string | null;
  readonly text: string;
  readonly written_at: number;
  readonly crc: number;
}

export const checksumOfNote = ({ id, at, instance, text, writtenAt }: RecordedNote): number =>
  checksum([id, at, instance ?? '', writtenAt], text);

const noteIn = ({ crc, written_at: writtenAt, ...row }: NoteRow): RecordedNote | null => {
  const instance = instanceIdSchema.nullable().safeParse(row.instance);
  const note = recordedNoteSchema.safeParse({ ...row, instance: instance.data ?? null, writtenAt });
  return note.success && checksumOfNote({ ...note.data, text: row.text }) === crc ? note.data : null;
};

/** Reads the notes; one that was changed since it was written is told and passed over. */
export const prepareNotes = (db: Database.Database, damages: Damages): (() => readonly RecordedNote[]) => {
  // A file of unknown origin may hold a gigabyte in one field.
  const all = db.prepare(
    `SELECT substr(id, 1, 40) AS id, at, substr(instance, 1, 100) AS instance, substr(text, 1, ${longestNote + 1}) AS text, written_at, crc
     FROM notes ORDER BY at, id LIMIT ${mostNotes}`,
  );
  const where = { what: 'note', instance: null, from: null, to: null } as const;
  return () => {
    const rows = tolerant(damages, where, () => all.all() as NoteRow[]) ?? [];
    return rows.flatMap((row) => {
      const note = noteIn(row);
      if (note !== null) return [note];
      damages.tell({ ...where, from: row.at, to: row.at, reason: 'it was changed since it was written' });
      return [];
    });
  };
};

/**
 * Writes a note into a recording of this user's own, by a connection of its own that is open as long as this takes: whoever records the run
 * at the same time waits for some milliseconds. Null: it is written; else why it can't be.
 */
export const writeNote = (file: string, change: NoteChange): string | null => {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { fileMustExist: true });
    db.pragma('trusted_schema = OFF');
    if (change.kind === 'remove') db.prepare('DELETE FROM notes WHERE id = ?').run(change.id);
    else {
      const { id, at, instance, text, writtenAt } = change.note;
      db.prepare(
        'INSERT OR REPLACE INTO notes (id, at, instance, text, written_at, crc) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(id, at, instance, text, writtenAt, checksumOfNote(change.note));
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    db?.close();
  }
};
