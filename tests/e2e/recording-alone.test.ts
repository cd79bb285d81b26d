import { expect, type Page, test } from 'playwright/test';
import { recordingPages } from '../support/recording-pages.ts';
import { darkAndLight } from '../support/web-page.ts';
import { expectAccessible, treeItem } from '../support/window-words.ts';

const pages = recordingPages();
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });

for (const { name, ...look } of darkAndLight) {
  test(`a recording is watched without its project, ${name}`, async () => {
    const { page } = await pages.open({ instances: 17 }, look);
    await bar(page).getByRole('button', { name: 'To the end' }).click();
    await expect(treeItem(page, 'exec_1')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'orders-api' })).toBeVisible();
    await expect(page).toHaveTitle('orders-api: run 12 “JWT auth” (recording)');
    await expect(bar(page)).toContainText('Recording of run 12');
    await expect(bar(page).getByRole('button', { name: 'Back to live' })).toHaveCount(0);
    await treeItem(page, 'exec_1').dblclick();
    await page.screenshot({ path: test.info().outputPath(`alone-${name}.png`) });
    await expectAccessible(page);
  });
}
