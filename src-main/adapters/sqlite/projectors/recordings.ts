import type { recordingEvents } from '@contract/recording-events.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** What became of the recordings of runs. */
export const recordingProjectors = (
  db: Database.Database,
): { readonly [K in keyof typeof recordingEvents]: Projector<K> } => {
  const pause = db.prepare('UPDATE runs SET recording_paused = ? WHERE run = ?');
  const protect = db.prepare('UPDATE runs SET recording_protected = ? WHERE run = ?');
  const remove = db.prepare('UPDATE runs SET recording_removed = ? WHERE run = ?');
  return {
    'recording.paused': ({ data }) => void pause.run(data.reason, data.run),
    'recording.resumed': ({ data }) => void pause.run(null, data.run),
    'recording.protected': ({ data }) => void protect.run(1, data.run),
    'recording.unprotected': ({ data }) => void protect.run(0, data.run),
    'recording.removed': ({ at, data }) => void remove.run(JSON.stringify({ at, ...data }), data.run),
  };
};
