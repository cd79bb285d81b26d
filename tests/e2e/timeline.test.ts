import { expect, type Page, test } from 'playwright/test';
import type { Scenario } from '../support/mock-rooms.ts';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const open = async (scenario: Scenario, look: Look = {}): Promise<Page> => {
  const { page } = await pages.open(scenario, look);
  await page.getByRole('button', { name: 'Show the timeline' }).click();
  return page;
};

const timelineOf = (page: Page) => page.getByRole('region', { name: 'Timeline' });

/** How many pixels of the lanes are drawn at all. */
const drawn = (page: Page): Promise<number> =>
  timelineOf(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d');
      const bytes = pen?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let at = 3; at < bytes.length; at += 4) if (bytes[at] !== 0) count += 1;
      return count;
    });

for (const { name, ...look } of darkAndLight) {
  test(`each instance has its lane, ${name}`, async () => {
    const page = await open({ instances: 40 }, look);
    const lanes = timelineOf(page).getByRole('list', { name: 'Lanes' });
    await expect(lanes.getByRole('listitem')).toHaveCount(40);
    await expect.poll(() => drawn(page)).toBeGreaterThan(2000);
    await page.screenshot({ path: test.info().outputPath(`timeline-${name}.png`) });
    await expectAccessible(page);
  });
}

test('a leader’s lanes are folded into its own, and a lane selects its instance', async () => {
  const page = await open({ instances: 17 });
  const timeline = timelineOf(page);
  await timeline.getByRole('button', { name: 'Fold the lanes below mgr_1_2' }).click();
  await expect(timeline.getByRole('listitem')).toHaveCount(10);
  await expect(timeline.getByText('+7')).toBeVisible();
  await timeline.getByRole('button', { name: 'spec_1_1_3' }).click();
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('spec_1_1_3');
});

test('a stretch is brushed out of the run, and the whole shown again', async () => {
  const page = await open({ instances: 17 });
  const timeline = timelineOf(page);
  const whole = timeline.getByRole('button', { name: 'Show the whole run' });
  await expect(whole).toBeDisabled();
  const box = await timeline.locator('.tl-overview').boundingBox();
  if (box === null) throw new Error('the overview has no place');
  await page.keyboard.down('Control');
  await page.mouse.move(box.x + box.width / 2, box.y - 40);
  await page.mouse.wheel(0, -600);
  await page.keyboard.up('Control');
  await expect(whole).toBeEnabled();
  await whole.click();
  await expect(whole).toBeDisabled();
});

test('who points at a lane sees who it is, in which state, when, and what its screen showed', async () => {
  const page = await open({ instances: 17 });
  const field = timelineOf(page).locator('.tl-field');
  const box = await field.boundingBox();
  if (box === null) throw new Error('the lanes have no place');
  await page.mouse.move(box.x + box.width * 0.6, box.y + 28);
  const card = page.locator('.tl-card');
  await expect(card).toContainText('exec_1');
  await expect(card.locator('canvas')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('card.png') });
  await page.mouse.move(box.x + 5, 5);
  await expect(card).toHaveCount(0);
});

test('the lanes are gone through by keys, which zoom, too', async () => {
  const page = await open({ instances: 17 });
  const timeline = timelineOf(page);
  await timeline.locator('.tl-field').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(timeline.locator('.tl-said')).toContainText('mgr_1_1');
  await expect(page.locator('.tl-card canvas')).toBeVisible();
  await page.keyboard.press('+');
  await expect(timeline.getByRole('button', { name: 'Show the whole run' })).toBeEnabled();
  await page.keyboard.press('0');
  await expect(timeline.getByRole('button', { name: 'Show the whole run' })).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('mgr_1_1');
});

test('what is folded stays folded when the window comes again', async () => {
  const page = await open({ instances: 17 });
  const timeline = timelineOf(page);
  await timeline.getByRole('button', { name: 'Fold the lanes below mgr_1_2' }).click();
  await expect(timeline.getByRole('listitem')).toHaveCount(10);
  await page.reload();
  await expect(timeline.getByRole('listitem')).toHaveCount(10);
});

test('before anything has happened it says so', async () => {
  const page = await open({ instances: 0 });
  await expect(timelineOf(page)).toContainText('Nothing has happened yet');
});
