#!/usr/bin/env node
// The tutti command from a checkout: sets up and builds when that is needed, then is the command itself.
// Its stdout is the command's own (--json is read by programs): whatever the set-up says goes to stderr.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../ensure-built.mjs';
import { ROOT } from '../setup/places.mjs';
import { runSetup } from '../setup/run-setup.mjs';
import { reportFailure } from '../setup/setup-failure.mjs';

let failed = 0;
try {
  await runSetup('serve', { out: process.stderr });
  await ensureBuilt({ out: process.stderr });
} catch (error) {
  failed = reportFailure(error);
}
if (failed) process.exitCode = failed;
else await import(pathToFileURL(join(ROOT, 'out', 'main', 'cli.js')).href);
