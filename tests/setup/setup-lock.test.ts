import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inDraftFolder } from '../../build/setup/draft-folder.mjs';
import { ROOT } from '../../build/setup/places.mjs';
import { withLock } from '../../build/setup/setup-lock.mjs';

const run = promisify(execFile);
let folder = '';
let lock = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti lock '));
  lock = join(folder, 'setup.lock');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('eight processes at once each add one: none is lost, and no lock is left', async () => {
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setImmediate as turn } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(join(ROOT, 'build/setup/setup-lock.mjs'))};
    const [lock, counter] = process.argv.slice(-2);
    await withLock(lock, () => {}, async () => {
      const seen = Number(readFileSync(counter, 'utf8'));
      await turn();
      writeFileSync(counter, String(seen + 1));
    });`;
  // A lock of a process that is gone lies there: all eight find it at once.
  writeFileSync(lock, '999999999 1\n');
  const args = ['--input-type=module', '-e', script, lock, counter];
  await Promise.all(Array.from({ length: 8 }, () => run(process.execPath, args)));
  expect(readFileSync(counter, 'utf8')).toBe('8');
  expect(existsSync(lock)).toBe(false);
});

test('a lock whose process id was given to another process is taken over', async () => {
  writeFileSync(lock, `${process.pid} 1\n`);
  let waited = false;
  const answer = await withLock(
    lock,
    () => (waited = true),
    async () => 'done',
  );
  expect(answer).toBe('done');
  expect(waited).toBe(process.platform !== 'linux');
});

test('the lock goes also when the work fails', async () => {
  const work = withLock(
    lock,
    () => undefined,
    async () => Promise.reject(new Error('no disk')),
  );
  await expect(work).rejects.toThrow('no disk');
  expect(existsSync(lock)).toBe(false);
});

test('what a killed set-up left is removed, what a living one has is not', async () => {
  const dead = join(folder, 'tutti-draft-999999999-abc');
  const alive = join(folder, `tutti-draft-${process.pid}-abc`);
  const foreign = join(folder, 'somebody-elses');
  for (const path of [dead, alive, foreign]) mkdirSync(path);
  const draft = await inDraftFolder(folder, async (path) => {
    expect(existsSync(path)).toBe(true);
    return path;
  });
  expect([dead, alive, foreign, draft].map((path) => existsSync(path))).toEqual([false, true, true, false]);
});
