import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { test } from 'playwright/test';
import { pageOf } from './recorded-page.ts';
import { type SampleRecording, writeSampleRecording } from './sample-recording.ts';
import { type Look, webPages } from './web-page.ts';

const built = resolve(import.meta.dirname, '../../out/recorded-page/recorded-page.html');

export interface OfflinePage {
  readonly page: Page;
  /** What it said to the console of warnings and errors, and what it asked of any network. */
  readonly complaints: readonly string[];
}

/** Opens a file in a page that has no network from then on; answers what the page complains of, as it grows. */
export const openOffline = async (page: Page, file: string): Promise<readonly string[]> => {
  const complaints: string[] = [];
  // By WebGL a terminal's text would be pixels only.
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...more: unknown[]
    ) {
      return kind === '2d' ? Reflect.apply(getContext, this, [kind, ...more]) : null;
    } as typeof getContext;
  });
  const url = pathToFileURL(file).href;
  await page.context().setOffline(true);
  await page.context().route('**', async (route) => {
    const asked = route.request().url();
    if (asked === url) return route.continue();
    complaints.push(`asked for ${asked}`);
    await route.abort();
  });
  page.on('console', (said) => {
    if (['error', 'warning'].includes(said.type())) complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return complaints;
};

/** For a file of tests: exported pages, opened from their files by a browser that has no network. */
export const offlinePages = () => {
  const pages = webPages();
  let folder = '';
  test.beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-page-')));
  });
  test.afterEach(async () => {
    await pages.closePages();
    rmSync(folder, { recursive: true, force: true });
  });
  const openFile = async (file: string, look: Look = {}): Promise<OfflinePage> => {
    const page = await pages.show('about:blank', look);
    return { page, complaints: await openOffline(page, file) };
  };
  /** Exports a recording's file, whose elements can be changed on the way. */
  const exported = async (
    file: string,
    change: (pieces: string[]) => string[] = (all) => all,
  ): Promise<string> => {
    const html = join(folder, 'the run & its "page".html');
    writeFileSync(html, change(await pageOf(file, { template: readFileSync(built, 'utf8') })).join(''));
    return html;
  };
  return {
    openFile,
    exported,
    /** Writes the sample run with what is wanted otherwise, exports it, and shows the page. */
    open: async (of: Omit<SampleRecording, 'file'> = {}, look: Look = {}): Promise<OfflinePage> => {
      const file = join(folder, 'run-12.tutti');
      writeSampleRecording({ file, ...of });
      return openFile(await exported(file), look);
    },
    folder: () => folder,
  };
};
