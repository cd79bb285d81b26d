import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Builds the rehearsal agent into one file of a temporary folder, as the app's own build does. */
export async function buildRehearsal(): Promise<{ readonly program: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-rehearsal-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@contract': join(root, 'src-preload/contract') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(root, 'src-main/adapters/agents/rehearsal/main.ts'),
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'rehearsal.mjs' } },
    },
  });
  return {
    program: join(folder, 'rehearsal.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
