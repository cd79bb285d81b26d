import type { EventDraft } from '@contract/events.ts';
import { TuttiFailure } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../../src-main/adapters/sqlite/migrate.ts';
import { makeStore } from '../../../src-main/adapters/sqlite/store.ts';
import type { Store } from '../../../src-main/core/ports/store.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { changeTo, draft, freshStore, messageOf, runStart, spawnOf } from './support.ts';

const logOf = (store: Store) => store.events({ after: 0, limit: 100, newest: false });

const failureOf = (work: () => unknown): TuttiFailure => {
  try {
    work();
  } catch (error) {
    if (error instanceof TuttiFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

test('numbers events from 1, without gaps, also after a commit that failed', () => {
  const store = freshStore();
  expect(store.commit([runStart(), spawnOf('exec_1')]).map(({ seq }) => seq)).toEqual([1, 2]);
  const wrong = { ...spawnOf('exec_2'), data: { id: 'nobody' } } as unknown as EventDraft;
  expect(() => store.commit([spawnOf('exec_2'), wrong])).toThrow('instance id looks like');
  expect(store.instances(1)).toHaveLength(1);
  expect(store.commit([spawnOf('exec_3')])[0]?.seq).toBe(3);
});

test('a failing secret takes its events back', () => {
  const store = freshStore();
  store.commit([runStart()]);
  const stranger = { kind: 'token', run: 1, id: 'exec_7', hash: 'h' } as const;
  expect(() => store.commit([spawnOf('exec_1')], [stranger])).toThrow('FOREIGN KEY');
  expect(store.instances(1)).toEqual([]);
  expect(logOf(store)).toHaveLength(1);
});

test('a run number is never used twice', () => {
  const store = freshStore();
  store.commit([runStart(1), runStart(2)]);
  expect(() => store.commit([runStart(2)])).toThrow('run 2 was started after run 2');
  expect(store.runs().map(({ run }) => run)).toEqual([1, 2]);
});

test('late news of an earlier run reaches that run and not the one in view', () => {
  const store = freshStore();
  store.commit([runStart(1), spawnOf('exec_1', 1), runStart(2), spawnOf('exec_1', 2)]);
  store.commit([changeTo('exec_1', 'crashed', 1)]);
  expect(store.view().instances.exec_1?.state).toBe('starting');
  expect(store.instances(1)[0]?.state).toBe('crashed');
});

test('a full disk is told as such and changes nothing', () => {
  const file = `${tempFolder()}/events.db`;
  const db = new Database(file);
  onTestFinished(() => void db.close());
  migrate(db);
  const store = makeStore(db, file, Date.now);
  store.commit([runStart()]);
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages + 1}`);
  const failure = failureOf(() => store.commit([messageOf('msg_1', 'x'.repeat(100_000))]));
  expect(failure.error).toMatchObject({ code: 'disk_full', message: expect.stringContaining(file) });
  expect(logOf(store)).toHaveLength(1);
  db.pragma(`max_page_count = ${pages + 1000}`);
  expect(store.commit([messageOf('msg_1', 'x'.repeat(100_000))])[0]?.seq).toBe(2);
});

test('a closed connection that may only read is told as a state that can not be written', () => {
  const file = `${tempFolder()}/events.db`;
  const db = new Database(file);
  migrate(db);
  db.close();
  const readOnly = new Database(file, { readonly: true });
  onTestFinished(() => void readOnly.close());
  const store = makeStore(readOnly, file, Date.now);
  expect(failureOf(() => store.commit([runStart()])).error.code).toBe('state_read_only');
});

test('the log itself refuses to be changed', () => {
  const db = new Database(`${tempFolder()}/events.db`);
  onTestFinished(() => void db.close());
  migrate(db);
  makeStore(db, 'events.db', Date.now).commit([runStart()]);
  expect(() => db.exec('DELETE FROM events')).toThrow('never deleted');
  expect(() => db.exec(`UPDATE events SET kind = 'run.ended'`)).toThrow('never changed');
  expect(() => db.exec(`INSERT INTO events VALUES (3, 0, 'x', NULL, NULL, NULL, '{}', '{}')`)).toThrow('gap');
});

test('a terminated instance has no token, and a restarted one only its new one', () => {
  const store = freshStore();
  const token = (hash: string) => ({ kind: 'token', run: 1, id: 'exec_1', hash }) as const;
  store.commit([runStart(), spawnOf('exec_1')], [token('first')]);
  expect(store.bearer('first')).toEqual({ run: 1, id: 'exec_1' });
  store.commit([changeTo('exec_1', 'crashed')]);
  expect(store.bearer('first')).toEqual({ run: 1, id: 'exec_1' });
  store.commit([changeTo('exec_1', 'terminated')]);
  expect(store.bearer('first')).toBeNull();
  store.commit([changeTo('exec_1', 'starting')], [token('second')]);
  expect(store.bearer('first')).toBeNull();
  expect(store.bearer('second')).toEqual({ run: 1, id: 'exec_1' });
});

test('a nonce is there until it is used', () => {
  const store = freshStore();
  const nonce = { hash: 'h', incarnation: 1, deadline: 17 };
  store.commit([runStart(), spawnOf('exec_1')], [{ kind: 'nonce', run: 1, id: 'exec_1', ...nonce }]);
  expect(store.nonce(1, 'exec_1')).toEqual(nonce);
  store.commit([], [{ kind: 'nonce-used', run: 1, id: 'exec_1' }]);
  expect(store.nonce(1, 'exec_1')).toBeNull();
});

test('finds events by run, instance and kind, from either end', () => {
  const store = freshStore();
  store.commit([runStart(), spawnOf('exec_1'), spawnOf('exec_2'), messageOf('msg_1', 'hi', 'exec_2')]);
  store.commit([runStart(2), spawnOf('exec_1', 2)]);
  const seqs = (query: Partial<Parameters<Store['events']>[0]>) =>
    store.events({ after: 0, limit: 100, newest: false, ...query }).map(({ seq }) => seq);
  expect(seqs({ run: 2 })).toEqual([5, 6]);
  expect(seqs({ instance: 'exec_2' })).toEqual([3, 4]);
  expect(seqs({ kinds: ['run.started'] })).toEqual([1, 5]);
  expect(seqs({ run: 1, instance: 'exec_1', kinds: ['instance.spawned', 'run.ended'] })).toEqual([2]);
  expect(seqs({ newest: true, limit: 2 })).toEqual([6, 5]);
  expect(seqs({ after: 4 })).toEqual([5, 6]);
});

test('gives whole texts, inboxes in order, last numbers and what was launched', () => {
  const store = freshStore();
  const long = `${'long '.repeat(200)}\0end`;
  store.commit([runStart(), spawnOf('exec_1'), spawnOf('exec_12')]);
  store.commit([messageOf('msg_9', long), messageOf('msg_10', 'two'), messageOf('msg_11', 'else', 'person')]);
  store.commit([draft('message.announced', { message: 'msg_10', to: 'exec_1' })]);
  expect(store.message('msg_9', 1)?.text).toBe(long);
  expect(store.message('msg_9', 1)).toMatchObject({ length: long.length, preview: long.slice(0, 400) });
  expect(store.message('msg_9', 2)).toBeNull();
  expect(store.messages(1, 'exec_1', ['queued', 'announced']).map(({ id }) => id)).toEqual([
    'msg_9',
    'msg_10',
  ]);
  expect(store.messages(1, 'exec_1', ['announced']).map(({ text }) => text)).toEqual(['two']);
  expect([store.lastOrdinal(1, null), store.lastOrdinal(1, 'exec_1')]).toEqual([12, 0]);
  const launch = { id: 'exec_1', incarnation: 2, pid: 77, startTime: 's', pane: '%1' };
  store.commit([draft('instance.launched', launch), changeTo('exec_1', 'crashed')]);
  expect(store.launched(1)).toEqual([{ run: 1, id: 'exec_1', incarnation: 2, pid: 77, startTime: 's' }]);
});
