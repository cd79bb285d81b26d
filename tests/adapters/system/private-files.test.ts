import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { privateFilesIn } from '../../../src-main/adapters/system/private-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('only the person may read them; a new set takes the place of the old one', async () => {
  const files = privateFilesIn(tempFolder());
  const folder = files.folderOf(1, 'exec_1');
  await files.write(1, 'exec_1', new Map([['a.json', 'one']]));
  await files.write(1, 'exec_1', new Map([['b.json', 'two']]));
  expect(readdirSync(folder)).toEqual(['b.json']);
  expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe('two');
  expect(statSync(join(folder, 'b.json')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await files.remove(1, 'exec_1');
  expect(existsSync(folder)).toBe(false);
});

test('where nothing can be written it says so, and what was there stays', async () => {
  const files = privateFilesIn('/dev/null/state');
  const written = await files.write(1, 'exec_1', new Map([['a', '']]));
  expect(written).toMatchObject({ ok: false, error: { code: 'state_read_only' } });
});
