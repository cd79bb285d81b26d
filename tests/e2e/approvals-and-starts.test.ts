import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Scenario, width = 1440): Promise<Page> => {
  const opened = await pages.open(scenario, { width });
  host = opened.host;
  const { page } = opened;
  await expect(page.locator('main').first()).toBeVisible();
  await expect(page.locator('.ds-skeleton')).toHaveCount(0);
  return page;
};
const decided = () =>
  host.rooms.commands.filter(({ verb }) => verb === 'approvals.decide').map(({ input }) => input);
const wishOf = (at: number): string => host.rooms.tape.view.approvals[at]?.wish ?? '';

test('a wish to spawn is shown with what it would have, and answered by one key', async () => {
  const page = await open({ instances: 3, wishes: 2 });
  const first = wishOf(0);
  await page.getByRole('button', { name: /need you/ }).click();
  const list = page.getByRole('list', { name: 'Wishes to spawn' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list).toContainText('exec_1');
  await expect(list).toContainText('wants a manager');
  await expect(list).toContainText('claude · opus · tutti/12/mgr_1_9');
  await expectAccessible(page);
  await list.locator('.at-open').first().focus();
  await page.keyboard.press('1');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  expect(decided()).toEqual([{ wish: first, yes: true }]);
});

test('a no takes its reason; digits typed into it answer nothing', async () => {
  const page = await open({ instances: 3, wishes: 2 });
  const first = wishOf(0);
  await page.getByRole('button', { name: /need you/ }).click();
  await page.locator('[data-wish] .at-open').first().focus();
  await page.keyboard.press('3');
  await expect(page.getByLabel('Why not')).toBeFocused();
  await page.keyboard.type('1 is enough');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-wish]')).toHaveCount(1);
  expect(decided()).toEqual([{ wish: first, yes: false, reason: '1 is enough' }]);
});

test('yes to all of the run is said, and can be taken back', async () => {
  const page = await open({ instances: 1, wishes: 3 });
  await page.getByRole('button', { name: /need/ }).click();
  await page.locator('[data-wish] .at-open').nth(1).focus();
  await page.keyboard.press('2');
  await expect(page.locator('[data-wish]')).toHaveCount(0);
  await expect(page.getByText('Whatever agents spawn in this run has your yes.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask me again' }).click();
  await expect(page.getByText('Whatever agents spawn')).toHaveCount(0);
});

test('what failed too often says when it is tried again, and starts at once at the person’s word', async () => {
  const page = await open({ instances: 1, failing: true });
  await page.getByRole('button', { name: /2 need you/ }).click();
  const list = page.getByRole('list', { name: 'Failed too often' });
  await expect(list).toContainText(/claude failed too often and is tried again in 1m 3\ds|1m 2\ds/);
  await expect(list).toContainText('exec_1 failed too often and is being tried');
  await expect(list).toContainText('Its last failure: its program ended at once (exit 1)');
  await list.getByRole('button', { name: 'Start as usual' }).first().click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  expect(host.rooms.commands.filter(({ verb }) => verb === 'breakers.close')).toEqual([
    { verb: 'breakers.close', input: { scope: 'profile', name: 'claude' } },
  ]);
});

test('the settings have what is started again, asked for and waited for', async () => {
  const page = await open({ instances: 1 });
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect(dialog.getByText('Recovery and starts')).toBeVisible();
  await dialog.getByLabel('Memory kept free (MB)').fill('-1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('A whole number from 0 to 1048576.');
  await dialog.getByLabel('Memory kept free (MB)').fill('4096');
  await dialog.getByLabel('What agents spawn needs your yes').click();
  await page.getByRole('option', { name: 'for managers' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const set = host.rooms.commands.find(({ verb }) => verb === 'settings.set');
  expect(set?.input).toMatchObject({
    approval: 'managers',
    starts: { together: 4, keepFreeMb: 4096 },
    recovery: { restart: 'crashed', most: 3, withinMinutes: 10 },
  });
});

test('on a phone, wishes and what fails stand first', async () => {
  const page = await open({ instances: 1, wishes: 1, failing: true }, 390);
  const needs = page.getByRole('region', { name: 'Needs you' });
  await expect(needs.locator('[data-wish]')).toHaveCount(1);
  await expect(needs.getByRole('list', { name: 'Failed too often' }).getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
});
