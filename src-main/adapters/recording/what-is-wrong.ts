import Database from 'better-sqlite3';
import { formatVersion, recordingId, schemaMistake } from './schema.ts';

export interface Wrong {
  readonly reason: string;
  /** It is whole, but of a later format than this Tutti knows. */
  readonly newer: boolean;
}

/** What is in the file, and not what is around it: a lock, the disk, the number of open files. */
const isOfItsContent = (error: unknown): error is Error =>
  error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);

/** Why a file can't be read as a recording; null: it can. Throws SQLite's errors where that can't be told at present. */
export const whatIsWrong = (db: Database.Database): Wrong | null => {
  try {
    const id = Number(db.pragma('application_id', { simple: true }));
    if (id !== recordingId) return { reason: 'it is no recording of Tutti', newer: false };
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > formatVersion)
      return {
        reason: `a newer Tutti wrote it (its format is ${version}, this one knows ${formatVersion})`,
        newer: true,
      };
    const mistake = schemaMistake(db);
    return mistake === null ? null : { reason: mistake, newer: false };
  } catch (error) {
    if (!isOfItsContent(error)) throw error;
    return { reason: error.message, newer: false };
  }
};
