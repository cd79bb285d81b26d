import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ROOT } from '../../build/setup/places.mjs';
import { startVirtualDisplay } from '../../build/testing/virtual-display.mjs';

const socketOf = (display: string) => `/tmp/.X11-unix/X${display.slice(1)}`;

test('two displays at once are two, and each is gone when it was ended', async () => {
  const [one, two] = await Promise.all([startVirtualDisplay(), startVirtualDisplay()]);
  expect(one.display).not.toBe(two.display);
  for (const { display } of [one, two]) expect(existsSync(socketOf(display))).toBe(true);
  await Promise.all([one.end(), two.end()]);
  for (const { display } of [one, two]) expect(existsSync(socketOf(display))).toBe(false);
});

test('a display ends with the run that started it, also when that is killed', async () => {
  const script = `
    import { startVirtualDisplay } from ${JSON.stringify(join(ROOT, 'build/testing/virtual-display.mjs'))};
    console.log((await startVirtualDisplay()).display);`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(run.stdout, 'data');
  const socket = socketOf(String(chunk).trim());
  expect(existsSync(socket)).toBe(true);
  run.kill('SIGKILL');
  await vi.waitUntil(() => !existsSync(socket), { timeout: 20_000 });
});
