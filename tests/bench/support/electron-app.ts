import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { signalProcess, waitUntilGone } from '../../../src-main/adapters/system/process-life.ts';
import type { Ground } from './ground.ts';

export interface OpenedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Process id of the window's page. */
  readonly renderer: number;
  /** From the start of the process until `text` was drawn, ms. */
  readonly tookMs: number;
  quit(): Promise<void>;
}

/** A quit lets go of the project first; one that takes longer than this is ended by its process id. */
const quitMs = 10_000;

/** Electron is there within two seconds; on a machine that swaps it takes many times that. */
const launchMs = 30_000;

/** Starts an app in Electron and waits until its first window shows `text`. */
export const openApp = async (
  ground: Ground,
  args: readonly string[],
  { userData, text }: { userData: string; text: string },
): Promise<OpenedApp> => {
  const executablePath = process.env.TUTTI_BENCH_ELECTRON;
  if (executablePath === undefined) throw new Error('build/bench.mjs tells where Electron is');
  // Root can't use the sandbox; without a graphics card both apps draw with the processor.
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
  const from = performance.now();
  const app = await _electron.launch({
    executablePath,
    timeout: launchMs,
    args: [...flags, `--user-data-dir=${userData}`, ...args],
    env: ground.env,
  });
  const pid = app.process().pid ?? 0;
  let open = true;
  const quit = async (): Promise<void> => {
    if (!open) return;
    open = false;
    void app.close().catch(() => undefined); // It is looked for by its process id.
    for (const left of await waitUntilGone([pid], quitMs)) signalProcess(left, 'SIGKILL');
  };
  ground.onEnd(quit);
  const page = await app.firstWindow();
  await page.getByText(text).first().waitFor();
  // The text is in the page; the next frame has it on the screen.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  const tookMs = performance.now() - from;
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
  const renderer = metrics.find(({ type }) => type === 'Tab')?.pid ?? 0;
  return { app, page, renderer, tookMs, quit };
};

/** What starts Tutti on the ground's repository, and the least there can be. */
export const tuttiArgs = ({ checkout, repository }: Ground): string[] => [checkout, repository];
export const bareArgs = ({ checkout }: Ground): string[] => [
  join(checkout, 'tests', 'bench', 'programs', 'bare-window'),
];
