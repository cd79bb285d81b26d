import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

/** Vite starts up and builds within a second or two; a machine that is busy with other tests takes many times that. */
const buildTimeoutMs = 60_000;

const buildInto = (outDir: string, entry: string, name: string) =>
  build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@contract': resolve('src-preload/contract') } },
    build: {
      ssr: resolve(entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: name, format: 'es' } },
    },
  });

/**
 * Builds a TypeScript program for the tests of a file, so that plain Node.js can run it, as the app's own build does:
 * packages stay outside and are found from the folder `out`. Call it at the top of the file; the result gives the
 * program's address once tests run.
 */
export const bundled = (entry: string, name: string): (() => URL) => {
  let outDir = '';
  beforeAll(async () => {
    mkdirSync(resolve('out'), { recursive: true });
    outDir = mkdtempSync(join(resolve('out'), 'test-'));
    await buildInto(outDir, entry, name);
  }, buildTimeoutMs);
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  return () => pathToFileURL(join(outDir, name));
};
