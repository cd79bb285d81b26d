import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, markBuilt, sourceDigest } from '../../build/build-stamp.mjs';
import {
  FAILURE_HOURS,
  failedLately,
  rememberFailure,
  stampHolds,
  writeStamp,
} from '../../build/setup/stamps.mjs';
import { writeWhole } from '../../build/setup/whole-file.mjs';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 2);
let folder = '';
let stamp = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti stamps '));
  stamp = join(folder, 'not yet there', 'stamp.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a stamp holds for the inputs it was written for, and for no others', () => {
  expect(stampHolds(stamp, { lock: 'a' })).toBe(false);
  writeStamp(stamp, { lock: 'a' });
  expect(stampHolds(stamp, { lock: 'a' })).toBe(true);
  expect(stampHolds(stamp, { lock: 'b' })).toBe(false);
});

test('a stamp that was cut short does not hold', () => {
  writeStamp(stamp, { lock: 'a' });
  writeFileSync(stamp, '{"lock":');
  expect(stampHolds(stamp, { lock: 'a' })).toBe(false);
});

test('a failed download is remembered for a day, and only for that version', () => {
  rememberFailure(stamp, '45.4.1', NOW);
  expect(failedLately(stamp, '45.4.1', NOW)).toBe(true);
  expect(failedLately(stamp, '45.4.1', NOW + FAILURE_HOURS * HOUR - 1)).toBe(true);
  expect(failedLately(stamp, '45.4.1', NOW + FAILURE_HOURS * HOUR)).toBe(false);
  expect(failedLately(stamp, '46.0.0', NOW)).toBe(false);
});

test('a record from the future or a broken one is no reason not to try', () => {
  rememberFailure(stamp, '45.4.1', NOW + HOUR);
  expect(failedLately(stamp, '45.4.1', NOW)).toBe(false);
  writeFileSync(stamp, 'not json');
  expect(failedLately(stamp, '45.4.1', NOW)).toBe(false);
});

test('the build is fresh until a source is changed, added or removed', () => {
  const source = join(folder, 'src-main', 'core', 'a.ts');
  writeWhole(source, 'one');
  writeWhole(join(folder, 'out', 'main', 'cli.js'), '');
  expect(isBuilt(folder)).toBe(false);
  const build = () => markBuilt(folder, sourceDigest(folder));
  const changes = [
    () => writeWhole(source, 'longer'),
    () => writeWhole(join(folder, 'src-renderer', 'b.tsx'), ''),
    () => rmSync(source),
    () => rmSync(join(folder, 'out', 'main'), { recursive: true }),
  ];
  for (const change of changes) {
    build();
    expect(isBuilt(folder)).toBe(true);
    change();
    expect(isBuilt(folder)).toBe(false);
  }
});
