import { expect, type Page, test } from 'playwright/test';
import { offlinePages } from '../support/offline-pages.ts';
import { darkAndLight } from '../support/web-page.ts';
import { expectAccessible, treeItem } from '../support/window-words.ts';

const pages = offlinePages();
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });
const press = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true }).click();

for (const { name, ...look } of darkAndLight) {
  test(`an exported page plays the run with no network, ${name}`, async () => {
    const { page, complaints } = await pages.open({ instances: 17, output: 'seen at the end' }, look);
    await press(page, 'To the end');
    await expect(treeItem(page, 'exec_1')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(17);
    await treeItem(page, 'exec_1').dblclick();
    await expect(page.locator('.xterm-rows').first()).toContainText('seen at the end');
    await page.screenshot({ path: test.info().outputPath(`recorded-page-${name}.png`) });
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
}
