import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { type DesktopWorld, test } from '../../support/desktop-app.ts';
import { launchUnwatched, type UnwatchedApp } from '../../support/unwatched-app.ts';

/** Puts questions in place of the system's dialog, which no test can press; they are answered by `answer`. */
const heldDialog = `
  globalThis.asked = [];
  electron.dialog.showMessageBox = (_window, options) =>
    new Promise((resolve) => asked.push({ words: options.message, resolve }));
  0`;

/** Finds a button, a row or an option by its words and presses it; whether it was there. */
const press = (words: string): string => `(() => {
  const all = [...document.querySelectorAll('button, .pr-row, [cmdk-item]')];
  const found = all.find((one) => one.textContent.includes(${JSON.stringify(words)}));
  found?.click();
  return found !== undefined;
})()`;

/** The field of the profile's title, with what a person would type in it; whether it was there. */
const typeTitle = (text: string): string => `(() => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent === 'Title');
  const field = label && document.getElementById(label.htmlFor);
  if (!field) return false;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})()`;

const titleShown = `[...document.querySelectorAll('input')].some(({ value }) => value === 'Not saved')`;
/** Opens the commands, once. */
const palette = `document.querySelector('[cmdk-input]') ?? window.dispatchEvent(
  new KeyboardEvent('keydown', { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true, bubbles: true }))`;

/** The app with a profile's text that is not saved. */
const withUnsavedText = async (world: DesktopWorld): Promise<UnwatchedApp> => {
  const profiles = join(world.folder, 'config', 'tutti', 'profiles');
  mkdirSync(profiles, { recursive: true });
  writeFileSync(join(profiles, 'mine.yaml'), 'name: mine\ncommand: sh\n');
  const app = await launchUnwatched(world, [world.repository()]);
  const does = (code: string) => expect.poll(() => app.page(code).catch(() => false), { timeout: 30_000 });
  await does(`${palette}; ${press('Profiles')}`).toBe(true);
  await does(press('mine')).toBe(true);
  await does(typeTitle('Not saved')).toBe(true);
  await does(titleShown).toBe(true);
  // The window itself knows of it: what asks before it is left is in place by then.
  await does(`document.body.textContent.includes('Not saved yet')`).toBe(true);
  await app.main(heldDialog);
  return app;
};

const asked = (app: UnwatchedApp): Promise<unknown> => app.main('asked.map(({ words }) => words)');
const answer = (app: UnwatchedApp, response: number): Promise<unknown> =>
  app.main(`asked.shift().resolve({ response: ${response} }); 0`);
const question = ['A profile has changes that are not saved.'];
const closeWindow = `electron.BrowserWindow.getAllWindows()[0].close(); 0`;

test('the window asks before unsaved text is lost; who stays has it still, and who leaves quits', async ({
  world,
}) => {
  const app = await withUnsavedText(world);
  await app.main(closeWindow);
  await expect.poll(() => asked(app)).toEqual(question);
  await answer(app, 0);
  expect(await app.page(titleShown)).toBe(true);
  await app.main(`electron.app.quit(); 0`);
  await expect.poll(() => asked(app)).toEqual(question);
  // The host goes on meanwhile.
  expect(await app.page('fetch("/").then(({ ok }) => ok)')).toBe(true);
  await answer(app, 1);
  expect(await app.exited).toBe(0);
  expect(readFileSync(join(world.folder, 'config', 'tutti', 'profiles', 'mine.yaml'), 'utf8')).not.toContain(
    'saved',
  );
});

test('loaded anew after a yes, the page is without it, and the window closes without a question', async ({
  world,
}) => {
  const app = await withUnsavedText(world);
  await app.main(`electron.BrowserWindow.getAllWindows()[0].webContents.reload(); 0`);
  await expect.poll(() => asked(app)).toEqual(question);
  await answer(app, 1);
  await expect
    .poll(() => app.page(`document.querySelector('main') !== null && !(${titleShown})`).catch(() => false))
    .toBe(true);
  await app.main(closeWindow);
  expect(await app.exited).toBe(0);
});

test('a signal ends it without a question', async ({ world }) => {
  const app = await withUnsavedText(world);
  process.kill(app.pid, 'SIGTERM');
  expect(await app.exited).toBe(0);
  expect(world.said()).not.toContain('did not stop');
});
