import { expect, type Page, test } from 'playwright/test';
import { webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const openClaims = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Review' }).click();
  await page.getByRole('button', { name: /src\/auth\/claims\.ts/ }).click();
  await expect(page.locator('.rv-hunk').first()).toBeVisible();
};

test('in the app a file of the review is opened at its hunk, and one of the inspector', async () => {
  const preferences = { stayInTray: true, editor: '' };
  const { page, host } = await pages.open({ instances: 12, preferences }, { still: true });
  await openClaims(page);
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('Opened in zed')).toBeVisible();
  const [first] = host.rooms.commands.filter(({ verb }) => verb === 'host.openFile');
  expect(first?.input).toMatchObject({ id: 'exec_1', path: 'src/auth/claims.ts', line: expect.any(Number) });
  await expect(page.getByRole('button', { name: 'Open in your editor' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('editor-review.png') });
  await expectAccessible(page);
});

test('in a browser its path and line are copied', async () => {
  const { page, host } = await pages.open({ instances: 12 }, { still: true });
  await openClaims(page);
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('Copied the file’s path')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\/.*\/src\/auth\/claims\.ts:\d+$/);
  expect(host.rooms.commands.filter(({ verb }) => verb === 'host.openFile')).toEqual([]);
});
