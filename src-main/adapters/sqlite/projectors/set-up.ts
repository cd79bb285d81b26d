import { reduceSetUp, settingUpReason, startsNow } from '@contract/reduce-set-up.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

export const setUpProjectors = (db: Database.Database) => {
  const update = db.prepare(
    'UPDATE instances SET set_up = ?, reason = coalesce(?, reason) WHERE run = ? AND id = ?',
  );
  return {
    'instance.settingUp': ((event) => {
      const { run, data } = event;
      update.run(JSON.stringify(reduceSetUp(event)), settingUpReason(data.command), run, data.id);
    }) as Projector<'instance.settingUp'>,
    'instance.setUp': ((event) => {
      const setUp = reduceSetUp(event);
      const reason = setUp.state === 'done' ? startsNow : null;
      update.run(JSON.stringify(setUp), reason, event.run, event.data.id);
    }) as Projector<'instance.setUp'>,
  };
};
