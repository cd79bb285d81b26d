// npm run setup [-- --for serve|start|test]
import { createProgress, seconds } from './progress.mjs';
import { runSetup } from './run-setup.mjs';
import { reportFailure } from './setup-failure.mjs';

const started = Date.now();
const flag = process.argv.indexOf('--for');
const purpose = flag < 0 ? 'start' : process.argv[flag + 1];

if (purpose !== 'serve' && purpose !== 'start' && purpose !== 'test') {
  process.stderr.write('usage: npm run setup [-- --for serve|start|test]\n');
  process.exitCode = 2;
} else {
  try {
    await runSetup(purpose, { retryFailed: process.argv.includes('--retry') });
    createProgress(process.stdout).line(
      `✓ set-up for ${purpose}: all in place  ${seconds(Date.now() - started)}`,
    );
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}
