import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { alias } from './build/source-alias.mjs';

/**
 * What is built must run on the older of the two Electrons in use (docs/decisions/0001-electron-runtime.md):
 * Electron 33, which is Chrome 130 and Node 20.18.
 */
const NODE_TARGET = 'node20';
const CHROME_TARGET = 'chrome130';

const mainPrograms = {
  desktop: 'src-main/hosts/desktop/main.ts',
  cli: 'src-main/hosts/cli/main.ts',
  headless: 'src-main/hosts/headless/main.ts',
  rehearsal: 'src-main/adapters/agents/rehearsal/main.ts',
  'export-worker': 'src-main/adapters/recording/export/worker.ts',
  'recording-reader-worker': 'src-main/adapters/recording/reading/worker.ts',
  'recording-worker': 'src-main/adapters/recording/worker.ts',
  'screen-worker': 'src-main/adapters/screen/worker.ts',
  'transcript-worker': 'src-main/adapters/agents/transcripts/worker.ts',
  'commit-check': 'src-main/hosts/commit-check/main.ts',
  'watch-worker': 'src-main/adapters/git/watch/worker.ts',
};

export default defineConfig({
  ...section('main', present(mainPrograms), (input) => ({
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      // Packages stay outside: native modules can't be bundled, and stack traces keep their names.
      externalizeDeps: true,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  })),
  ...section('preload', present({ bridge: 'src-preload/bridge.ts' }), (input) => ({
    resolve: { alias },
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      // A sandboxed preload can require nothing but electron, and only as CommonJS: all else is bundled.
      externalizeDeps: false,
      rolldownOptions: { input, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  })),
  ...section('renderer', present({ index: 'src-renderer/index.html' }), (input) => ({
    root: here('src-renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      outDir: here('out/renderer'),
      target: CHROME_TARGET,
      sourcemap: true,
      // Off by default in electron-vite: React alone is then four times as long to parse at each start.
      minify: true,
      // A font within the style sheet would be a data: address, which the page's policy refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input },
    },
  })),
});

/**
 * Only what is there is built, so that the build holds at every commit of the history, also the first ones.
 */
function present(inputs: Record<string, string>): Record<string, string> {
  const found = Object.entries(inputs).filter(([, path]) => existsSync(here(path)));
  return Object.fromEntries(found.map(([name, path]) => [name, here(path)]));
}

function section<Name extends string, Config>(
  name: Name,
  input: Record<string, string>,
  config: (input: Record<string, string>) => Config,
): Partial<Record<Name, Config>> {
  if (Object.keys(input).length === 0) return {};
  return { [name]: config(input) } as Record<Name, Config>;
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
