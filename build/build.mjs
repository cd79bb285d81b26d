// npm run build: the set-up, and out/ made anew.
import { ensureBuilt } from './ensure-built.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure } from './setup/setup-failure.mjs';

try {
  await runSetup('serve');
  await ensureBuilt({ force: true });
} catch (error) {
  process.exitCode = reportFailure(error);
}
