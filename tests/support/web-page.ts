import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from 'playwright/test';
import { type MockHost, startMockHost } from './mock-host.ts';
import type { Scenario } from './mock-rooms.ts';

const built = resolve(import.meta.dirname, '../../out/renderer');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'dark' | 'light';
  /** Nothing moves: for a page whose fades would be looked at half-way. */
  readonly still?: boolean;
}

/** For a test of how something looks in either theme. */
export const darkAndLight: readonly (Look & { readonly name: string })[] = [
  { name: 'dark', scheme: 'dark', still: true },
  { name: 'light', scheme: 'light', still: true },
];

/** A browser that shows the built window on sample hosts. */
const startWebPages = async (more: readonly string[]) => {
  expect(existsSync(resolve(built, 'index.html')), 'the renderer is built (npm run build)').toBe(true);
  // The system's Chromium where there is one; else the one that Playwright brings.
  const system = '/usr/bin/chromium';
  const path = existsSync(system) ? { executablePath: system } : {};
  const browser: Browser = await chromium.launch({ args: [...flags, ...more], ...path });
  const hosts: MockHost[] = [];
  const show = async (url: string, look: Look = {}, before?: (page: Page) => void): Promise<Page> => {
    const { width = 1440, height = 900, scheme = 'dark', still = false } = look;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(still ? { reducedMotion: 'reduce' } : {}),
    });
    // Dark is the usual theme; this one follows the desktop.
    await context.addInitScript(() => localStorage.setItem('tutti.theme', 'system'));
    const page = await context.newPage();
    before?.(page);
    await page.goto(url);
    return page;
  };
  return {
    show,
    open: async (scenario: Scenario, look: Look = {}): Promise<{ page: Page; host: MockHost }> => {
      const host = await startMockHost(scenario, built);
      hosts.push(host);
      return { page: await show(host.url, look), host };
    },
    closePages: async (): Promise<void> => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await Promise.all(hosts.splice(0).map((host) => host.close()));
    },
    close: () => browser.close(),
  };
};

type WebPages = Awaited<ReturnType<typeof startWebPages>>;

/** For a file of tests: a browser for all of them, its pages and their hosts closed after each. */
export const webPages = (more: readonly string[] = []): Pick<WebPages, 'open' | 'show' | 'closePages'> => {
  let pages: WebPages;
  test.beforeAll(async () => {
    pages = await startWebPages(more);
  });
  test.afterEach(() => pages.closePages());
  test.afterAll(() => pages.close());
  return {
    open: (...of) => pages.open(...of),
    show: (...of) => pages.show(...of),
    closePages: () => pages.closePages(),
  };
};
