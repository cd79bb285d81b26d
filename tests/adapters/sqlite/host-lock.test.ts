import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { acquireHostLock } from '../../../src-main/adapters/sqlite/host-lock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const holder = `
  const Database = require('better-sqlite3');
  const db = new Database(process.argv[1], { timeout: 0 });
  db.exec('BEGIN EXCLUSIVE');
  process.stdout.write('held');
  setInterval(() => db.inTransaction, 1000);
`;

/** Another process that holds the lock. */
const otherHost = async (file: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', holder, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
};

const lockFile = (): string => join(tempFolder(), 'host.lock');

test('one host at a time, also within a process', () => {
  const file = lockFile();
  const first = acquireHostLock(file);
  if (!first.ok) throw new Error(first.error.message);
  expect(acquireHostLock(file)).toMatchObject({ ok: false, error: { code: 'host_running' } });
  // The refused attempt must not have cost the first its lock.
  expect(acquireHostLock(file)).toMatchObject({ ok: false, error: { code: 'host_running' } });
  first.value.release();
  const next = acquireHostLock(file);
  expect(next.ok).toBe(true);
  if (next.ok) next.value.release();
});

test('another process keeps it until it is killed, and then it is free', async () => {
  const file = lockFile();
  acquireAndRelease(file);
  const other = await otherHost(file);
  expect(acquireHostLock(file)).toMatchObject({ ok: false, error: { code: 'host_running' } });
  other.kill('SIGKILL');
  await once(other, 'exit');
  acquireAndRelease(file);
});

const acquireAndRelease = (file: string): void => {
  const lock = acquireHostLock(file);
  expect(lock.ok).toBe(true);
  if (lock.ok) lock.value.release();
};
