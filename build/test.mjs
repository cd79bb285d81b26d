// npm test: set-up, build, all tests but those of the real agents. `--unit` or `--e2e` runs one half, `--agents`
// the real agents; what follows goes to its runner.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { runUntilEnd } from './run-until-end.mjs';
import { ROOT } from './setup/places.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure } from './setup/setup-failure.mjs';
import { readIfThere } from './setup/whole-file.mjs';
import {
  filesToTryAgain,
  sum,
  tallyPlaywright,
  tallyVitest,
  withSecondTry,
} from './testing/count-results.mjs';
import { startVirtualDisplay } from './testing/virtual-display.mjs';

const RESULTS = join(ROOT, 'test-results');
const part = ['--unit', '--e2e', '--agents'].find((flag) => process.argv[2] === flag);
const passedOn = process.argv.slice(part ? 3 : 2);

try {
  await runSetup('test');
  await ensureBuilt();
  const tallies = [];
  if (part === undefined || part === '--unit') tallies.push((await runVitest('unit')).tally);
  if (part === undefined || part === '--e2e') tallies.push(await runPlaywright());
  if (part === '--agents') tallies.push(await runAgents());
  const { passed, failed } = sum(tallies);
  process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  process.exitCode = reportFailure(error);
}

/**
 * Foreign programs, drawing in their own time: a file that fails is tried once more with nothing beside it, and told. Vitest's own
 * `retry` repeats a test in the same world, but never the set-up of a file.
 */
async function runAgents() {
  const { tally, report, code } = await runVitest('agents');
  const files = code === 1 ? filesToTryAgain(report) : [];
  if (files.length === 0) return tally;
  process.stdout.write(`second try, alone: ${files.map((file) => relative(ROOT, file)).join(', ')}\n`);
  const again = await runVitest('agents', ['--maxWorkers=1', ...files]);
  return withSecondTry(report, files, again.tally);
}

/**
 * @param {'unit' | 'agents'} project in vitest.config.ts
 * @param {string[]} [more] arguments for vitest
 */
async function runVitest(project, more = passedOn) {
  const path = join(RESULTS, `${project}.json`);
  rmSync(path, { force: true });
  const tool = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const args = [tool, 'run', '--project', project, ...reporters, ...more];
  // The real agents are also run in the real app, which needs a display.
  const display =
    project === 'agents' && process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  try {
    const code = await runUntilEnd(process.execPath, args, { cwd: ROOT, env: displayed(display) });
    const report = readReport(path);
    return { tally: tallyVitest(report, code), report, code };
  } finally {
    await display?.end();
  }
}

async function runPlaywright() {
  // Named in playwright.config.ts.
  const report = join(RESULTS, 'e2e.json');
  rmSync(report, { force: true });
  const tool = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  try {
    const args = [tool, 'test', '--pass-with-no-tests', ...passedOn];
    const code = await runUntilEnd(process.execPath, args, { cwd: ROOT, env: displayed(display) });
    return tallyPlaywright(readReport(report), code);
  } finally {
    await display?.end();
  }
}

/**
 * The environment with a virtual display, if there is one. No Wayland: a test's windows belong there, not on the person's desk.
 * @param {{ display: string } | undefined} display
 */
function displayed(display) {
  const { WAYLAND_DISPLAY: _, ...inherited } = process.env;
  return display ? { ...inherited, DISPLAY: display.display } : inherited;
}

/**
 * @param {string} path
 * @returns {unknown} undefined when the runner wrote no whole report
 */
function readReport(path) {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut short: the runner died, and its exit code says so
  }
}
