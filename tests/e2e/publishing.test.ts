import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const openDialog = async (page: Page) => {
  await page
    .getByRole('treeitem', { name: /mgr_1_1/ })
    .first()
    .click();
  await command(page, 'Publish the work of mgr_1_1');
  return page.getByRole('dialog', { name: 'Publish the work of mgr_1_1' });
};

for (const { name, ...look } of darkAndLight)
  test(`what is run is shown to the letter, then run; the links lead out (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 12 }, look);
    const dialog = await openDialog(page);
    const shot = (what: string) =>
      page.screenshot({ path: test.info().outputPath(`publish-${what}-${name}.png`) });
    const run = dialog.getByRole('region', { name: 'What is run' });
    await expect(run).toContainText(`git push --porcelain`);
    await expect(run).not.toContainText('gh pr create');
    await expect(dialog).toContainText('2 files in its worktree are not committed and stay here.');
    await dialog.getByLabel('Name there').fill('token refresh');
    await expect(dialog.getByRole('alert')).toContainText('this is no branch’s name');
    await expect(dialog.getByRole('button', { name: 'Push', exact: true })).toBeDisabled();
    await dialog.getByLabel('Name there').fill('token-refresh');
    await expect(run).toContainText(`${'b'.repeat(40)}:refs/heads/token-refresh`);
    await dialog.getByLabel('Open a pull request, by gh').check();
    await expect(dialog.getByLabel('Title')).toHaveValue('Token refresh');
    await dialog.getByLabel('Title').fill('Refresh tokens, and don’t ask');
    await dialog.getByLabel('As a draft').check();
    await expect(run).toContainText("--title 'Refresh tokens, and don’t ask'");
    await expect(run).toContainText('--draft');
    await expectAccessible(page);
    await shot('plan');
    await dialog.getByRole('button', { name: 'Push and open a pull request' }).click();
    const link = dialog.getByRole('link', { name: 'https://github.com/ada/orders-api/pull/7' });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(dialog.getByRole('button', { name: 'Push and open' })).toHaveCount(0);
    await expectAccessible(page);
    await shot('done');
    expect(host.rooms.commands.at(-1)).toMatchObject({
      verb: 'publish.push',
      input: {
        ...{ id: 'mgr_1_1', remote: 'origin', as: 'token-refresh', tip: 'b'.repeat(40) },
        pullRequest: { title: 'Refresh tokens, and don’t ask', base: 'main', draft: true },
      },
    });
  });

test('where gh is missing, the commands to type are there, and a push still goes', async () => {
  const { page, host } = await pages.open({ instances: 12, publishing: 'no-gh' }, { still: true });
  const dialog = await openDialog(page);
  await expect(dialog.getByLabel('Open a pull request, by gh')).toBeDisabled();
  await expect(dialog).toContainText('gh is not installed here.');
  const hand = dialog.getByRole('region', { name: 'To type yourself instead' });
  await expect(hand).toContainText('gh pr create --repo github.com/ada/orders-api');
  await page.screenshot({ path: test.info().outputPath('publish-no-gh.png') });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('is on origin');
  expect(host.rooms.commands.at(-1)).toMatchObject({ input: { pullRequest: null } });
});

test('a refusal says why and what to do, and what was typed stays', async () => {
  const { page } = await pages.open({ instances: 12, publishing: 'refused' }, { still: true });
  const dialog = await openDialog(page);
  await expect(dialog).toContainText('the push would be refused');
  await dialog.getByLabel('Name there').fill('mine');
  await dialog.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('It is never forced');
  await expect(dialog.getByLabel('Name there')).toHaveValue('mine');
  await page.screenshot({ path: test.info().outputPath('publish-refused.png') });
  await expectAccessible(page);
});

test('without a remote it is said how to add one', async () => {
  const { page } = await pages.open({ instances: 12, publishing: 'no-remote' }, { still: true });
  const dialog = await openDialog(page);
  await expect(dialog.getByRole('alert')).toContainText('git remote add origin URL');
  await expect(dialog.getByRole('button', { name: 'Push', exact: true })).toBeDisabled();
});

test('who only looks may read it, and publishes nothing', async () => {
  const { page } = await pages.open({ instances: 12, readOnly: true }, { still: true });
  await page
    .getByRole('treeitem', { name: /mgr_1_1/ })
    .first()
    .click();
  await page.keyboard.press('Control+Shift+P');
  await page.getByPlaceholder('What shall be done?').fill('Publish the work');
  await expect(page.getByText('No command is called so.')).toBeVisible();
});

test('on a phone: from the review to its publishing', async () => {
  const look = { width: 390, height: 844, still: true };
  const { page } = await pages.open({ instances: 12 }, look);
  await page.getByRole('button', { name: 'Review…' }).click();
  await expect(page.getByRole('navigation', { name: 'Changed files' })).toBeVisible();
  await expect(page.locator('.cm-line').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('review-phone.png') });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish the work of/ });
  await dialog.getByLabel('Open a pull request, by gh').check();
  await page.screenshot({ path: test.info().outputPath('publish-phone.png') });
  await expectAccessible(page);
});
