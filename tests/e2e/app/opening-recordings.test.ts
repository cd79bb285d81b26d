import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';
import { electronPath } from '../../../build/electron-path.mjs';
import { openRecording } from '../../../src-main/adapters/recording/reading/open-recording.ts';
import { stateFolderOf } from '../../../src-main/adapters/system/state-folder.ts';
import { type DesktopWorld, test } from '../../support/desktop-app.ts';
import { dragOver } from '../../support/drag-over.ts';
import { writeSampleRecording } from '../../support/sample-recording.ts';
import { treeItem } from '../../support/window-words.ts';

const run = promisify(execFile);

/** Starts the app once more, as the system does for a double click or a link: it hands on what it was given and ends. */
const startAgain = (world: DesktopWorld, what: string) =>
  run(electronPath(), world.words([what]), { env: world.env, cwd: world.folder });

const idOf = (file: string): string => {
  const opened = openRecording(file);
  if (!opened.ok) throw new Error(opened.error.message);
  const { id } = opened.value.about();
  opened.value.close();
  return id;
};

const sampleIn = (world: DesktopWorld, name: string, title = 'JWT auth'): string => {
  const file = join(world.folder, name);
  writeSampleRecording({ file, title });
  return file;
};

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });

const titles = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));

/** What the app says in the system's dialogs, which can't be read from here: noted, and answered at once. */
const noteDialogs = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ dialog }) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      said.push(given.at(-1));
      return { response: 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  });

const said = (electron: ElectronApplication) =>
  electron.evaluate(() => Reflect.get(globalThis, 'said') as { message: string; detail: string }[]);

test('a recording is opened by an argument, a drop and a link, each file in one window', async ({
  world,
}, info) => {
  const first = sampleIn(world, 'handed over.tutti');
  const { electron, page, quit } = await world.launch([first]);
  await bar(page).getByRole('button', { name: 'To the end' }).click();
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  expect(await titles(electron)).toEqual(['orders-api: run 12 “JWT auth” (recording)']);
  await page.screenshot({ path: info.outputPath('1-argument.png') });

  const second = sampleIn(world, 'another.tutti', 'Second\u202e\n<b>film</b>');
  const shown = electron.waitForEvent('window');
  const drag = await dragOver(page, second);
  await expect(page.getByText('Drop a recording (.tutti) to open it')).toBeVisible();
  await page.screenshot({ path: info.outputPath('2-over.png') });
  await drag.drop();
  const other = await shown;
  await expect(bar(other)).toBeVisible();
  await expect(page.getByText('Drop a recording (.tutti) to open it')).toHaveCount(0);
  expect(await titles(electron)).toContain('orders-api: run 12 “Second <b>film</b>” (recording)');

  const begun = 1_700_000_001_000;
  await startAgain(world, `tutti://run/${idOf(second)}?t=${begun + 30_000}&instance=exec_1`);
  // Its window is there already: it goes to the moment and stands.
  await expect(bar(other).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(bar(other).locator('.rb-place')).toContainText('31s of');
  await expect(treeItem(other, 'exec_1')).toHaveAttribute('aria-selected', 'true');
  await startAgain(world, first);
  expect(await titles(electron), 'a file that is open is not opened twice').toHaveLength(2);
  expect(await quit()).toBe(0);
});

test('a link leads into the project that it is of; what can’t be opened is told with what to do', async ({
  world,
}, info) => {
  const root = world.repository();
  const file = join(stateFolderOf(root, world.env), 'recordings', 'run-12.tutti');
  mkdirSync(dirname(file), { recursive: true });
  writeSampleRecording({ file });
  const { electron, page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  await noteDialogs(electron);
  await startAgain(world, `tutti://run/${idOf(file)}?t=1700000031000`);
  await expect(bar(page)).toContainText('Recording of run 12');
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  await page.screenshot({ path: info.outputPath('1-linked.png') });
  await page.keyboard.press('p');
  await expect(bar(page)).toHaveCount(0);

  const wrong = join(world.folder, 'wrong.tutti');
  writeFileSync(wrong, 'no recording at all');
  const unknown = '00000000-1111-4222-8333-444444444444';
  const bad = [wrong, `tutti://run/${unknown}`, 'tutti://run/../../etc/passwd', 'tutti://open/x?cmd=rm'];
  for (const [place, what] of bad.entries()) {
    await startAgain(world, what);
    await expect.poll(async () => (await said(electron)).length).toBe(place + 1);
  }
  expect(await said(electron)).toMatchObject([
    { message: `${wrong} can't be opened as a recording: it is no recording of Tutti.` },
    { message: `The recording ${unknown} is not known on this machine.` },
    { message: "This link can't be followed: it does not begin with tutti://run/." },
    { message: "This link can't be followed: it does not begin with tutti://run/." },
  ]);
  expect(await titles(electron)).toHaveLength(1);
  expect(await quit()).toBe(0);
});
