import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { parse } from 'yaml';
import { test } from '../../support/desktop-app.ts';
import { command, expectAccessible } from '../../support/window-words.ts';

test('a profile is copied, changed, saved and tried for real, and nothing of the trial is left', async ({
  world,
}, info) => {
  const root = world.repository();
  const { page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  await command(page, 'Profiles');
  const dialog = page.getByRole('dialog', { name: 'Profiles', exact: true });
  const list = dialog.getByRole('navigation', { name: 'Profiles' });
  await expect(list).toContainText('None yet. Make your own copy');
  await list.locator('.pr-row').filter({ hasText: 'rehearsal' }).click();
  await dialog.getByRole('button', { name: 'Make your own copy…' }).click();
  await page.getByRole('dialog', { name: 'A profile of your own' }).getByLabel('Name').fill('mine');
  await page.keyboard.press('Enter');
  const file = join(world.folder, 'config', 'tutti', 'profiles', 'mine.yaml');
  await expect(dialog.getByText(file)).toBeVisible();
  const copied = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  await dialog.getByLabel('Title').fill('Rehearsal, mine');
  await dialog.getByLabel('Seconds to confirm').fill('none');
  await expect(dialog.getByRole('alert')).toHaveText('is a string, a number is needed');
  await page.keyboard.press('Control+s');
  await expect(dialog.getByText('nothing was written')).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(copied);
  await dialog.getByLabel('Seconds to confirm').fill('45');
  await page.screenshot({ path: info.outputPath('1-changed.png') });
  await dialog.getByRole('tab', { name: 'Try it' }).click();
  await dialog.getByRole('button', { name: 'Save and try' }).click();
  const findings = dialog.getByRole('list', { name: 'Findings' });
  await expect(findings.locator('[data-verdict="yes"]')).toHaveCount(4, { timeout: 120_000 });
  await expect(dialog.getByText('All of it holds: it can be used.')).toBeVisible();
  await expect(findings).toContainText('It answered its nonce');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('2-tried.png') });
  const saved = parse(readFileSync(file, 'utf8'));
  expect(saved).toEqual({
    ...parse(copied),
    title: 'Rehearsal, mine',
    confirm: { ...parse(copied).confirm, seconds: 45 },
  });
  expect(readdirSync(join(world.folder, 'tmp')).filter((name) => name.startsWith('tutti-try-'))).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await quit()).toBe(0);
});
