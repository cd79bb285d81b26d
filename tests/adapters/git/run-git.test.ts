import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitIn } from '../../../src-main/adapters/git/run-git.ts';
import { until } from '../../support/until.ts';
import { repository } from './support.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** An alias that starts a program of its own, which tells its number and then sleeps. */
const sleeping = (base: string) => [
  '-c',
  `alias.nap=!sh -c 'echo $$ > "${join(base, 'pid')}"; sleep 600'`,
  'nap',
];

const pidIn = (base: string) =>
  until('the program runs', () => {
    const file = join(base, 'pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
  });

test('a cancelled git ends with all that it has started', async () => {
  const { base, root, env } = repository();
  const cancel = new AbortController();
  const run = gitIn(env, root)(sleeping(base), { signal: cancel.signal });
  const pid = await pidIn(base);
  cancel.abort();
  expect(await run).toMatchObject({ ok: false, error: { message: expect.stringContaining('stopped') } });
  await until('the program has ended', () => !isAlive(pid));
  const never = await gitIn(env, root)(['version'], { signal: cancel.signal });
  expect(never).toMatchObject({ ok: false });
});

test('one that takes too long, too', async () => {
  const { base, root, env } = repository();
  const run = gitIn(env, root)(sleeping(base), { timeoutMs: 2_000 });
  const pid = await pidIn(base);
  expect(await run).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('did not end within 2 s') },
  });
  await until('the program has ended', () => !isAlive(pid));
});
