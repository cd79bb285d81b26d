import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

/** The window over the recording of the run that is live in it, which does not play. */
const openReplay = async (instances: number, look: Look = {}): Promise<Page> => {
  const { page } = await pages.open({ instances }, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Replay this run');
  await page.getByRole('toolbar', { name: 'Replay' }).getByRole('button', { name: 'Pause' }).click();
  return page;
};

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });

for (const { name, ...look } of darkAndLight) {
  test(`a run is replayed in its own window, ${name}`, async () => {
    const page = await openReplay(17, look);
    await bar(page).getByRole('button', { name: 'To the end' }).click();
    await expect(page.getByRole('treeitem')).not.toHaveCount(0);
    await expect(bar(page)).toContainText('Recording of run 12');
    await page.screenshot({ path: test.info().outputPath(`replay-${name}.png`) });
    await expectAccessible(page);
  });
}

test('what is shown is as of the playhead: nobody at the beginning, all at the end', async () => {
  const page = await openReplay(17);
  await page.keyboard.press('Home');
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(17);
});

test('events are stepped through by key, on and back', async () => {
  const page = await openReplay(5);
  await page.keyboard.press('Home');
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  const place = bar(page).locator('.tr-place');
  await expect(async () => {
    await page.keyboard.press('.');
    await expect(treeItem(page, 'exec_1')).toBeVisible({ timeout: 1000 });
  }).toPass();
  const before = await place.textContent();
  await page.keyboard.press('End');
  await expect(place).not.toHaveText(before ?? '');
});

test('nothing in a recording can be changed, and the way back to live is one key', async () => {
  const page = await openReplay(5);
  await page.keyboard.press('End');
  await treeItem(page, 'exec_1').click();
  await expect(page.getByRole('button', { name: 'Terminate' })).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(bar(page)).toHaveCount(0);
  await expect(treeItem(page, 'exec_1')).toBeVisible();
});
