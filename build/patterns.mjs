// npm run test:patterns: the patterns of orchestration, each so many times in a row. `-- --times 5` (else 20), `-- -g shutdown` for some
// of them; what follows goes to Playwright. One line a pattern at the end.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { runUntilEnd } from './run-until-end.mjs';
import { ROOT } from './setup/places.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure } from './setup/setup-failure.mjs';
import { readIfThere } from './setup/whole-file.mjs';
import { patternArguments, patternLines } from './testing/pattern-results.mjs';

/** Named in playwright.config.ts. */
const report = join(ROOT, 'test-results', 'e2e.json');

const wanted = patternArguments(process.argv.slice(2));
if (wanted === undefined) {
  process.stderr.write('--times takes a whole number from 1 on, such as --times 5\n');
  process.exitCode = 2;
} else {
  try {
    await runSetup('test');
    await ensureBuilt();
    process.exitCode = await runPatterns(wanted);
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/**
 * @param {{ times: number, rest: string[] }} wanted
 * @returns {Promise<number>} the runner's exit code
 */
async function runPatterns({ times, rest }) {
  rmSync(report, { force: true });
  const tool = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const args = [tool, 'test', 'tests/e2e/patterns', '--workers=1', '--repeat-each', `${times}`, ...rest];
  const code = await runUntilEnd(process.execPath, args, { cwd: ROOT });
  const text = readIfThere(report);
  const lines = text === undefined ? ['the runner wrote no report'] : patternLines(JSON.parse(text));
  process.stdout.write(`${lines.join('\n')}\n`);
  return code;
}
