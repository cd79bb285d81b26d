import type Database from 'better-sqlite3';
import { settingsOf } from '../read-settings.ts';
import type { Projector } from './projector.ts';

export interface RunProjectors {
  readonly 'run.started': Projector<'run.started'>;
  readonly 'run.ended': Projector<'run.ended'>;
  /** Whether a run has been started: an event of an unknown run changes no row. */
  readonly knows: (run: number | null) => boolean;
}

/** A run that begins empties the view, so its number must be a new one, or rows would have to be deleted. */
const mustBeNew = (run: number, last: number): void => {
  if (run <= last) throw new Error(`run ${run} was started after run ${last}`);
};

export const runProjectors = (db: Database.Database): RunProjectors => {
  const insert = db.prepare('INSERT INTO runs (run, title, started_at, recorded) VALUES (?, ?, ?, ?)');
  const settings = db.prepare('SELECT settings FROM project').pluck();
  const forgetReached = db.prepare("UPDATE project SET reached = '[]'");
  const forgetBreakers = db.prepare("DELETE FROM breakers WHERE scope = 'instance'");
  const end = db.prepare('UPDATE runs SET ended_at = ? WHERE run = ?');
  const last = db.prepare('SELECT coalesce(max(run), 0) FROM runs').pluck();
  const known = db.prepare('SELECT 1 FROM runs WHERE run = ?').pluck();
  return {
    'run.started': ({ data, at }) => {
      mustBeNew(data.run, Number(last.get()));
      const recorded = settingsOf(settings.get()).recording.on;
      insert.run(data.run, data.title, at, Number(recorded));
      forgetReached.run();
      forgetBreakers.run();
    },
    'run.ended': ({ data, at }) => void end.run(at, data.run),
    knows: (run) => run !== null && known.get(run) !== undefined,
  };
};
