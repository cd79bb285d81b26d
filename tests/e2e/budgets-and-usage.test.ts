import { noBudgets } from '@contract/budgets.ts';
import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Scenario, look: Look = {}): Promise<Page> => {
  const opened = await pages.open(scenario, look);
  host = opened.host;
  const { page } = opened;
  await expect(page.locator('main').first()).toBeVisible();
  await expect(page.locator('.ds-skeleton')).toHaveCount(0);
  return page;
};

/** Commands of these verbs, in their order: panes tell of their sizes too. */
const called = (...verbs: string[]) => host.rooms.commands.filter(({ verb }) => verbs.includes(verb));
const set = () => called('budgets.set').map(({ input }) => input);
const run = (limits: Partial<(typeof noBudgets)['run']>) => ({
  ...noBudgets,
  run: { ...noBudgets.run, ...limits },
});

test('budgets are set by keyboard; what is none is refused at its field; the bar shows the use', async () => {
  const page = await open({ instances: 5 });
  await expect(page.locator('.bu-meter')).toHaveCount(0);
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Budgets' });
  const ofRun = dialog.getByRole('region', { name: 'The run (12)' });
  await expect(ofRun.getByLabel('Tokens')).toBeFocused();
  await expect(dialog).toContainText('nothing more is handed over and nobody is spawned');
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText([/A whole number above 0/]);
  await expect(ofRun.getByLabel('Tokens')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await ofRun.getByLabel('Tokens').fill('300k');
  await expect(ofRun).toContainText('263k used · 87 %');
  await dialog.getByRole('region', { name: 'Each instance' }).getByLabel('Cost, US$').fill('2.50');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(set()).toEqual([
    {
      run: { tokens: 300_000, cost: null, minutes: null },
      instance: { tokens: null, cost: 2.5, minutes: null },
    },
  ]);
  await expect(page.getByRole('button', { name: /^Budget of the run: 263k of 300k tokens/ })).toHaveAttribute(
    'data-state',
    'warned',
  );
});

test('a budget that is used up is said with what comes of it, and raised from where it is said', async () => {
  const page = await open({ instances: 5, budgets: run({ tokens: 200_000, cost: 2 }) }, { scheme: 'light' });
  const banner = page.getByRole('alert').filter({ hasText: 'is used up' });
  await expect(banner).toContainText(
    'The run’s budget of 200k tokens and $2.00 is used up. Nothing more is handed over',
  );
  await expect(page.locator('.bu-meter')).toHaveAttribute('data-state', 'spent');
  await page.getByRole('button', { name: '3 need you' }).click();
  const list = page.getByRole('dialog', { name: 'What needs you' });
  await expect(list).toContainText('1 asking, 1 crashed, 1 budget spent');
  // Digits answer the first question still.
  await expect(list.locator('.at-open').first()).toBeFocused();
  await expectAccessible(page);
  await list.getByRole('button', { name: 'Raise…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Budgets' });
  await dialog.getByRole('region', { name: 'The run (12)' }).getByLabel('Tokens').fill('');
  await dialog.getByRole('region', { name: 'The run (12)' }).getByLabel('Cost, US$').fill('20');
  await page.keyboard.press('Enter');
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('button', { name: '2 need you' })).toBeVisible();
});

test('an instance whose own budget is used up is marked, and tells what it has written', async () => {
  const budgets = { ...noBudgets, instance: { ...noBudgets.instance, tokens: 40_000 } };
  const page = await open({ instances: 40, budgets });
  await command(page, 'Go to spec_1_2_1');
  const about = page.getByRole('region', { name: 'About spec_1_2_1' });
  await expect(about).toContainText('its 40k tokens are spent');
  await expect(about).toContainText('Nothing more is handed to it');
  const inGraph = page.locator('#tree-spec_1_2_1');
  await expect(inGraph).toHaveAccessibleName(/its budget is spent/);
  await expect(inGraph.getByText('spent', { exact: true })).toBeVisible();
  // Those that have used less are not marked.
  await expect(page.locator('.tree-item:not([aria-label*="budget"])')).not.toHaveCount(0);
  await expectAccessible(page);
  await expect(about.getByRole('list', { name: 'Its budget' })).toContainText('72.6k of 40k tokens');
  const files = about.getByRole('region', { name: 'Files written' });
  await expect(files.getByRole('listitem')).toHaveCount(8);
  await expect(files.getByRole('listitem').first()).toContainText('2 times');
  await files.getByRole('button', { name: 'Show 2 more' }).click();
  await expect(files.getByRole('listitem')).toHaveCount(10);
  await files.getByRole('button', { name: 'Copy src/auth/token.ts' }).click();
  await expect(page.getByText('Copied the file’s path')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    '/home/ada/.local/state/tutti/worktrees/12/spec_1_2_1/src/auth/token.ts',
  );
  await expectAccessible(page);
});

test('limits are shown before a run and before an instance, and can be changed there', async () => {
  const page = await open({ instances: 5, budgets: run({ tokens: 2_000_000 }) });
  await command(page, 'New run');
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await expect(dialog).toContainText('Limits of the run: 2M tokens; of each instance: none');
  await dialog.getByLabel('What is to be done').fill('Refunds');
  await dialog.getByRole('button', { name: 'Edit…' }).click();
  const ofRun = dialog.getByRole('region', { name: 'Limits of the run' });
  await ofRun.getByLabel('Minutes').fill('soon');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('alert')).toHaveText([/A whole number/]);
  expect(called('runs.launch', 'budgets.set')).toEqual([]);
  await ofRun.getByLabel('Minutes').fill('90');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toHaveCount(0);
  expect(called('runs.launch').map(({ input }) => input)).toMatchObject([
    { budget: { run: { tokens: 2_000_000, cost: null, minutes: 90 } } },
  ]);
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'New instance' })).toContainText(
    'Limits of the run: 2M tokens, 90 min',
  );
});

test('use by day and by instance, with what was reckoned, at a hundred instances', async () => {
  const page = await open({ instances: 100 });
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Usage' });
  await expect(dialog.getByRole('img', { name: /^Tokens by day/ })).toBeVisible();
  const days = dialog.getByRole('region', { name: 'Days' });
  await expect(days.getByRole('row').nth(1)).toContainText('2026-11-22');
  await expect(days.getByRole('row').last()).toContainText('Together');
  await expect(dialog).toContainText('reckoned by the table of prices of 2026-06-30');
  await dialog.getByRole('combobox', { name: 'What the bars show' }).press('Enter');
  await page.getByRole('option', { name: 'Cost' }).press('Enter');
  await expect(dialog.getByRole('img', { name: /^Cost by day/ })).toBeVisible();
  const instances = dialog.getByRole('region', { name: 'Instances' });
  await expect(instances.getByRole('row')).toHaveCount(101);
  await expectAccessible(page);
  await instances.getByRole('button', { name: 'mgr_1_2', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'mgr_1_2' })).toBeVisible();
});

test('where no agent has told of tokens both dialogs say so, and a read-only line changes nothing', async () => {
  const page = await open({ instances: 5, silent: true, readOnly: true, budgets: run({ minutes: 5 }) });
  await expect(page.getByRole('alert').filter({ hasText: 'is used up' })).not.toContainText('Raise');
  await page.keyboard.press('u');
  await expect(page.getByText('No tokens were told in these 14 days')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'Budgets' });
  await expect(dialog).toContainText('No agent of this run has told of tokens yet.');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(dialog.getByLabel('Minutes').first()).toBeDisabled();
  await expect(dialog.getByLabel('Minutes').first()).toHaveValue('5');
  await expectAccessible(page);
});

test('on a phone: budgets among what needs one, and the ways to rules, budgets and usage', async () => {
  const page = await open({ instances: 5, budgets: run({ tokens: 1000 }) }, { width: 390, height: 844 });
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText(
    'budget of 1k tokens is used up',
  );
  await page.getByRole('button', { name: 'Rules…' }).click();
  await expect(page.getByRole('dialog', { name: 'Rules' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Usage…' }).click();
  await expect(page.getByRole('dialog', { name: 'Usage' }).getByRole('img')).toBeVisible();
  await expectAccessible(page);
});

test('the tray is a setting only where the host is an app', async () => {
  const web = await open({ instances: 5 });
  await web.keyboard.press('Control+,');
  await expect(web.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await expect(web.getByLabel('Stay in the tray')).toHaveCount(0);
  await pages.closePages();
  const page = await open({ instances: 5, preferences: { stayInTray: true, editor: '' } });
  await page.keyboard.press('Control+,');
  await page.getByLabel('Stay in the tray').uncheck();
  await expect(page.getByLabel('Stay in the tray')).not.toBeChecked();
  expect(called('host.setPreferences').map(({ input }) => input)).toEqual([
    { stayInTray: false, editor: '' },
  ]);
  await page.getByLabel('Your editor').fill('zed {file}:{line}');
  await page.getByLabel('Your editor').press('Tab');
  await expect
    .poll(() => called('host.setPreferences').at(-1)?.input)
    .toEqual({ stayInTray: false, editor: 'zed {file}:{line}' });
});
