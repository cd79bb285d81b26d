import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** The one row that tells of the project as a whole. */
export const projectProjectors = (db: Database.Database) => {
  const terminals = db.prepare('UPDATE project SET terminals = ?');
  const trusted = db.prepare('UPDATE project SET trusted = ?');
  const budgets = db.prepare('UPDATE project SET budgets = ?');
  const reached = db.prepare('UPDATE project SET reached = ?');
  const settings = db.prepare('UPDATE project SET settings = ?');
  return {
    'settings.changed': ((event) =>
      void settings.run(JSON.stringify(event.data.settings))) as Projector<'settings.changed'>,
    'project.trusted': ((event) =>
      void trusted.run(Number(event.data.trusted))) as Projector<'project.trusted'>,
    'budgets.changed': ((event) =>
      void budgets.run(JSON.stringify(event.data.budgets))) as Projector<'budgets.changed'>,
    'budgets.reached': ((event) =>
      void reached.run(JSON.stringify(event.data.reached))) as Projector<'budgets.reached'>,
    'host.started': () => void terminals.run('up'),
    'host.stopped': () => void terminals.run('none'),
    'terminals.lost': () => void terminals.run('lost'),
    'terminals.restored': () => void terminals.run('up'),
  };
};
