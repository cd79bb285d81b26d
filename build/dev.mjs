// npm run dev: the app with hot reload of the window and a restart when the main process changes.
import { join } from 'node:path';
import { electronPath } from './electron-path.mjs';
import { runUntilEnd } from './run-until-end.mjs';
import { ROOT } from './setup/places.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure } from './setup/setup-failure.mjs';
import { electronFlags } from './start-arguments.mjs';

try {
  await runSetup('start');
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const flags = electronFlags(process.platform, process.getuid?.());
  const after = [...flags, ...process.argv.slice(2)];
  process.exitCode = await runUntilEnd(process.execPath, [tool, 'dev', '--watch', '--', ...after], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_EXEC_PATH: electronPath() },
  });
} catch (error) {
  process.exitCode = reportFailure(error);
}
