import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ROOT } from '../../build/setup/places.mjs';
import { endLeftovers } from '../../build/setup/process-group.mjs';
import { runProgram } from '../../build/setup/run-program.mjs';
import { SetupFailure } from '../../build/setup/setup-failure.mjs';
import { isRunning } from '../../build/setup/setup-lock.mjs';

let folder = '';
let log = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti group '));
  log = join(folder, 'step.log');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A set-up of which the program starts a child of its own, tells both ids in its log and then waits for ever. */
async function startSetup(): Promise<{ parent: ReturnType<typeof spawn>; children: number[] }> {
  const endless = 'setInterval(() => {}, 1000)';
  const program = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}]);
    console.log('ids', process.pid, child.pid);
    ${endless}`;
  const script = `
    import { runProgram } from ${JSON.stringify(join(ROOT, 'build/setup/run-program.mjs'))};
    const [log, program] = process.argv.slice(-2);
    await runProgram(process.execPath, ['-e', program], { log, remedy: '' });`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, log, program], {
    stdio: 'ignore',
  });
  const ids = await vi.waitUntil(
    () => existsSync(log) && /ids (\d+) (\d+)\n/.exec(readFileSync(log, 'utf8')),
    {
      timeout: 20_000,
    },
  );
  return { parent, children: ids.slice(1).map(Number) };
}

const allGone = (ids: number[]) => vi.waitUntil(() => ids.every((id) => !isRunning(id)), { timeout: 20_000 });

test('ending the set-up ends what it started, to the last grandchild', async () => {
  const { parent, children } = await startSetup();
  parent.kill('SIGTERM');
  await once(parent, 'close');
  await allGone(children);
});

test('after a kill -9 the next set-up ends what was left running', async () => {
  const { parent, children } = await startSetup();
  parent.kill('SIGKILL');
  await once(parent, 'close');
  expect(children.every((id) => isRunning(id))).toBe(true);
  await endLeftovers(folder);
  await allGone(children);
  expect(existsSync(`${log}.pid`)).toBe(false);
});

test('what belongs to a living one is left alone', async () => {
  const { parent, children } = await startSetup();
  await endLeftovers(folder);
  expect(children.every((id) => isRunning(id))).toBe(true);
  parent.kill('SIGTERM');
  await once(parent, 'close');
  await allGone(children);
});

test('a program that takes too long is ended and told', async () => {
  const args = ['-e', 'setInterval(() => {}, 1000)'];
  const late = runProgram(process.execPath, args, { log, remedy: 'try again', timeoutMs: 2_000 });
  await expect(late).rejects.toThrow('SIGKILL');
  await expect(late).rejects.toBeInstanceOf(SetupFailure);
});
