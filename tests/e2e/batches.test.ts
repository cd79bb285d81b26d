import { expect, test } from 'playwright/test';
import { webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

for (const scheme of ['dark', 'light'] as const)
  test(`a batch: its limit, each task in order, tries, what it waits for; cancelled after a question (${scheme})`, async () => {
    const { page, host } = await pages.open({ instances: 12, tasks: 40, batches: true }, { scheme });
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await page.keyboard.press('k');
    await page.getByRole('button', { name: /^Batches/ }).click();
    const list = page.getByRole('region', { name: 'Batches' });
    const head = list.getByRole('button', { name: /^batch_2/ });
    await expect(head).toContainText('4 at a time');
    await expect(head).toContainText('1 specialist to start: waits for memory: 1.2 GB free');
    const live = host.rooms.tape.view.batches.find(({ id }) => id === 'batch_2');
    await expect(list.locator('.tk-try')).toHaveCount(live?.items.length ?? 0);
    await expect(list.locator('.tk-try').filter({ hasText: 'try 2 of 3' })).toContainText(
      'the tests time out',
    );
    await expect(list).toContainText('asked for a sign of life');
    await expect(list).toContainText('waits for a free place');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`batches-${scheme}.png`) });
    await list.getByRole('button', { name: /^batch_1/ }).click();
    await expect(list.locator('.tk-try').filter({ hasText: '3f2a9c1d' }).first()).toBeVisible();
    await list.locator('.tk-try').nth(1).click();
    await expect(page.getByRole('complementary', { name: /^Task task_/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await list.getByRole('button', { name: 'Cancel batch_2' }).click();
    const asked = page.getByRole('alertdialog', { name: 'Cancel batch_2?' });
    await expect(asked).toContainText('will not be given out');
    await asked.getByLabel(/^Also stop the/).check();
    await asked.getByLabel('Reason').fill('the plan has changed');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`batch-cancel-${scheme}.png`) });
    await asked.getByRole('button', { name: 'Cancel batch_2' }).click();
    await expect(head).toContainText('cancelled');
    await expect(head).toContainText('the plan has changed');
    const cancels = host.rooms.commands.filter(({ verb }) => verb === 'parallel.cancel');
    expect(cancels.map(({ input }) => input)).toEqual([
      { batch: 'batch_2', running: 'cancel', reason: 'the plan has changed' },
    ]);
  });

test('no batch yet; and on a phone nothing is cut off', async () => {
  const { page } = await pages.open({ instances: 5, tasks: 20 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('k');
  await page.getByRole('button', { name: /^Batches/ }).click();
  await expect(page.getByText('No batch yet')).toBeVisible();
  const { page: phone } = await pages.open(
    { instances: 12, tasks: 40, batches: true },
    { width: 390, height: 844 },
  );
  await phone.getByRole('button', { name: /^Tasks/ }).click();
  await phone.getByRole('button', { name: /^Batches/ }).click();
  await expect(phone.locator('.tk-try').first()).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await expectAccessible(phone);
  await phone.screenshot({ path: test.info().outputPath('batches-phone.png') });
});
