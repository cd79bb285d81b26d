import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

/** The window over the recording of the run that is live in it, which does not play. */
const openBoth = async (instances: number, look: Look = {}) => {
  const { page, host } = await pages.open({ instances }, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Replay this run');
  await page.getByRole('toolbar', { name: 'Replay' }).getByRole('button', { name: 'Pause' }).click();
  return { page, host };
};

const openReplay = async (instances: number, look: Look = {}): Promise<Page> =>
  (await openBoth(instances, look)).page;

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
  const place = bar(page).locator('.rb-place');
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

test('every room and dialog of the window is of the recording: the host is asked for nothing else, and nothing fails', async () => {
  const { page, host } = await openBoth(17);
  host.rooms.asked.length = 0;
  await page.keyboard.press('End');
  await treeItem(page, 'spec_1_1_3').click();
  const centre = page.getByRole('region', { name: 'Centre' });
  for (const key of ['k', 'm', 'l', 'g', 'd', 'v', 'c', 't']) {
    await page.keyboard.press(key);
    await expect(centre.getByRole('tab', { selected: true }).first()).toBeVisible();
    await expect(centre.getByRole('alert')).toHaveCount(0);
  }
  for (const words of [
    'What needs you',
    'Rules: what is answered',
    'Budgets: what may be used',
    'Usage: tokens',
    'Settings…',
  ]) {
    await command(page, words);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  expect(host.rooms.asked.filter((verb) => !verb.startsWith('recordings.'))).toEqual([]);
  expect(host.rooms.commands).toEqual([]);
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
});

test('how long something takes is told as of the playhead, not of today', async () => {
  const page = await openReplay(17);
  await page.keyboard.press('End');
  await treeItem(page, 'spec_1_1_3').click();
  const state = page.getByRole('region', { name: 'State' }).locator('.in-state .ds-figures');
  const atEnd = await state.textContent();
  await page.keyboard.press(',');
  await page.keyboard.press('End');
  // The clock of the wall goes on meanwhile.
  await expect(state).toHaveText(atEnd ?? '');
});

test('marks are set by key and moved by key, and jumps go from one thing to the next', async () => {
  const page = await openReplay(17);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+M');
  const first = await bar(page).locator('.rb-place').textContent();
  await page.keyboard.press('[');
  await page.keyboard.press('End');
  await page.keyboard.press(']');
  const out = page.getByRole('slider', { name: 'Where it ends' });
  const before = Number(await out.getAttribute('aria-valuenow'));
  await out.press('ArrowLeft');
  await expect.poll(async () => Number(await out.getAttribute('aria-valuenow'))).toBeLessThan(before);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+M');
  await expect(bar(page).locator('.rb-place')).toHaveText(first ?? '');
  await expect(page.getByRole('slider', { name: 'Where it begins' })).toHaveCount(1);
});

test('on a phone a recording is played, and left, too', async () => {
  const { page } = await pages.open({ instances: 5 }, { width: 360, height: 740 });
  await expect(page.getByText('exec_1').first()).toBeVisible();
  await command(page, 'Replay this run');
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await bar(page).getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('End');
  await expect(page.getByText('exec_1').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('phone.png') });
  await bar(page).getByRole('button', { name: 'Back to live' }).click();
  await expect(bar(page)).toHaveCount(0);
});
