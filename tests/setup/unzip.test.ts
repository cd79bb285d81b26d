import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unzip } from '../../build/setup/unzip.mjs';
import { makeZip } from './make-zip.ts';

let folder = '';
let archive = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti unzip '));
  archive = join(folder, 'a b.zip');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('files come out whole, with their permissions, stored or deflated, empty or large', async () => {
  const large = 'x'.repeat(300_000);
  const files = [
    { name: 'App/', text: '', mode: 0o755, deflate: false },
    { name: 'App/run', text: large, mode: 0o755, deflate: true },
    { name: 'App/sub folder/ä.txt', text: 'stored', mode: 0o644, deflate: false },
    { name: 'App/empty', text: '', mode: 0o644, deflate: false },
    { name: 'App/left-out', text: 'no', mode: 0o644, deflate: true },
  ];
  writeFileSync(archive, makeZip(files));
  const count = await unzip(archive, join(folder, 'out'), (name) =>
    name === 'App/left-out' ? undefined : name.slice('App/'.length),
  );
  expect(count).toBe(3);
  expect(readFileSync(join(folder, 'out/run'), 'utf8')).toBe(large);
  expect(statSync(join(folder, 'out/run')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(folder, 'out/sub folder/ä.txt'), 'utf8')).toBe('stored');
  expect(readFileSync(join(folder, 'out/empty'), 'utf8')).toBe('');
});

test('an entry that leads out of the folder is refused', async () => {
  writeFileSync(archive, makeZip([{ name: '../evil', text: 'x', mode: 0o644, deflate: false }]));
  await expect(unzip(archive, join(folder, 'out'), (name) => name)).rejects.toThrow('leads out');
});

test('an archive that was cut short is told, not half unpacked in silence', async () => {
  writeFileSync(archive, makeZip([{ name: 'a', text: 'text', mode: 0o644, deflate: true }]));
  truncateSync(archive, statSync(archive).size - 30);
  await expect(unzip(archive, join(folder, 'out'), (name) => name)).rejects.toThrow('cut short');
});
