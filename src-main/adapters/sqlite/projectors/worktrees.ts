import { reduceWork, type WorkEvent } from '@contract/reduce-worktrees.ts';
import type Database from 'better-sqlite3';
import { type EventOf, logOnly, type Projector } from './projector.ts';

const workProjector = (db: Database.Database) => {
  const before = db.prepare('SELECT work FROM instances WHERE run = ? AND id = ?').pluck();
  const update = db.prepare('UPDATE instances SET work = ? WHERE run = ? AND id = ?');
  return (event: WorkEvent): void => {
    const { run, data } = event;
    const known = before.get(run, data.id) as string | undefined;
    if (known !== undefined) update.run(JSON.stringify(reduceWork(JSON.parse(known), event)), run, data.id);
  };
};

const fileProjector = (db: Database.Database) => {
  const put = db.prepare(
    'INSERT OR REPLACE INTO changed_files (run, id, path, kind, at) VALUES (?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('DELETE FROM changed_files WHERE run = ? AND id = ? AND path = ?');
  // Of a flood not every name was told; where nothing differs, none does.
  const dropAll = db.prepare('DELETE FROM changed_files WHERE run = ? AND id = ?');
  return ({ run, data: { id, files, settled, dirty } }: EventOf<'instance.changedFiles'>): void => {
    for (const path of settled) drop.run(run, id, path);
    for (const { path, kind, at } of files) put.run(run, id, path, kind, at);
    if (dirty === 0) dropAll.run(run, id);
  };
};

const conflictProjectors = (db: Database.Database) => {
  const put = db.prepare(
    `INSERT INTO conflicts (run, position, id, path, holder, mode, lock, token, hash, at)
     VALUES (@run, @seq, @id, @path, @holder, @mode, @lock, @token, @commit, @at)
     ON CONFLICT (run, id, path, holder) DO UPDATE SET
       mode = excluded.mode, lock = excluded.lock, token = excluded.token, hash = excluded.hash`,
  );
  const drop = db.prepare('DELETE FROM conflicts WHERE run = ? AND id = ? AND path = ? AND holder = ?');
  return {
    'conflict.found': (({ run, seq, at, data }) =>
      void put.run({ ...data, run, seq, at })) as Projector<'conflict.found'>,
    'conflict.resolved': (({ run, data }) =>
      void drop.run(run, data.id, data.path, data.holder)) as Projector<'conflict.resolved'>,
  };
};

export const worktreeProjectors = (db: Database.Database) => {
  const work = workProjector(db);
  const files = fileProjector(db);
  const commit = db.prepare('INSERT INTO commits (run, position, id, told, said) VALUES (?, ?, ?, ?, ?)');
  return {
    'instance.changedFiles': ((event) => {
      work(event);
      files(event);
    }) as Projector<'instance.changedFiles'>,
    'instance.committed': ((event) => {
      const { run, seq, at, data } = event;
      work(event);
      commit.run(run, seq, data.id, at, JSON.stringify(data.commit));
    }) as Projector<'instance.committed'>,
    'instance.checkedOut': work as Projector<'instance.checkedOut'>,
    'instance.unwatched': work as Projector<'instance.unwatched'>,
    'instance.commitRefused': logOnly,
    'instance.contentRefused': work as Projector<'instance.contentRefused'>,
    ...conflictProjectors(db),
  };
};
