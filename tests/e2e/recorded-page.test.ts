import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { offlinePages } from '../support/offline-pages.ts';
import { writeSampleRecording } from '../support/sample-recording.ts';
import { darkAndLight } from '../support/web-page.ts';
import { expectAccessible, treeItem } from '../support/window-words.ts';

const pages = offlinePages();
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Replay' });
const press = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true }).click();
const lanes = (page: Page) => page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
const text = (page: Page) => page.locator('[data-pane="exec_1"] .xterm-rows');

for (const { name, ...look } of darkAndLight) {
  test(`an exported page plays the run with no network, ${name}`, async () => {
    const { page, complaints } = await pages.open({ instances: 17, output: 'seen at the end' }, look);
    await press(page, 'To the end');
    await expect(treeItem(page, 'exec_1')).toBeVisible();
    await expect(lanes(page)).toHaveCount(17);
    await treeItem(page, 'exec_1').dblclick();
    await expect(text(page)).toContainText('seen at the end');
    await page.screenshot({ path: test.info().outputPath(`recorded-page-${name}.png`) });
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
}

test('everything is as of the playhead: played, stepped and sought', async () => {
  const { page, complaints } = await pages.open({ instances: 5, output: 'seen later' });
  // It plays by itself, from nothing on.
  await expect(bar(page).getByRole('button', { name: 'Pause' })).toBeVisible();
  await press(page, 'Pause');
  await page.keyboard.press('Home');
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  await treeItem(page, 'exec_1').dblclick();
  await page.keyboard.press('Home');
  await press(page, 'To the end');
  await expect(text(page)).toContainText('seen later');
  await expect(page.getByRole('treeitem')).toHaveCount(5);
  // In the midst, by the timeline itself.
  const field = page.getByRole('region', { name: 'Timeline' }).locator('canvas').first();
  const box = await field.boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  // What lies over it says what is under the pointer.
  await page.mouse.click(box.x + box.width / 4, box.y + 10);
  await expect(page.getByRole('treeitem')).not.toHaveCount(5);
  await expect(text(page)).toContainText('seen later');
  expect(complaints).toEqual([]);
});

test('a page is watched on a phone', async () => {
  const { page, complaints } = await pages.open({ instances: 5 }, { width: 390, height: 844, still: true });
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press('End');
  await page.screenshot({ path: test.info().outputPath('recorded-page-phone.png') });
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test('nothing that was recorded is run, whatever it says', async () => {
  const evil =
    '</script><script>document.title = "taken"</script><img src=x onerror="document.title=\'taken\'"><!--';
  const { page, complaints } = await pages.open({ title: evil, project: evil, output: evil });
  await press(page, 'To the end');
  await treeItem(page, 'exec_1').dblclick();
  await expect(text(page)).toContainText('document.title');
  expect(await page.title()).toContain('<script>');
  expect(complaints).toEqual([]);
});

test('a page that was cut off on its way says so, and what to do', async () => {
  const file = join(pages.folder(), 'run-12.tutti');
  writeSampleRecording({ file });
  const html = await pages.exported(file, (pieces) => pieces.slice(0, -3));
  const { page } = await pages.openFile(html);
  await expect(page.getByText('Get the page anew')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('recorded-page-cut-off.png') });
});

test('the policy of the page lets nothing else run', async () => {
  const file = join(pages.folder(), 'run-12.tutti');
  writeSampleRecording({ file });
  const html = await pages.exported(file, ([head = '', ...more]) => [
    head.replace('</head>', '<script>document.title = "taken"</script></head>'),
    ...more,
  ]);
  const { page, complaints } = await pages.openFile(html);
  await expect(bar(page)).toBeVisible();
  expect(await page.title()).not.toBe('taken');
  expect(complaints.join()).toContain('Content Security Policy');
});
