import { reduce } from '@contract/reduce.ts';
import { emptyView } from '@contract/view.ts';
import { keptFiles, noFiles, withWritten } from '@contract/written-files.ts';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { draft, freshFile, opened, runStart, spawnOf } from './support.ts';
import { windBack } from './wind-back.ts';

const wrote = (id: string, files: string[], status: 'started' | 'done' | 'failed' = 'done') =>
  draft('instance.worked', { id, use: { call: 'c', tool: 'Write', status, summary: '', files } });

test('a file is one, however it is named, and the latest written stands last', () => {
  const once = withWritten(noFiles, '/w', ['/w/src/a.ts', './b.ts', 'src/a.ts', '/elsewhere/c'], 5);
  expect(once).toEqual({
    count: 3,
    last: [
      { path: 'src/a.ts', writes: 1, at: 5 },
      { path: 'b.ts', writes: 1, at: 5 },
      { path: '/elsewhere/c', writes: 1, at: 5 },
    ],
  });
  expect(withWritten(once, '/w', ['src/a.ts'], 9).last.at(-1)).toEqual({
    path: 'src/a.ts',
    writes: 2,
    at: 9,
  });
});

test('only the last names are kept, and all are counted', () => {
  let files = noFiles;
  for (let at = 1; at <= 250; at += 1) files = withWritten(files, '/w', [`f${at}`], at);
  expect(files.count).toBe(250);
  expect(files.last).toHaveLength(keptFiles);
  expect([files.last[0]?.path, files.last.at(-1)?.path]).toEqual(['f151', 'f250']);
});

test('what is only begun or has failed has written nothing', () => {
  const { store } = opened(freshFile());
  store.commit([runStart(), spawnOf('exec_1')]);
  store.commit([wrote('exec_1', ['a'], 'started'), wrote('exec_1', ['a'], 'failed'), wrote('exec_1', [])]);
  expect(store.view().instances.exec_1?.files).toEqual(noFiles);
  store.commit([wrote('exec_1', ['a'])]);
  expect(store.view().instances.exec_1?.files.last).toMatchObject([{ path: 'a', writes: 1 }]);
});

test('a log from before these rows tells of its files, too', () => {
  const file = freshFile();
  const options = { now: () => 7, log: memoryLog() };
  const first = openStore(file, options);
  if (!first.ok) throw new Error(first.error.message);
  const { store } = first.value;
  store.commit([runStart(), spawnOf('exec_1'), spawnOf('exec_2')]);
  store.commit([wrote('exec_1', ['a', 'b']), wrote('exec_2', ['c']), wrote('exec_1', ['/tmp/a'])]);
  const log = store.events({ after: 0, limit: 100, newest: false });
  store.close();
  const raw = new Database(file);
  windBack(raw, 4);
  raw.close();
  const { instances } = opened(file).store.view();
  expect(instances).toEqual(log.reduce(reduce, emptyView).instances);
  expect(instances.exec_1?.files).toMatchObject({
    count: 2,
    last: [{ path: 'b' }, { path: 'a', writes: 2 }],
  });
});
