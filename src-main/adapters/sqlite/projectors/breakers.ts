import type { Breaker } from '@contract/breakers.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** Rows of breakers that are not closed. */
export const breakerProjectors = (db: Database.Database) => {
  const put = db.prepare('INSERT OR REPLACE INTO breakers (scope, name, position, data) VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM breakers WHERE scope = ? AND name = ?');
  const read = db.prepare('SELECT data FROM breakers WHERE scope = ? AND name = ?').pluck();
  const write = db.prepare('UPDATE breakers SET data = ? WHERE scope = ? AND name = ?');
  const change = (scope: string, name: string, to: Partial<Breaker>): void => {
    const data = read.get(scope, name);
    if (typeof data === 'string') write.run(JSON.stringify({ ...JSON.parse(data), ...to }), scope, name);
  };
  return {
    'breaker.opened': (({ seq, at, data: { scope, name, until, reason } }) => {
      const breaker: Breaker = { scope, name, state: 'open', openedAt: at, until, reason, successes: 0 };
      put.run(scope, name, seq, JSON.stringify(breaker));
    }) as Projector<'breaker.opened'>,
    'breaker.halfOpened': (({ data }) =>
      change(data.scope, data.name, {
        state: 'half-open',
        successes: 0,
      })) as Projector<'breaker.halfOpened'>,
    'breaker.proved': (({ data }) =>
      change(data.scope, data.name, { successes: data.successes })) as Projector<'breaker.proved'>,
    'breaker.closed': (({ data }) => void drop.run(data.scope, data.name)) as Projector<'breaker.closed'>,
  };
};
