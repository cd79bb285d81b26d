import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { expect } from 'playwright/test';
import { instanceNamed, test } from '../../support/desktop-app.ts';
import { dragOver } from '../../support/drag-over.ts';
import { done } from '../../support/headless-host.ts';
import { expectAccessible } from '../../support/window-words.ts';

/** Answers the system's folder dialog, which can't be pressed from here, and notes what it was asked. */
const answerDialog = (electron: ElectronApplication, filePaths: readonly string[]): Promise<void> =>
  electron.evaluate(({ dialog }, paths) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showOpenDialog = (async (options: unknown) => {
      asked.push(options);
      return { canceled: paths.length === 0, filePaths: [...paths] };
    }) as typeof dialog.showOpenDialog;
  }, filePaths);

const askedOf = (electron: ElectronApplication) =>
  electron.evaluate(() => Reflect.get(globalThis, 'asked') as { properties?: string[] }[]);

test('a folder dropped on Welcome is opened; one that is no repository is refused with what to do', async ({
  world,
}, info) => {
  const { page, quit } = await world.launch();
  await expect(page.getByRole('heading', { name: 'Open a repository' })).toBeVisible();
  const main = page.getByRole('main');
  const alert = page.getByRole('alert');
  const plain = join(world.folder, 'no repository');
  mkdirSync(plain);
  const wrong = await dragOver(page, plain);
  await expect(main).toHaveClass(/we-over/);
  await page.screenshot({ path: info.outputPath('1-over.png') });
  await wrong.drop();
  await expect(main).not.toHaveClass(/we-over/);
  await expect(alert).toContainText(`${plain} is not a git repository.`);
  await expect(alert).toContainText('git init');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('2-refused.png') });

  const file = join(plain, 'read me.txt');
  writeFileSync(file, 'a file is no folder');
  await (await dragOver(page, file)).drop();
  await expect(alert).toContainText(file);
  await expect(alert).toContainText('Choose a folder that holds a git repository.');
  expect(existsSync(join(world.folder, 'state', 'projects')), 'nothing was opened').toBe(false);

  const root = world.repository('dropped here');
  await (await dragOver(page, root)).drop();
  await expect(page.getByRole('heading', { name: 'dropped here' })).toBeVisible();
  // It is that folder's host that answers, and it works.
  const client = await world.connect(root);
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  expect((await instanceNamed(client, 'exec_1')).pid).not.toBeNull();
  done(await client.call('instances.terminate', { id: 'exec_1' }));
  expect(await quit()).toBe(0);
});

test('a folder chosen in the dialog is opened; a dialog that is cancelled changes nothing', async ({
  world,
}) => {
  const { electron, page, quit } = await world.launch();
  const choose = page.getByRole('button', { name: 'Choose…' });
  await answerDialog(electron, []);
  await choose.click();
  await expect
    .poll(() => askedOf(electron))
    .toEqual([expect.objectContaining({ properties: ['openDirectory'] })]);
  await expect(choose).toBeEnabled();
  await expect(page.getByRole('heading', { name: 'Open a repository' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  const projects = join(world.folder, 'state', 'projects');
  expect(existsSync(projects)).toBe(false);

  await answerDialog(electron, [world.repository('chosen')]);
  await choose.click();
  await expect(page.getByRole('heading', { name: 'chosen' })).toBeVisible();
  expect(await askedOf(electron)).toHaveLength(1);
  expect(existsSync(projects)).toBe(true);
  expect(await quit()).toBe(0);
});
