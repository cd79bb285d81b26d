// The page that plays a recording by itself: one file, with all that it needs in it. `npm run build` makes it beside the window.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { ROOT } from '../setup/places.mjs';
import { alias } from '../source-alias.mjs';
import { oneFile } from './one-file.mjs';

const renderer = join(ROOT, 'src-renderer');

export default defineConfig({
  root: renderer,
  logLevel: 'warn',
  resolve: {
    alias: { ...alias, '@codemirror/language-data': join(renderer, 'recorded-page', 'no-languages.ts') },
  },
  plugins: [react(), oneFile()],
  build: {
    outDir: join(ROOT, 'out', 'recorded-page'),
    emptyOutDir: true,
    // Whoever gets the page opens it with the browser they have: of 2023, which all of them could unpack deflate by then.
    target: ['chrome111', 'firefox113', 'safari16.4'],
    modulePreload: false,
    cssCodeSplit: false,
    // Fonts, too: nothing can be asked for.
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    rolldownOptions: {
      input: join(renderer, 'recorded-page.html'),
      output: { codeSplitting: false },
    },
  },
});
