import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Where the built parts of Tutti are. */
export interface HostPlaces {
  readonly version: string;
  /** Folder that package.json is in: the checkout, or the packaged app. */
  readonly root: string;
  /** The command line's program. */
  readonly cli: string;
  /** What git's hooks in worktrees ask. */
  readonly commitCheck: string;
  /** The built pages of the window. */
  readonly pages: string;
  /** The page that plays a recording by itself, without one: exports are made from it. */
  readonly recordedPage: string;
  /** The rehearsal agent's program. */
  readonly rehearsal: string;
  readonly exportWorker: URL;
  readonly recordingReaderWorker: URL;
  readonly recordingWorker: URL;
  readonly screenWorker: URL;
  readonly transcriptWorker: URL;
  readonly watchWorker: URL;
  readonly preload: string;
}

/** The folder of this bundle: `out/main`, or a folder of shared chunks below it. */
const builtFolder = (): string => {
  const here = dirname(fileURLToPath(import.meta.url));
  return existsSync(join(here, 'screen-worker.js')) ? here : dirname(here);
};

const versionIn = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    .version;

export const hostPlaces = (): HostPlaces => {
  const main = builtFolder();
  const root = dirname(dirname(main));
  return {
    version: versionIn(root),
    root,
    cli: join(main, 'cli.js'),
    commitCheck: join(main, 'commit-check.js'),
    pages: join(root, 'out', 'renderer'),
    recordedPage: join(root, 'out', 'recorded-page', 'recorded-page.html'),
    rehearsal: join(main, 'rehearsal.js'),
    exportWorker: new URL(`file://${join(main, 'export-worker.js')}`),
    recordingReaderWorker: new URL(`file://${join(main, 'recording-reader-worker.js')}`),
    recordingWorker: new URL(`file://${join(main, 'recording-worker.js')}`),
    screenWorker: new URL(`file://${join(main, 'screen-worker.js')}`),
    transcriptWorker: new URL(`file://${join(main, 'transcript-worker.js')}`),
    watchWorker: new URL(`file://${join(main, 'watch-worker.js')}`),
    preload: join(root, 'out', 'preload', 'bridge.cjs'),
  };
};
