import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const openExport = async (look: Look = {}): Promise<Page> => {
  const { page } = await pages.open({ instances: 5 }, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Export this run…');
  return page;
};

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export run 12' });

for (const { name, ...look } of darkAndLight) {
  test(`a run is downloaded, and what was masked is told, ${name}`, async () => {
    const page = await openExport(look);
    await expect(dialog(page).getByLabel('Mask secrets')).toBeChecked();
    await page.screenshot({ path: test.info().outputPath(`export-${name}.png`) });
    await expectAccessible(page);
    const coming = page.waitForEvent('download');
    await dialog(page).getByRole('button', { name: 'Download' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('run-12.tutti');
    expect(await readFile(await file.path(), 'utf8')).toBe('a recording');
    await expect(dialog(page).getByRole('list', { name: 'Masked' })).toContainText('a GitHub token4');
    await expect(dialog(page)).toContainText('Without a value to look for: OLD_KEY');
    await page.screenshot({ path: test.info().outputPath(`exported-${name}.png`) });
    await expectAccessible(page);
  });
}

test('it says what an unmasked one means, asks for one terminal, and is cancelled on its way', async () => {
  const page = await openExport();
  await dialog(page).getByLabel('Mask secrets').click();
  await expect(dialog(page)).toContainText('sees every secret');
  await dialog(page).getByLabel('Format').click();
  await page.getByRole('option', { name: 'Asciicast 2' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Download' })).toBeDisabled();
  await dialog(page).getByLabel('Terminal').click();
  await page.getByRole('option', { name: 'exec_1' }).click();
  await dialog(page).getByRole('button', { name: 'Download' }).click();
  await expect(dialog(page).getByRole('progressbar')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('exporting.png') });
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Download' })).toBeEnabled();
});
