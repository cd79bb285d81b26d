import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import type { Scenario } from '../support/mock-rooms.ts';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

const open = async (scenario: Scenario, look: Look = {}): Promise<Page> => {
  const { page } = await pages.open(scenario, look);
  return page;
};

const dialog = (page: Page) => page.getByRole('dialog');
const replayBar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });

for (const { name, ...look } of darkAndLight) {
  test(`a run’s time is shown in plots with tables behind them, ${name}`, async () => {
    const page = await open({ instances: 17 }, look);
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await page.keyboard.press('Shift+D');
    await expect(dialog(page).getByRole('list', { name: 'Bars' }).getByRole('listitem')).toHaveCount(17);
    await page.screenshot({ path: test.info().outputPath(`report-${name}.png`) });
    await dialog(page).getByText('As a table').first().click();
    await expect(dialog(page).getByRole('table').first()).toBeVisible();
    await expectAccessible(page);
    await dialog(page).getByRole('region', { name: 'Message latency' }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: test.info().outputPath(`report-foot-${name}.png`) });
  });

  test(`why something failed is told with the screens, ${name}`, async () => {
    const page = await open({ instances: 17 }, look);
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await command(page, 'Why did this run fail?');
    await expect(dialog(page).getByRole('list', { name: 'What led to it' }).first()).toBeVisible();
    await expect(
      dialog(page)
        .getByText(/The screen of/)
        .first(),
    ).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`why-${name}.png`) });
    await expectAccessible(page);
  });

  test(`two runs are laid side by side, ${name}`, async () => {
    const page = await open({ instances: 17, tasks: 12 }, look);
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await command(page, 'Compare this run with another…');
    await expect(dialog(page).getByRole('table')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`compare-${name}.png`) });
    await expectAccessible(page);
  });
}

test('a moment of the report is shown in the replay, from live and from within it', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('Shift+D');
  await dialog(page).getByRole('button', { name: 'mgr_1_1', exact: true }).click();
  await expect(replayBar(page)).toBeVisible();
  await expect(replayBar(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  const place = await replayBar(page).locator('.rb-place').textContent();
  await page.keyboard.press('Shift+D');
  await dialog(page).getByRole('button', { name: 'exec_1', exact: true }).click();
  await expect(replayBar(page).locator('.rb-place')).not.toHaveText(place ?? '');
});

test('a report is saved as CSV and as JSON', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('Shift+D');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('run-12-instances.csv');
  expect(await readFile(await csv.path(), 'utf8')).toContain('exec_1,executive');
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Save JSON' }).click(),
  ]);
  expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toMatchObject({ run: 12 });
});

test('a hundred instances stay within their frame, and before the first run there is no report', async () => {
  const many = await open({ instances: 100 });
  await expect(many.getByRole('treeitem').first()).toBeVisible();
  await many.keyboard.press('Shift+D');
  await expect(dialog(many).getByRole('list', { name: 'Bars' }).getByRole('listitem')).toHaveCount(100);
  await many.screenshot({ path: test.info().outputPath('report-100.png') });
  const none = await open({ instances: 0 });
  await expect(none.locator('.pw-main')).toBeVisible();
  await none.keyboard.press('Shift+D');
  await none.keyboard.press('?');
  await expect(dialog(none)).toContainText('Shortcuts');
});

test('why is asked beside a crashed instance', async () => {
  const page = await open({ instances: 17 });
  const crashed = page.getByRole('treeitem').filter({ hasText: 'crashed' }).first();
  await crashed.click();
  await page.getByRole('button', { name: 'Why did it fail?' }).click();
  await expect(dialog(page)).toContainText('crashed');
});

for (const { name, ...look } of darkAndLight) {
  test(`a run is begun again after what it would be was shown, ${name}`, async () => {
    const page = await open({ instances: 17, tasks: 12 }, look);
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await command(page, 'Run this run again');
    await expect(dialog(page).getByRole('table')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`rerun-${name}.png`) });
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'Begin this run' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('14 instances are live');
  });
}

test('from the replay, what was not done by the playhead is done in a new run', async () => {
  const page = await open({ instances: 5, tasks: 6 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Replay this run');
  await expect(replayBar(page)).toBeVisible();
  await page.keyboard.press('Shift+R');
  await expect(dialog(page)).toContainText('What was not done by');
  await expect(dialog(page).getByRole('table')).toBeVisible();
});
