import { withWritten, writes } from '@contract/written-files.ts';
import type Database from 'better-sqlite3';
import { jsonOrNull } from '../../system/encode.ts';
import type { Projector } from './projector.ts';

const conversed = (db: Database.Database): Projector<'instance.conversed'> => {
  const update = db.prepare('UPDATE instances SET session = ? WHERE run = ? AND id = ?');
  return ({ run, data: { id, session, transcript } }) =>
    void update.run(JSON.stringify({ id: session, transcript }), run, id);
};

const used = (db: Database.Database): Projector<'instance.used'> => {
  const before = db.prepare('SELECT used FROM instances WHERE run = ? AND id = ?').pluck();
  const update = db.prepare('UPDATE instances SET used = ? WHERE run = ? AND id = ?');
  return ({ run, data: { id, session, used: now } }) => {
    const known = before.get(run, id) as string | undefined;
    if (known === undefined) return;
    update.run(JSON.stringify({ ...JSON.parse(known), [session]: now }), run, id);
  };
};

const worked = (db: Database.Database): Projector<'instance.worked'> => {
  const begin = db.prepare('UPDATE instances SET tool = ? WHERE run = ? AND id = ?');
  const end = db.prepare(
    "UPDATE instances SET tool = NULL WHERE run = ? AND id = ? AND tool ->> '$.call' = ?",
  );
  const before = db.prepare('SELECT cwd, files FROM instances WHERE run = ? AND id = ?');
  const write = db.prepare('UPDATE instances SET files = ? WHERE run = ? AND id = ?');
  return ({ run, at, data: { id, use } }) => {
    if (writes(use)) {
      const known = before.get(run, id) as { cwd: string; files: string } | undefined;
      if (known === undefined) return;
      write.run(JSON.stringify(withWritten(JSON.parse(known.files), known.cwd, use.files, at)), run, id);
    }
    if (use.status === 'started') begin.run(JSON.stringify({ ...use, since: at }), run, id);
    else end.run(run, id, use.call);
  };
};

export const agentSignProjectors = (db: Database.Database) => {
  const plan = db.prepare('UPDATE instances SET todos = ? WHERE run = ? AND id = ?');
  const limit = db.prepare('UPDATE instances SET held_up = ? WHERE run = ? AND id = ?');
  return {
    'instance.planned': (({ run, data }) =>
      void plan.run(JSON.stringify(data.todos), run, data.id)) as Projector<'instance.planned'>,
    'instance.conversed': conversed(db),
    'instance.used': used(db),
    'instance.worked': worked(db),
    'instance.limited': (({ run, data }) =>
      void limit.run(jsonOrNull(data.limit), run, data.id)) as Projector<'instance.limited'>,
  };
};
