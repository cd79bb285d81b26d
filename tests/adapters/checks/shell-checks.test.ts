import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeLimits } from '@contract/merges.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shellChecks } from '../../../src-main/adapters/checks/shell-checks.ts';
import { until } from '../../support/until.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti-check '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (command: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  shellChecks({ PATH: process.env.PATH, GIT_DIR: '/elsewhere' }).run({
    folder,
    command,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    ...more,
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a check passes or fails by its exit code, and tells what it printed', async () => {
  expect(await run('echo fine; echo "in $PWD"')).toMatchObject({
    outcome: 'passed',
    output: `fine\nin ${folder}\n`,
  });
  expect(await run('echo broken >&2; exit 3')).toMatchObject({ outcome: 'failed', output: 'broken\n' });
});

test('of much output the end is kept', async () => {
  const { output } = await run('yes tutti | head -c 5000000; echo the end');
  expect(output.length).toBe(mergeLimits.output);
  expect(output.endsWith('the end\n')).toBe(true);
});

test('it is not led astray by variables of git, and nobody is asked anything', async () => {
  expect(await run('test -z "$GIT_DIR" && ! read line')).toMatchObject({ outcome: 'passed' });
});

test('one that takes too long is ended with all that it has started', async () => {
  const check = run('sleep 1000 & echo $! > child; trap "" TERM; wait', { timeoutMs: 300 });
  expect(await check).toMatchObject({ outcome: 'timed-out' });
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  await until('its child has ended', () => !isAlive(child));
});

test('what it leaves running does not hold it up, and is ended', async () => {
  expect(await run('sleep 1000 & echo $! > child')).toMatchObject({ outcome: 'passed' });
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  await until('its child has ended', () => !isAlive(child));
});

test('one that is called off counts as not started', async () => {
  const off = new AbortController();
  const check = run('echo on > begun; sleep 1000', { signal: off.signal });
  await until('it has begun', () => {
    try {
      return readFileSync(join(folder, 'begun'), 'utf8') !== '';
    } catch {
      return false;
    }
  });
  off.abort();
  expect(await check).toMatchObject({ outcome: 'not-started' });
});

test('what is left of a check and belongs to another user does no harm, and what comes after its end changes nothing', async () => {
  const cancel = new AbortController();
  const real = process.kill;
  const kill = vi.spyOn(process, 'kill').mockImplementation((pid, signal) => {
    if (pid >= 0) return real(pid, signal);
    // The check has ended, and its pipes are being emptied.
    cancel.abort();
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
  try {
    expect(await run('echo fine', { signal: cancel.signal })).toMatchObject({ outcome: 'passed' });
  } finally {
    kill.mockRestore();
  }
});

test('what it prints is heard as it comes, letters whole', async () => {
  const heard: string[] = [];
  const { output } = await shellChecks({ PATH: process.env.PATH }).run({
    folder,
    // It goes on only once its first line was heard.
    command: "printf 'gr\\303'; printf '\\274n\\n'; until test -e heard; do sleep 0.02; done; echo over",
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    heard: (text) => {
      heard.push(text);
      if (heard.join('').includes('grün\n')) writeFileSync(join(folder, 'heard'), '');
    },
  });
  expect(heard.join('')).toBe('grün\nover\n');
  expect(heard.length).toBeGreaterThan(1);
  expect(output).toBe('grün\nover\n');
});
