// npm start [-- FOLDER] [-- flags]: everything from a fresh clone to the window.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { electronPath } from './electron-path.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { runUntilEnd } from './run-until-end.mjs';
import { ROOT } from './setup/places.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure, SetupFailure } from './setup/setup-failure.mjs';
import { electronFlags, hasDisplay, isLink, splitFolder } from './start-arguments.mjs';

// npm changes into the checkout; what the person means by a relative path is where they typed.
const from = process.env.INIT_CWD ?? process.cwd();
const args = process.argv.slice(2);

try {
  process.exitCode = hasDisplay(process.platform, process.env) ? await startDesktop() : await startHeadless();
} catch (error) {
  process.exitCode = reportFailure(error);
}

async function startDesktop() {
  await runSetup('start');
  await ensureBuilt();
  requireBuilt('desktop.js');
  const { folder, rest } = splitFolder(args);
  const opened = folder === undefined ? [] : [isLink(folder) ? folder : resolve(from, folder)];
  const flags = electronFlags(process.platform, process.getuid?.());
  // Set by tools that use Electron as a plain Node; with it there would be no window.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runUntilEnd(electronPath(), [...flags, ROOT, ...opened, ...rest], { env });
}

async function startHeadless() {
  process.stdout.write(
    'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): starting the headless host.\n',
  );
  await runSetup('serve');
  await ensureBuilt();
  requireBuilt('cli.js');
  const { folder, rest } = splitFolder(args);
  const project = resolve(from, folder ?? '.');
  return runUntilEnd(process.execPath, [
    join(ROOT, 'out/main/cli.js'),
    'serve',
    '--project',
    project,
    ...rest,
  ]);
}

/** @param {string} program a file of out/main */
function requireBuilt(program) {
  if (existsSync(join(ROOT, 'out', 'main', program))) return;
  throw new SetupFailure(
    `out/main/${program} was not built.`,
    'npm run build',
    join(ROOT, '.cache/logs/build.log'),
  );
}
