import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { nativeModules } from './native-modules.mjs';
import { requireNode } from './node-version.mjs';
import { npmPackages } from './npm-packages.mjs';
import { cloneCache, ROOT } from './places.mjs';
import { endLeftovers } from './process-group.mjs';
import { createProgress } from './progress.mjs';
import { withLock } from './setup-lock.mjs';
import { systemPackagesStep } from './system-packages.mjs';

/**
 * In this order: what Electron there is decides how native modules are built, and that decides whether a
 * compiler is among the system packages.
 */
const STEPS = [npmPackages, electronRuntime, systemPackagesStep, nativeModules];

/**
 * Brings the machine and the clone to where Tutti runs. With all in place it looks at a few files and starts no
 * process. Safe to be killed, and to be run twice at once.
 * @param {import('./setup-context.mjs').Purpose} purpose
 * @param {{ out?: { write(text: string): unknown, isTTY?: boolean }, retryFailed?: boolean }} [options]
 * @returns {Promise<void>} rejects with a SetupFailure
 */
export async function runSetup(purpose, options = {}) {
  const progress = createProgress(options.out ?? process.stdout);
  requireNode(process.versions.node);
  const context = { root: ROOT, purpose, env: process.env, retryFailed: options.retryFailed ?? false };
  if (STEPS.every((step) => step.isDone(context))) return;
  mkdirSync(cloneCache(ROOT), { recursive: true });
  await withLock(
    join(cloneCache(ROOT), 'setup.lock'),
    (pid) => progress.line(`… another set-up is at work in this clone (process ${pid}); waiting for it`),
    async () => {
      await endLeftovers(join(cloneCache(ROOT), 'logs'));
      for (const step of STEPS) {
        if (step.isDone(context)) continue;
        await progress.step(step.name, (say) => step.perform(context, say));
      }
    },
  );
}
