import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { test } from '../../support/desktop-app.ts';
import { exportPage } from '../../support/export-page.ts';
import { untilStates } from '../../support/headless-host.ts';
import { offlinePages } from '../../support/offline-pages.ts';
import { crew, sampleIn } from '../../support/rehearsal-world.ts';
import { command, shownIn, treeItem } from '../../support/window-words.ts';

const offline = offlinePages();
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });
const press = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true }).click();
/** Whose first attempt fails in the play that Welcome begins. */
const failing = 'spec_1_1_2';
const failedTest = /\d passed, [1-9] failed/;

test('a rehearsal is watched again: its beginning, its end, the failure on the way, and all of it as a page with no network', async ({
  world,
}, info) => {
  const { electron, page, quit } = await world.launch([], { TUTTI_PACE: '0.2' });
  await page.getByRole('button', { name: 'Watch a rehearsal' }).click();
  for (const id of crew) await expect(treeItem(page, id)).toBeVisible({ timeout: 60_000 });
  const client = await world.connect(sampleIn(world));
  await untilStates(client, ['done'], crew);

  await command(page, 'Replay this run');
  await press(page, 'Pause');
  await page.keyboard.press('End');
  for (const id of crew) await expect(treeItem(page, id)).toHaveAttribute('data-state', 'done');
  await command(page, `Go to ${failing}`);
  await expect.poll(() => shownIn(page, failing)).toContain('Merged:');
  await page.screenshot({ path: info.outputPath('1-end.png') });
  await page.keyboard.press('Home');
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  await page.keyboard.press('Shift+F');
  await expect.poll(() => shownIn(page, failing)).toMatch(failedTest);
  await expect(treeItem(page, failing)).not.toHaveAttribute('data-state', 'done');
  await page.screenshot({ path: info.outputPath('2-failure.png') });
  await page.getByRole('tab', { name: 'Tasks' }).click();
  await expect(page.getByRole('button', { name: '1 failed', exact: false })).toBeVisible();
  await page.screenshot({ path: info.outputPath('3-tasks-then.png') });

  const file = join(offline.folder(), 'run 1.html');
  await exportPage({ electron, page }, 1, file);
  expect(statSync(file).size).toBeGreaterThan(1_000_000);
  await page.keyboard.press('p');
  await expect(bar(page)).toHaveCount(0);
  expect(await quit()).toBe(0);

  const shared = await offline.openFile(file);
  await press(shared.page, 'Pause');
  await shared.page.keyboard.press('Home');
  await shared.page.keyboard.press('Shift+F');
  await treeItem(shared.page, failing).dblclick();
  await expect(shared.page.locator(`[data-pane="${failing}"] .xterm-rows`)).toContainText(failedTest);
  await shared.page.screenshot({ path: info.outputPath('4-page.png') });
  expect(shared.complaints).toEqual([]);
});
