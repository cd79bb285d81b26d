// npm test: set-up, build, all tests but those of the real agents. `--unit` or `--e2e` runs one half, `--agents`
// the real agents; what follows goes to its runner. `--second-try`, before these, tries the few that failed once more,
// alone, and names them: for a machine that nobody is there to look at. Of the real agents it is always done.
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
  MOST_TRIED_AGAIN,
  sum,
  tallyPlaywright,
  tallyVitest,
  withSecondTry,
} from './testing/count-results.mjs';
import { failuresOfPlaywright, failuresOfVitest } from './testing/failures.mjs';
import { startVirtualDisplay } from './testing/virtual-display.mjs';

const RESULTS = join(ROOT, 'test-results');
const given = process.argv.slice(2);
const secondTry = given[0] === '--second-try';
if (secondTry) given.shift();
const part = ['--unit', '--e2e', '--agents'].find((flag) => given[0] === flag);
const passedOn = part ? given.slice(1) : given;
/** @type {string[]} */
const failures = [];

try {
  await runSetup('test');
  await ensureBuilt();
  const tallies = [];
  if (part === undefined || part === '--unit') tallies.push(await tryVitest('unit', secondTry));
  if (part === undefined || part === '--e2e')
    // One after the other: while the app is tried, nothing else is.
    for (const project of /** @type {const} */ (['pages', 'app']))
      tallies.push(await tryPlaywright(project, secondTry));
  // Foreign programs, drawing in their own time.
  if (part === '--agents') tallies.push(await tryVitest('agents', true));
  for (const failure of failures) process.stdout.write(`failed: ${failure}\n`);
  const { passed, failed } = sum(tallies);
  process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  process.exitCode = reportFailure(error);
}

/**
 * A file that fails is tried once more with nothing beside it. Vitest's own `retry` repeats a test in the same world, but never
 * the set-up of a file.
 * @param {'unit' | 'agents'} project in vitest.config.ts
 * @param {boolean} again
 */
async function tryVitest(project, again) {
  const { tally, report, code } = await runVitest(project);
  failures.push(...failuresOfVitest(report).map(fromRoot));
  const files = again && code === 1 ? filesToTryAgain(report) : [];
  if (files.length === 0) return tally;
  process.stdout.write(`second try, alone: ${files.map((file) => relative(ROOT, file)).join(', ')}\n`);
  const second = await runVitest(project, ['--maxWorkers=1', ...files]);
  return withSecondTry(report, files, second.tally);
}

/**
 * @param {'pages' | 'app'} project in playwright.config.ts
 * @param {boolean} again
 */
async function tryPlaywright(project, again) {
  const named = [`--project=${project}`, ...passedOn];
  const first = await runPlaywright(named);
  const told = failuresOfPlaywright(first.report);
  failures.push(...told.map(fromRoot));
  if (!again || first.code !== 1 || told.length === 0 || told.length > MOST_TRIED_AGAIN) return first.tally;
  process.stdout.write(`second try, alone: ${told.map((text) => text.split('\n')[0]).join(', ')}\n`);
  const second = await runPlaywright([...named, '--last-failed', '--workers=1', '--trace=retain-on-failure']);
  return { passed: first.tally.passed + second.tally.passed, failed: second.tally.failed };
}

/** @param {string} text */
function fromRoot(text) {
  return text.replaceAll(`${ROOT}/`, '');
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

/** @param {string[]} more arguments for Playwright */
async function runPlaywright(more) {
  // Named in playwright.config.ts.
  const path = join(RESULTS, 'e2e.json');
  rmSync(path, { force: true });
  const tool = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  try {
    const args = [tool, 'test', '--pass-with-no-tests', ...more];
    const code = await runUntilEnd(process.execPath, args, { cwd: ROOT, env: displayed(display) });
    const report = readReport(path);
    return { tally: tallyPlaywright(report, code), report, code };
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
