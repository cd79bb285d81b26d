import type { TuttiEvent } from '@contract/events.ts';
import type Database from 'better-sqlite3';
import type { UsedEvent } from '../../core/model/usage-count.ts';
import type { EventQuery } from '../../core/ports/store.ts';

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly run: number | null;
  readonly cause: number | null;
  readonly actor: string;
  readonly data: string;
}

const eventOf = ({ actor, data, ...row }: EventRow): TuttiEvent =>
  ({ ...row, actor: JSON.parse(actor), data: JSON.parse(data) }) as TuttiEvent;

const conditions = (query: EventQuery): string[] => [
  'seq > @after',
  ...(query.run === undefined ? [] : ['run = @run']),
  ...(query.instance === undefined ? [] : ['instance = @instance']),
  ...(query.kinds === undefined ? [] : ['kind IN (SELECT value FROM json_each(@kinds))']),
];

const sqlFor = (query: EventQuery): string =>
  `SELECT seq, at, kind, run, cause, actor, data FROM events WHERE ${conditions(query).join(' AND ')}
   ORDER BY seq ${query.newest ? 'DESC' : 'ASC'} LIMIT @limit`;

/** What was told of tokens after an event. The kind stands in the statement, so that its own index is used. */
export const prepareUsedAfter = (db: Database.Database) => {
  const all = db.prepare(
    `SELECT seq, at, kind, run, cause, actor, data FROM events WHERE kind = 'instance.used' AND seq > ?
     ORDER BY seq LIMIT ?`,
  );
  return (after: number, limit: number) => (all.all(after, limit) as EventRow[]).map(eventOf) as UsedEvent[];
};

/** There are 16 shapes of query; each is prepared once. */
export const prepareReadEvents = (db: Database.Database) => {
  const statements = new Map<string, Database.Statement>();
  const statementFor = (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return (query: EventQuery): readonly TuttiEvent[] => {
    const { after, limit, run, instance } = query;
    const values = { after, limit, run, instance, kinds: JSON.stringify(query.kinds ?? []) };
    return (statementFor(sqlFor(query)).all(values) as EventRow[]).map(eventOf);
  };
};
