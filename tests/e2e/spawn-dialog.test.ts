import { expect, type Locator, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Scenario, scheme: 'dark' | 'light' = 'dark'): Promise<Page> => {
  const opened = await pages.open(scenario, { scheme, still: true });
  host = opened.host;
  const { page } = opened;
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  return page;
};

const openDialog = async (page: Page): Promise<Locator> => {
  await command(page, 'New instance');
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await expect(dialog.getByRole('combobox', { name: 'Profile' })).toBeVisible();
  return dialog;
};

const choose = async (page: Page, dialog: Locator, field: string, option: RegExp): Promise<void> => {
  await dialog.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
};

const spawned = (): unknown =>
  host.rooms.commands.filter(({ verb }) => verb === 'instances.spawn').at(-1)?.input;

for (const scheme of ['dark', 'light'] as const) {
  test(`a dangerous mode needs a yes of its own, and the button says what it does (${scheme})`, async () => {
    const page = await open({ instances: 5 }, scheme);
    const dialog = await openDialog(page);
    await choose(page, dialog, 'Profile', /^Claude Code/);
    await expect(dialog.getByText('Logged in: ada@example.org')).toBeVisible();
    await expect(dialog.getByText('Asks before it changes a file or runs a command.')).toBeVisible();
    await choose(page, dialog, 'May do without asking', /^Skip all permissions/);
    await expect(dialog.getByText('and asks for nothing.')).toBeVisible();
    const start = dialog.getByRole('button', { name: 'Start without permissions' });
    await expect(start).toBeDisabled();
    await dialog.getByRole('checkbox', { name: /^I accept this/ }).check();
    await expectAccessible(page);
    await start.click();
    await expect.poll(spawned).toMatchObject({ permissions: 'bypassPermissions', dangerous: true });
    // Another mode, and back: the yes was to the one before.
    await choose(page, dialog, 'May do without asking', /^Accept edits/);
    await choose(page, dialog, 'May do without asking', /^Skip all permissions/);
    await expect(start).toBeDisabled();
  });
}

test('a model is chosen from those offered, or typed; what belongs to another profile is forgotten', async () => {
  const page = await open({ instances: 5 });
  const dialog = await openDialog(page);
  await choose(page, dialog, 'Profile', /^Claude Code/);
  await choose(page, dialog, 'Model', /^Haiku/);
  const start = dialog.getByRole('button', { name: 'Start', exact: true });
  await start.click();
  await expect.poll(spawned).toMatchObject({ profile: 'claude', model: 'haiku' });
  await choose(page, dialog, 'Model', /^Another/);
  await expect(start).toBeDisabled();
  const name = dialog.getByRole('textbox', { name: 'Name of the model' });
  await name.fill('--dangerously-skip-permissions');
  await expect(start).toBeDisabled();
  await name.fill('anthropic/claude-x');
  await start.click();
  await expect.poll(spawned).toMatchObject({ model: 'anthropic/claude-x' });
  await choose(page, dialog, 'Profile', /^OpenAI Codex/);
  await expect(dialog.getByRole('combobox', { name: 'Model' })).toHaveCount(0);
  await expect(dialog.getByText('Not logged in. Run `codex login`.')).toBeVisible();
  await start.click();
  await expect.poll(spawned).toMatchObject({ profile: 'codex' });
  expect(spawned()).not.toHaveProperty('model');
  expect(spawned()).not.toHaveProperty('dangerous');
});

test('an instance that asks for nothing is marked in the tree, the pane and the inspector', async () => {
  const page = await open({ instances: 5, unasked: true });
  const item = page.getByRole('treeitem', { name: /^exec_2, .*no permissions asked/ });
  await expect(item.getByText('unasked')).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /^exec_1,/ }).getByText('unasked')).toHaveCount(0);
  await item.dblclick();
  await expect(
    page.locator('.pane-header', { hasText: 'exec_2' }).getByText('no permissions asked'),
  ).toBeVisible();
  const facts = page.getByRole('region', { name: 'Facts' });
  await expect(page.getByRole('region', { name: 'State' }).getByText('no permissions asked')).toBeVisible();
  await expect(facts.getByText('Skip all permissions')).toBeVisible();
  await expect(facts.getByText('opus', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a manager’s child may work in its worktree; below another parent that is no choice', async () => {
  const page = await open({ instances: 5 });
  const dialog = await openDialog(page);
  await choose(page, dialog, 'Reports to', /^mgr_1_1/);
  await choose(page, dialog, 'Works in', /^The worktree and branch of mgr_1_1/);
  await expect(dialog.getByText('Locks keep those who share it apart')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('spawn-shared.png') });
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(spawned).toMatchObject({ place: 'shared', parent: 'mgr_1_1' });
  await choose(page, dialog, 'Reports to', /^exec_1/);
  await expect(dialog.getByRole('combobox', { name: 'Works in' })).toContainText(
    'A worktree and branch of its own',
  );
  await dialog.getByRole('combobox', { name: 'Works in' }).click();
  await expect(page.getByRole('option')).toHaveCount(2);
});

for (const scheme of ['dark', 'light'] as const)
  test(`a parent that can’t have the role as a child changes it, and says so (${scheme})`, async () => {
    const page = await open({ instances: 5 }, scheme);
    const dialog = await openDialog(page);
    const role = dialog.getByRole('combobox', { name: 'Role' });
    await expect(role).toHaveText('executive');
    await choose(page, dialog, 'Reports to', /^exec_1/);
    await expect(role).toHaveText('manager');
    await expect(dialog.getByRole('status')).toHaveText(
      'No longer executive: exec_1, an executive, has managers and specialists below it.',
    );
    await choose(page, dialog, 'Reports to', /^mgr_1_1/);
    await expect(role).toHaveText('specialist');
    await expect(dialog.getByRole('status')).toHaveText(
      'No longer manager: mgr_1_1, a manager, has specialists below it.',
    );
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`spawn-role-${scheme}.png`) });
    await role.click();
    await expect(page.getByRole('option', { name: /^manager/ })).toBeDisabled();
    await page.keyboard.press('Escape');
    // Possible below an executive, too.
    await choose(page, dialog, 'Reports to', /^exec_1/);
    await expect(role).toHaveText('specialist');
    await expect(dialog.getByRole('status')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect.poll(spawned).toMatchObject({ role: 'specialist', parent: 'exec_1' });
  });
