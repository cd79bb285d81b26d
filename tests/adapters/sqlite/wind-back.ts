import Database from 'better-sqlite3';
import { migrations } from '../../../src-main/adapters/sqlite/migrations/all.ts';

interface Thing {
  readonly type: string;
  readonly name: string;
}

const things = (db: Database.Database): Thing[] =>
  db
    .prepare("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .all() as Thing[];

const columnsOf = (db: Database.Database, table: string): string[] =>
  (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);

/** The first `count` migrations on an empty file: what a log looked like then. */
const asItWas = (count: number): Database.Database => {
  const db = new Database(':memory:');
  for (const migration of migrations.slice(0, count)) {
    if (typeof migration === 'string') db.exec(migration);
    else migration(db);
  }
  return db;
};

/** Takes out of a log what later migrations have added to it, so that they are made again; the rows that were there stay. */
export const windBack = (db: Database.Database, count: number): void => {
  const old = asItWas(count);
  const known = new Set(things(old).map(({ name }) => name));
  db.pragma('foreign_keys = OFF');
  for (const wanted of ['index', 'trigger', 'view', 'table']) {
    for (const { type, name } of things(db)) {
      // A virtual table takes the tables that it is made of along.
      const isThere = things(db).some((thing) => thing.name === name);
      if (type === wanted && !known.has(name) && isThere) db.exec(`DROP ${type} ${name}`);
    }
  }
  for (const { name: table } of things(old).filter(({ type }) => type === 'table')) {
    const kept = columnsOf(old, table);
    for (const column of columnsOf(db, table)) {
      if (!kept.includes(column)) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
  }
  db.pragma(`user_version = ${count}`);
  old.close();
};
