import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileLog } from '../../../src-main/adapters/system/log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const logIn = (limit?: number) => {
  const file = join(tempFolder(), 'host.log');
  const log = fileLog(file, () => 0, limit);
  onTestFinished(() => log.close());
  const lines = (of = file) =>
    readFileSync(of, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { file, log, lines };
};

test('one JSON object a line, readable by the person alone', () => {
  const { file, log, lines } = logIn();
  log.info('started', { port: 1 });
  log.warn('two\nlines');
  log.error('broke', new Error('why'));
  expect(lines()[0]).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', what: 'started', port: 1 });
  expect(lines()[1]).toMatchObject({ level: 'warn', what: 'two\nlines' });
  expect(lines()[2]).toMatchObject({
    level: 'error',
    error: 'why',
    stack: expect.stringContaining('log.test'),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what can not be printed, or is huge, does not break a line', () => {
  const { log, lines } = logIn();
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  log.info('circle', { circle });
  log.info('huge', { text: 'x'.repeat(1_000_000) });
  expect(lines().map(({ what }) => what)).toEqual(['circle', 'huge']);
  expect(JSON.stringify(lines()[1]).length).toBeLessThan(30_000);
});

test('keeps to its size by one rotation', () => {
  const { file, log, lines } = logIn(2000);
  for (let count = 0; count < 200; count += 1) log.info('again', { count });
  expect(statSync(file).size).toBeLessThanOrEqual(2000);
  expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(2000);
  expect(lines().at(-1)?.count).toBe(199);
  expect(Number(lines(`${file}.1`).at(-1)?.count) + 1).toBe(lines()[0]?.count);
  expect(existsSync(`${file}.2`)).toBe(false);
});
