import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, markBuilt, sourceDigest } from './build-stamp.mjs';
import { cloneCache, ROOT } from './setup/places.mjs';
import { createProgress } from './setup/progress.mjs';
import { runProgram } from './setup/run-program.mjs';
import { withLock } from './setup/setup-lock.mjs';

/** A minute on a slow machine; more than that is a hang. */
const BUILD_LIMIT_MS = 10 * 60_000;

/**
 * Builds out/ when the sources have changed since the last time. The set-up must have been done.
 * @param {{ out?: { write(text: string): unknown, isTTY?: boolean }, force?: boolean }} [options]
 * @returns {Promise<void>} rejects with a SetupFailure that quotes the compiler
 */
export async function ensureBuilt(options = {}) {
  if (!options.force && isBuilt(ROOT)) return;
  const progress = createProgress(options.out ?? process.stdout);
  mkdirSync(cloneCache(ROOT), { recursive: true });
  await withLock(
    join(cloneCache(ROOT), 'build.lock'),
    (pid) => progress.line(`… another build is at work in this clone (process ${pid}); waiting for it`),
    async () => {
      if (!options.force && isBuilt(ROOT)) return;
      await progress.step('build', build);
    },
  );
}

async function build() {
  const digest = sourceDigest(ROOT);
  // The old stamp goes first: a build that is killed half way must not pass for a whole one.
  rmSync(join(ROOT, 'out', 'build-stamp.json'), { force: true });
  await runTool('build.log', [join('electron-vite', 'bin', 'electron-vite.js'), 'build']);
  // Another target of the same sources: the page that plays a recording by itself, which exports are made from.
  const page = join(ROOT, 'build', 'recorded-page', 'vite.config.mjs');
  await runTool('build-page.log', [join('vite', 'bin', 'vite.js'), 'build', '--config', page]);
  markBuilt(ROOT, digest);
}

/**
 * @param {string} log
 * @param {string[]} command a program in node_modules, and its arguments
 */
async function runTool(log, [tool = '', ...args]) {
  await runProgram(process.execPath, [join(ROOT, 'node_modules', tool), ...args], {
    log: join(cloneCache(ROOT), 'logs', log),
    remedy: 'Correct it; npm run typecheck and npm run lint may say more.',
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    timeoutMs: BUILD_LIMIT_MS,
  });
}
