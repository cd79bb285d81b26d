// npm run bench: runs tests/bench/main.ts, with the set-up and the build of the tests and a display of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ROOT } from './setup/places.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure, SetupFailure } from './setup/setup-failure.mjs';
import { startVirtualDisplay } from './testing/virtual-display.mjs';

const program = join(ROOT, 'tests', 'bench', 'main.ts');

try {
  await runSetup('test');
  await ensureBuilt();
  if (!existsSync(program))
    throw new SetupFailure('There is no tests/bench/main.ts.', 'Nothing can be measured.');
  await measure();
} catch (error) {
  process.exitCode = reportFailure(error);
}

async function measure() {
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  if (display) process.env.DISPLAY = display.display;
  try {
    const { runnerImport } = await import('vite');
    const { alias } = await import('./source-alias.mjs');
    await runnerImport(program, { root: ROOT, configFile: false, resolve: { alias } });
  } finally {
    await display?.end();
  }
}
