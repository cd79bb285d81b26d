// npm run bench: builds tests/bench into out/bench and runs it, with the set-up and the build of the tests and a display
// of its own. A plain Node.js runs it: what a development server makes of a module costs time of its own.
import { join } from 'node:path';
import { electronPath } from './electron-path.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { runUntilEnd } from './run-until-end.mjs';
import { agentClis } from './setup/agent-cli-list.mjs';
import { installAgentClis } from './setup/agent-clis.mjs';
import { ROOT } from './setup/places.mjs';
import { createProgress } from './setup/progress.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { reportFailure } from './setup/setup-failure.mjs';
import { alias } from './source-alias.mjs';
import { startVirtualDisplay } from './testing/virtual-display.mjs';

const folder = join(ROOT, 'out', 'bench');

try {
  // Stdout is for the result.
  await runSetup('test', { out: process.stderr });
  await ensureBuilt({ out: process.stderr });
  await buildBenchmarks();
  process.exitCode = await measure();
} catch (error) {
  process.exitCode = reportFailure(error);
}

async function buildBenchmarks() {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias },
    build: {
      ssr: join(ROOT, 'tests', 'bench', 'main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.js', format: 'es' } },
    },
  });
}

/** The real claude, in the shared cache; where it can't be had, its benchmarks fail and the rest goes on. */
async function claude() {
  const wanted = agentClis.filter(({ name }) => name === 'claude');
  const [found] = await installAgentClis(wanted, { root: ROOT, progress: createProgress(process.stderr) });
  return found?.program ? { TUTTI_BENCH_CLAUDE: found.program } : {};
}

async function measure() {
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  const env = {
    ...process.env,
    TUTTI_BENCH_ELECTRON: electronPath(),
    ...(await claude()),
    ...(display ? { DISPLAY: display.display } : {}),
  };
  try {
    return await runUntilEnd(process.execPath, [join(folder, 'main.js'), ...process.argv.slice(2)], { env });
  } finally {
    await display?.end();
  }
}
