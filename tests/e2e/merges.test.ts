import type { TaskState } from '@contract/tasks.ts';
import { expect, type Page, test } from 'playwright/test';
import { aCommit } from '../support/fake-worktree-watches.ts';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Partial<Scenario> = {}, look: Look = {}): Promise<Page> => {
  const opened = await pages.open({ instances: 12, merges: 7, ...scenario }, look);
  host = opened.host;
  await expect(opened.page.locator('main').first()).toBeVisible();
  await expect(opened.page.locator('.ds-skeleton')).toHaveCount(0);
  return opened.page;
};

const room = async (page: Page): Promise<void> => page.getByRole('tab', { name: 'Merges' }).click();
const row = (page: Page, id: string) => page.getByRole('article', { name: id, exact: true });
const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

for (const scheme of ['dark', 'light'] as const) {
  test(`the queue by target, with why each is as it is (${scheme})`, async () => {
    const page = await open({}, { scheme });
    await room(page);
    await expect(row(page, 'merge_1')).toContainText('src/auth/refresh-token.ts');
    await expect(row(page, 'merge_2')).toContainText('expected 401, got 200');
    await expect(row(page, 'merge_3')).toContainText('npm test');
    await expect(row(page, 'merge_6')).toContainText('which has changes that are not committed');
    await expectAccessible(page);
    await shot(page, `merges-${scheme}`);
    await row(page, 'merge_1').getByRole('button', { name: 'Resolve merge_1' }).click();
    await expect(page.getByRole('dialog')).toContainText('5 conflicts left');
    await expect(page.getByRole('list', { name: 'What both sides were to do' })).toContainText(
      'ours spec_1_1_4 Rotate the signing key',
    );
    await expectAccessible(page);
    await shot(page, `resolve-${scheme}`);
  });
}

test('merges are cancelled, tried again, and taken back after a question', async () => {
  const page = await open();
  await room(page);
  await row(page, 'merge_2').getByRole('button', { name: 'Try merge_2 again' }).click();
  await expect(row(page, 'merge_2')).toContainText('queued');
  await row(page, 'merge_2').getByRole('button', { name: 'Cancel merge_2' }).click();
  await expect(row(page, 'merge_2')).toContainText('cancelled');
  await row(page, 'merge_7').getByRole('button', { name: 'Take merge_7 back' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Take merge_7 back?');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(row(page, 'merge_7')).toContainText('taken back');
});

test('finishing names the branch and what goes in', async () => {
  const page = await open({ merges: 0 });
  const [one] = Object.values(host.rooms.tape.view.instances).filter(({ role }) => role === 'specialist');
  const { touched: _, amends, ...commit } = aCommit('a'.repeat(40), ['src/a.ts']);
  host.rooms.tape.add('instance.committed', {
    id: one?.id ?? '',
    commit: { ...commit, parents: [...commit.parents], files: [...commit.files], count: 1 },
    amends,
  });
  host.rooms.publish();
  await room(page);
  await expect(page.getByText('Nothing has been merged yet')).toBeVisible();
  await shot(page, 'merges-empty');
  await page.getByRole('button', { name: /^Finish into main/ }).click();
  const asking = page.getByRole('alertdialog');
  await expect(asking).toContainText('Finish into main?');
  await expect(asking.locator('li').first()).toContainText(`${one?.id} into`);
  await shot(page, 'merges-finish');
  await asking.getByRole('button', { name: 'Merge into main' }).click();
  await expect
    .poll(() => host.rooms.commands.at(-1))
    .toEqual({ verb: 'merges.integrate', input: { finish: true } });
});

test('a conflict is resolved by pieces, by hand and by key, saved, and finished', async () => {
  const page = await open();
  await page.locator('.at-button').click();
  await expect(page.locator('[data-merge]')).toHaveCount(3);
  await shot(page, 'merges-attention');
  await page.locator('[data-merge="merge_1"]').getByRole('button', { name: 'Resolve merge_1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve merge_1' });
  const first = dialog.getByRole('group', { name: 'Conflict 1 of 3' });
  await first.getByRole('button', { name: 'Take theirs' }).click();
  await expect(first.getByLabel('Result of conflict 1')).toHaveValue('const ttl = settings.refreshTtl;\n');
  await first.getByLabel('Result of conflict 1').focus();
  await page.keyboard.press('F8');
  await expect(dialog.getByLabel('Result of conflict 2')).toBeFocused();
  await dialog.getByRole('group', { name: 'Conflict 2 of 3' }).getByRole('button', { name: 'Both' }).click();
  await page.keyboard.press('Control+s');
  await expect(dialog.getByRole('status')).toHaveText('3 conflicts left. Saved.');
  // What was saved is text now; one place of it is left.
  const last = dialog.getByRole('group', { name: 'Conflict 1 of 1' });
  await last.getByLabel('Result of conflict 1').fill('export { refresh, revoke };');
  await page.keyboard.press('F8');
  await expect(dialog.getByRole('region', { name: 'docs/auth.md' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Edit as text' }).click();
  const text = dialog.getByLabel('Text of docs/auth.md');
  await expect(text).toHaveValue(/<<<<<<< ours/);
  await expect(dialog.getByRole('button', { name: 'Save and finish' })).toBeDisabled();
  await text.fill('It is signed with EdDSA or RS256.\n');
  await dialog.getByRole('button', { name: 'docs/flow.png' }).click();
  await dialog.getByRole('button', { name: 'All of ours' }).click();
  await expect(dialog.getByRole('status')).toContainText('Nothing is left.');
  await shot(page, 'resolve-done');
  await dialog.getByRole('button', { name: 'Save and finish' }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => host.rooms.tape.view.merges[0])
    .toMatchObject({ state: 'queued', reason: 'resolved by hand' });
});

test('leaving what is not saved is asked about; a conflict can be handed back', async () => {
  const page = await open();
  await room(page);
  await row(page, 'merge_1').getByRole('button', { name: 'Resolve merge_1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve merge_1' });
  await dialog.getByRole('button', { name: 'Take ours' }).first().click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Leave without saving?');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: /^Hand back to/ }).click();
  await expect(dialog).toBeHidden();
  expect(host.rooms.commands.at(-1)).toMatchObject({ verb: 'merges.handBack', input: { to: 'owner' } });
});

/** Hands the conflict of merge_1 to whoever has a task that stands like this. */
const handOut = (state: TaskState): string => {
  const { tape } = host.rooms;
  const task = tape.view.tasks.find((one) => one.state === state && one.assignee !== null);
  const to = task?.assignee ?? '';
  tape.add('merge.handed', {
    merge: 'merge_1',
    id: tape.view.merges[0]?.of ?? null,
    ...{ to, task: task?.id ?? '' },
  });
  host.rooms.publish();
  return to;
};

test('a conflict that was handed out is taken back, with a question where it may be worked on', async () => {
  const page = await open({ tasks: 20, instances: 24 });
  await room(page);
  const [merge] = host.rooms.tape.view.merges;
  const first = handOut('running');
  await expect(row(page, 'merge_1')).toContainText(`${first} is to resolve it`);
  await shot(page, 'merges-handed');
  await row(page, 'merge_1')
    .getByRole('button', { name: `Take merge_1 back from ${first}` })
    .click();
  const asking = page.getByRole('alertdialog');
  await expect(asking).toContainText(`${first} is at work on it.`);
  await expectAccessible(page);
  await shot(page, 'merges-take-back');
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 'merge_1')).toContainText(`${first} is to resolve it`);
  expect(host.rooms.commands.map(({ verb }) => verb)).not.toContain('merges.decline');
  await row(page, 'merge_1')
    .getByRole('button', { name: `Take merge_1 back from ${first}` })
    .click();
  await asking.getByRole('button', { name: 'Take it back' }).click();
  await expect(row(page, 'merge_1')).not.toContainText('is to resolve it');
  expect(host.rooms.commands.at(-1)).toMatchObject({
    verb: 'merges.decline',
    input: { merge: merge?.id },
  });
  // Of one whose task is over nobody can be at work on it; the same button stands where it is resolved.
  const other = handOut('done');
  await row(page, 'merge_1').getByRole('button', { name: 'Resolve merge_1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resolve merge_1' });
  await expect(dialog.getByRole('button', { name: /^Hand back to/ })).toHaveCount(0);
  await shot(page, 'resolve-handed');
  await dialog.getByRole('button', { name: `Take merge_1 back from ${other}` }).click();
  await expect(dialog.getByRole('button', { name: /^Hand back to/ })).toBeVisible();
  await expect(page.getByText(`${other} is no longer to resolve merge_1`)).toBeVisible();
});

for (const scheme of ['dark', 'light'] as const)
  test(`a conflict that can’t be opened says why, and can be looked at again (${scheme})`, async () => {
    const page = await open({ unopened: true, merges: 40, instances: 40 }, { scheme });
    await room(page);
    await shot(page, `merges-40-${scheme}`);
    await row(page, 'merge_1').getByRole('button', { name: 'Resolve merge_1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Resolve merge_1' });
    await expect(dialog.getByRole('alert')).toContainText('merge_1 no longer conflicts');
    await expect(dialog.getByRole('button', { name: 'Look again' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Save and finish' })).toBeDisabled();
    await expectAccessible(page);
    await shot(page, `resolve-error-${scheme}`);
  });

test('200 merges scroll, and are found by a word', async () => {
  const page = await open({ merges: 200, instances: 40 });
  await room(page);
  await expect(page.getByText(/^Over · 19\d$/)).toBeAttached();
  expect(await page.locator('.mg-row').count()).toBeLessThan(60);
  await shot(page, 'merges-200');
  await page.getByLabel('Filter merges').fill('merge_177');
  await expect(page.locator('.mg-row')).toHaveCount(1);
});

test('on a phone', async () => {
  const page = await open({}, { width: 390, height: 844 });
  await page.getByRole('button', { name: 'Merges (7)' }).click();
  await expect(row(page, 'merge_1')).toBeVisible();
  const overflows = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await overflows()).toBe(false);
  await shot(page, 'merges-phone');
  await row(page, 'merge_1').getByRole('button', { name: 'Resolve merge_1' }).click();
  await expect(page.getByRole('group', { name: 'Conflict 1 of 3' })).toBeVisible();
  expect(await overflows()).toBe(false);
  await shot(page, 'resolve-phone');
});

test('settings about merging are saved', async () => {
  const page = await open({ merges: 0 });
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByLabel('Check before a merge lands').fill('npm test');
  await dialog.getByLabel('Merges checked together').fill('0');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('A whole number from 1 to 50.');
  await dialog.getByLabel('Check before a merge lands').scrollIntoViewIfNeeded();
  await shot(page, 'merges-settings');
  await dialog.getByLabel('Merges checked together').fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => host.rooms.commands.at(-1))
    .toMatchObject({
      verb: 'settings.set',
      input: { merging: { check: 'npm test', together: 5 } },
    });
});
