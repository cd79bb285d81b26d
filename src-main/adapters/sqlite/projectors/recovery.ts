import { noRecovery, type Recovery } from '@contract/recovery.ts';
import { recoveryAfter } from '@contract/reduce-recovery.ts';
import type Database from 'better-sqlite3';
import type { EventOf, Projector } from './projector.ts';

/** When an instance is started again unasked, and how often it was. */
export const recoveryProjectors = (db: Database.Database) => {
  const read = db.prepare('SELECT recovery FROM instances WHERE run = ? AND id = ?').pluck();
  const write = db.prepare('UPDATE instances SET recovery = ? WHERE run = ? AND id = ?');
  const tell = db.prepare('UPDATE instances SET reason = ? WHERE run = ? AND id = ?');
  const of = (run: number | null, id: string): Recovery => {
    const json = read.get(run, id);
    return typeof json === 'string' ? (JSON.parse(json) as Recovery) : noRecovery;
  };
  return {
    /** With `instance.changed`, whose other columns are another projector's. */
    changed: ({ run, at, data }: EventOf<'instance.changed'>): void => {
      const before = of(run, data.id);
      const after = recoveryAfter(before, data, at);
      if (after !== before) write.run(JSON.stringify(after), run, data.id);
    },
    projectors: {
      'instance.restartPlanned': (({ run, data: { id, at, reason } }) => {
        write.run(JSON.stringify({ tried: of(run, id).tried, at } satisfies Recovery), run, id);
        tell.run(reason, run, id);
      }) as Projector<'instance.restartPlanned'>,
      'instance.restartDropped': (({ run, data: { id, reason } }) => {
        write.run(JSON.stringify({ tried: of(run, id).tried, at: null } satisfies Recovery), run, id);
        tell.run(reason, run, id);
      }) as Projector<'instance.restartDropped'>,
      'instance.startHeld': (({ run, data: { id, reason } }) =>
        void tell.run(reason, run, id)) as Projector<'instance.startHeld'>,
    },
  };
};
