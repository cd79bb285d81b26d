import { expect, test } from 'playwright/test';
import { webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

for (const scheme of ['dark', 'light'] as const)
  test(`what is known, decided and waited for stands side by side (${scheme})`, async () => {
    const { page } = await pages.open({ instances: 12, tasks: 30, known: 40 }, { scheme });
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await page.keyboard.press('d');
    const known = page.getByRole('region', { name: 'Knowledge', exact: true });
    await expect(known).toContainText('40 keys');
    const decisions = page.getByRole('region', { name: 'Decisions' }).last();
    await expect(decisions).toContainText('Dates are ISO 8601 in UTC');
    await expect(decisions).not.toContainText('Times are UTC');
    await page.getByLabel('Also those that were replaced').check();
    await expect(page.locator('[data-decision="dec_1"]')).toContainText('replaced by dec_4');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`knowledge-${scheme}.png`) });
    await page.getByLabel('Search what is known').fill('token');
    await expect(known.locator('.kn-row')).toHaveCount(3);
    await known.locator('[data-key="api/auth/token-format"]').click();
    const detail = page.getByRole('region', { name: 'Known as api/auth/token-format' });
    await expect(detail).toContainText('JWT, RS256, 15 min');
    await expect(detail.getByRole('listitem')).toHaveText([/v1.*JWT, HS256/]);
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`knowledge-entry-${scheme}.png`) });
    await detail.getByRole('button', { name: 'api', exact: true }).click();
    await expect(known).toContainText('3 keys');
    await page.keyboard.press('Escape');
    await expect(detail).toHaveCount(0);
    await page.getByRole('button', { name: 'Open dependencies' }).click();
    const waits = page.getByRole('region', { name: 'Open dependencies' }).last();
    await expect(waits).toContainText('waits for');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`dependencies-${scheme}.png`) });
    await waits.locator('[data-task-waits] > p > button').first().click();
    await expect(page.getByRole('complementary', { name: /^Task task_/ })).toBeVisible();
  });

test('what comes in is shown as it comes, and a key that is forgotten goes', async () => {
  const { page, host } = await pages.open({ instances: 5, known: 7 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('d');
  const rows = page.locator('.kn-row');
  await expect(rows).toHaveCount(7);
  const by = { kind: 'instance', id: 'spec_1_1_1' } as const;
  host.rooms.tape.add('knowledge.recorded', { key: 'db/engine', version: 2, value: 'PostgreSQL 17' }, by);
  host.rooms.tape.add('knowledge.recorded', { key: 'api/new', version: 1, value: 'a new one' }, by);
  host.rooms.publish();
  await expect(rows).toHaveCount(8);
  await expect(rows.nth(0)).toContainText('api/new');
  await expect(rows.nth(1)).toContainText('PostgreSQL 17');
  await rows.nth(1).click();
  const detail = page.getByRole('region', { name: 'Known as db/engine' });
  await expect(detail).toContainText('SQLite 3.45');
  host.rooms.tape.add('knowledge.forgotten', { key: 'db/engine', version: 3 }, by);
  host.rooms.publish();
  await expect(detail).toContainText('forgotten');
  await expect(rows).toHaveCount(7);
  await page.getByLabel('Search what is known').fill('purple');
  await expect(page.getByText('No key matches')).toBeVisible();
  host.rooms.tape.add('knowledge.recorded', { key: 'ui/colour', version: 1, value: 'purple' }, by);
  host.rooms.publish();
  await expect(rows).toHaveText([/ui\/colour/]);
});

test('ten thousand keys: read in parts, a screen of them drawn, walked by key to any of them', async () => {
  const { page } = await pages.open({ instances: 5, known: 10_000 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByText('10000 keys')).toBeVisible();
  const list = page.getByRole('region', { name: 'What is known' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  const rows = page.locator('.kn-row');
  await expect(rows.first()).toBeFocused();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-index="40"] .kn-row')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^Known as found\/file-/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-index="40"] .kn-row')).toBeFocused();
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(list).toContainText('found/file-09999', { timeout: 200 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(60);
});

test('nothing known, or not to be read: it says so, and what to do', async () => {
  const { page } = await pages.open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByText('Nothing is known yet')).toBeVisible();
  await expect(page.getByText('Nothing is decided yet')).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('knowledge-empty.png') });
  const { page: broken } = await pages.open({ instances: 5, known: null });
  await expect(broken.getByRole('treeitem').first()).toBeVisible();
  await broken.keyboard.press('d');
  const alert = broken.getByRole('alert');
  await expect(alert).toContainText('What is known can’t be read.');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expectAccessible(broken);
});

test('on a phone one of them at a time, and nothing is cut off', async () => {
  const { page } = await pages.open({ instances: 5, tasks: 30, known: 40 }, { width: 390, height: 844 });
  await page.getByRole('button', { name: 'Knowledge…' }).click();
  await expect(page.locator('.kn-row').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('knowledge-phone.png') });
  await page.locator('.kn-row').first().click();
  await expect(page.getByRole('region', { name: /^Known as/ })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('knowledge-entry-phone.png') });
  await page.getByRole('button', { name: 'Close' }).click();
  for (const name of ['Decisions', 'Open dependencies']) {
    await page.getByRole('button', { name }).click();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  }
  await page.screenshot({ path: test.info().outputPath('dependencies-phone.png') });
});
