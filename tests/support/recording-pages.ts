import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordingMoment } from '@contract/recording-links.ts';
import type { Page } from 'playwright';
import { test } from 'playwright/test';
import { type ServedRecording, serveRecording } from '../../src-main/hosts/headless/serve-recording.ts';
import { hostPlaces } from '../../src-main/hosts/open-project/host-places.ts';
import { memoryLog } from './memory-log.ts';
import { type SampleRecording, writeSampleRecording } from './sample-recording.ts';
import { type Look, webPages } from './web-page.ts';

const built = resolve(import.meta.dirname, '../../out');
const places = {
  ...hostPlaces(),
  pages: join(built, 'renderer'),
  recordingReaderWorker: pathToFileURL(join(built, 'main', 'recording-reader-worker.js')),
};

export interface RecordingPage {
  readonly page: Page;
  readonly served: ServedRecording;
}

interface HowOpened {
  readonly look?: Look | undefined;
  readonly moment?: RecordingMoment | undefined;
  /** Called with the page before it is loaded. */
  readonly before?: ((page: Page) => void) | undefined;
}

/** For a file of tests: windows over recordings that are files of their own, served by the real host of such. */
export const recordingPages = () => {
  // Without it terminals are text that a test can read.
  const pages = webPages(['--disable-software-rasterizer']);
  let folder = '';
  let written = 0;
  const served: ServedRecording[] = [];
  test.beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-recording-')));
  });
  test.afterEach(async () => {
    await pages.closePages();
    await Promise.all(served.splice(0).map((one) => one.close()));
    rmSync(folder, { recursive: true, force: true });
  });
  const serve = async (file: string, moment?: RecordingMoment): Promise<ServedRecording> => {
    const env = { ...process.env, TUTTI_STATE_DIR: join(folder, 'state') };
    const at = { host: '127.0.0.1', port: 0 };
    const answer = await serveRecording({ ...at, file, env, places, moment, log: memoryLog() });
    if (!answer.ok) throw new Error(`${answer.error.message} ${answer.error.remedy}`);
    served.push(answer.value);
    return answer.value;
  };
  const openFile = async (file: string, { look, moment, before }: HowOpened): Promise<RecordingPage> => {
    const one = await serve(file, moment);
    return { page: await pages.show(`${one.url}?token=${one.token}`, look, before), served: one };
  };
  return {
    openFile,
    /** Writes the sample run with what is wanted otherwise, and shows it. */
    open: (
      { moment, ...of }: Omit<SampleRecording, 'file'> & Pick<HowOpened, 'moment'> = {},
      look: Look = {},
      before?: (page: Page) => void,
    ): Promise<RecordingPage> => {
      written += 1;
      const file = join(folder, `handed over ${written}.tutti`);
      writeSampleRecording({ file, ...of });
      return openFile(file, { look, moment, before });
    },
    folder: () => folder,
  };
};
