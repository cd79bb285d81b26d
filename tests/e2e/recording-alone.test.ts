import { expect, type Page, test } from 'playwright/test';
import { escapesThatReachOut } from '../support/escapes-that-reach-out.ts';
import { recordingPages } from '../support/recording-pages.ts';
import { darkAndLight } from '../support/web-page.ts';
import { expectAccessible, pane, paneFollows, shownIn, treeItem } from '../support/window-words.ts';

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

/** Would run, were it taken for HTML. */
const html = '<img src=x onerror="document.title=\'run\'"><b>bold</b>';

test('nothing that a recording holds acts on anything: neither what its terminals sent nor its names', async () => {
  const output = escapesThatReachOut.map(({ sequence }) => sequence).join('');
  const link = '\u001b]8;;https://evil.example/\u0007a link\u001b]8;;\u0007 https://evil.example/plain';
  const sent: string[] = [];
  const { page } = await pages.open(
    { project: html, title: html, output: `${output}\r\n${link}\r\nend of it` },
    {},
    (fresh) => {
      fresh.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => sent.push(String(payload)));
      });
    },
  );
  await bar(page).getByRole('button', { name: 'To the end' }).click();
  await treeItem(page, 'exec_1').dblclick();
  await paneFollows(page, 'exec_1');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('end of it');
  await expect(page).toHaveTitle(`${html}: run 12 “${html}” (recording)`);
  await expect(page.getByRole('heading', { name: html })).toBeVisible();
  await expect(page.locator('b, img')).toHaveCount(0);

  const rows = pane(page, 'exec_1').locator('.xterm-rows');
  for (const words of ['a link', 'https://evil.example/plain']) {
    await rows.getByText(words).hover({ force: true });
    await rows.getByText(words).click({ modifiers: ['Control'], force: true });
  }
  // A click into it, keys and a theme that changes: nothing is sent to a program that there is not.
  await page.keyboard.type('rm -rf /\n');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.getByText('Link copied')).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('');
  expect(page.context().pages()).toHaveLength(1);
  const asked = new Set(sent.map((frame) => JSON.parse(frame)).map(({ verb, stream }) => verb ?? stream));
  asked.delete(undefined);
  expect([...asked].filter((name) => !/^(recordings\.|host\.(info|follow)$)/.test(name))).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('attacked.png') });
});

test('a link leads to its moment, and one to nobody in it shows nobody', async () => {
  const moment = { at: 1_700_000_031_000, instance: 'exec_1' };
  const { page } = await pages.open({ moment });
  await expect(bar(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(bar(page).locator('.rb-place')).toContainText('31s of');
  await expect(treeItem(page, 'exec_1')).toHaveAttribute('aria-selected', 'true');
  const other = await pages.open({ moment: { ...moment, instance: 'spec_9_9_9' } });
  await expect(treeItem(other.page, 'exec_1')).toBeVisible();
  await expect(other.page.getByText('spec_9_9_9')).toHaveCount(0);
});
