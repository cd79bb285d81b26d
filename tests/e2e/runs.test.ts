import { expect, test } from 'playwright/test';
import { darkAndLight, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

for (const { name, ...look } of darkAndLight)
  test(`runs are found, protected, removed and watched again (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 5, runs: { past: 11 } }, look);
    await page.getByRole('button', { name: /^recorded\./ }).click();
    const dialog = page.getByRole('dialog', { name: 'Runs' });
    await expect(dialog).toContainText('for 90 days and up to 10 GB in all');
    await expect(dialog).toContainText('goes on');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`runs-${name}.png`) });
    await dialog.getByRole('button', { name: 'Protect run 11' }).click();
    await expect(dialog.getByRole('button', { name: 'Protected: unprotect run 11' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: /Remove the recording of run 11/ })).toBeDisabled();
    await dialog.getByRole('button', { name: /Remove the recording of run 10/ }).click();
    const asked = page.getByRole('alertdialog');
    await expect(asked).toContainText('gone for good');
    await page.screenshot({ path: test.info().outputPath(`runs-asked-${name}.png`) });
    await asked.getByRole('button', { name: 'Remove it' }).click();
    await expect(dialog.getByRole('button', { name: /^Replay run 10/ })).toHaveCount(0);
    await dialog.getByLabel('Find a run').fill('node 24 failed');
    await expect(dialog.locator('.rn-row')).toHaveCount(0);
    await dialog.getByLabel('Find a run').fill('node 24');
    await expect(dialog.locator('.rn-row').first()).toContainText('run 11');
    const asks = host.rooms.commands.filter(({ verb }) => verb.startsWith('recordings.'));
    expect(asks.map(({ verb }) => verb)).toEqual(['recordings.protect', 'recordings.remove']);
    await dialog.getByLabel('Find a run').fill('');
    await dialog.locator('[data-run="11"]').focus();
    await page.keyboard.press('ArrowDown');
    await expect(dialog.locator('[data-run="9"]')).toBeFocused();
  });

test('Enter watches a run again', async () => {
  const { page } = await pages.open({ instances: 5, runs: { past: 3 } }, { still: true });
  await command(page, 'Runs: watch again');
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  await dialog.locator('[data-run="11"]').focus();
  await page.keyboard.press('Enter');
  // That of the mock host has none: what matters is that it is asked for.
  await expect(page.getByText('run 11 has no recording')).toBeVisible();
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(page.getByRole('button', { name: /^recorded\./ })).toBeVisible();
});

test('no run, five hundred of them, and a host that can not tell', async () => {
  const none = await pages.open({ instances: 0, runs: { past: 0 } }, { still: true });
  await command(none.page, 'Runs: watch again');
  await expect(none.page.getByRole('dialog')).toContainText('No run yet');
  await none.page.screenshot({ path: test.info().outputPath('runs-none.png') });
  const many = await pages.open({ instances: 5, runs: { past: 500 } }, { still: true });
  await command(many.page, 'Runs: watch again');
  await expect(many.page.locator('.rn-row').first()).toBeVisible();
  expect(await many.page.locator('.rn-row').count()).toBeLessThan(60);
  await many.page.screenshot({ path: test.info().outputPath('runs-many.png') });
  const broken = await pages.open({ instances: 5, runs: { past: 3, broken: true } }, { still: true });
  await command(broken.page, 'Runs: watch again');
  await expect(broken.page.getByRole('dialog')).toContainText('The log could not be read');
  await broken.page.screenshot({ path: test.info().outputPath('runs-broken.png') });
});

for (const { name, ...look } of darkAndLight)
  test(`a run that is not recorded says so, calmly (${name})`, async () => {
    const paused = { paused: 'less than 200 MB are free on its disk' };
    const one = await pages.open({ instances: 5, unrecorded: paused }, look);
    const mark = one.page.getByRole('button', { name: /^recording paused\. Nothing is recorded.*200 MB/ });
    await expect(mark).toBeVisible();
    await one.page.screenshot({ path: test.info().outputPath(`paused-${name}.png`) });
    const off = await pages.open({ instances: 5, unrecorded: 'off' }, look);
    await expect(off.page.getByRole('button', { name: /^not recorded\. / })).toBeVisible();
    await off.page.screenshot({ path: test.info().outputPath(`off-${name}.png`) });
  });

for (const { name, ...look } of darkAndLight)
  test(`the settings tell what is recorded, how long it stays and what that takes (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 5, runs: { past: 11 } }, look);
    await command(page, 'Settings');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Days that a recording stays (0: any)').fill('x');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('A whole number from 0 to 36500');
    await dialog.getByLabel('Days that a recording stays (0: any)').fill('30');
    await dialog.getByLabel('Variables whose values are masked, too').fill('NPM_TOKEN');
    await dialog.getByText(/^Now: /).scrollIntoViewIfNeeded();
    await page.screenshot({ path: test.info().outputPath(`recording-settings-${name}.png`) });
    await expect(dialog.getByText(/^Now: \d+ recordings/)).toContainText('protected');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => host.rooms.commands.find(({ verb }) => verb === 'settings.set')?.input)
      .toMatchObject({ recording: { keepDays: 30, environment: ['NPM_TOKEN'], typed: 'counted' } });
  });

test('on a phone the runs are reached from the bar', async () => {
  const look = { width: 390, height: 844, still: true };
  const { page } = await pages.open({ instances: 5, runs: { past: 11 } }, look);
  await page.getByRole('button', { name: /^recorded\./ }).click();
  await expect(page.getByRole('dialog', { name: 'Runs' })).toContainText('run 11');
  await page.screenshot({ path: test.info().outputPath('runs-phone.png') });
  await expectAccessible(page);
});
