import { expect, test } from 'playwright/test';
import { darkAndLight, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

for (const { name, ...look } of darkAndLight)
  test(`the inspector tells how a worktree was set up, and shows what a failed command printed (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 8, setUps: true }, look);
    const part = page.getByRole('region', { name: 'Set-up' });
    const shot = (what: string) =>
      page.screenshot({ path: test.info().outputPath(`set-up-${what}-${name}.png`) });
    await treeItem(page, 'mgr_1_1').click();
    await expect(part).toContainText('its set-up (npm ci) failed');
    await expect(part).toContainText('.env.local is not in your checkout');
    await expect(part.locator('pre')).toContainText('npm error line 60');
    await part.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await shot('failed');
    await treeItem(page, 'exec_1').click();
    await expect(part).toContainText('12 copied, 1 linked');
    await expect(part).toContainText('submodules are empty');
    await expect(part.locator('pre')).toHaveCount(0);
    await part.getByText('npm ci').click();
    await expect(part.locator('pre')).toContainText('added 812 packages');
    await part.scrollIntoViewIfNeeded();
    await shot('done');
    await treeItem(page, 'mgr_1_2').click();
    await expect(part).toContainText('npm ci && npm run build -- --all runs for');
    await expect(page.getByRole('region', { name: 'State' })).toContainText(
      'its worktree is being set up: npm ci',
    );
    const printed = part.getByLabel('What it has printed so far');
    await expect(printed).toContainText('package 40 of 812');
    // It follows the end; who scrolls up stays there.
    expect(
      await printed.locator('pre').evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight),
    ).toBeLessThan(2);
    await part.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await shot('under-way');
    // Closed and opened again it is there again.
    await treeItem(page, 'exec_1').click();
    await expect(printed).toHaveCount(0);
    await treeItem(page, 'mgr_1_2').click();
    await expect(printed).toContainText('package 40 of 812');
    host.rooms.tape.add('instance.setUp', {
      ...{ id: 'mgr_1_2', copied: 0, linked: 0, notes: [], trouble: null },
      check: { command: 'npm ci && npm run build -- --all', outcome: 'passed', output: 'built\n', ms: 9000 },
    });
    host.rooms.publish();
    await expect(part).toContainText('npm ci && npm run build -- --all went well');
    await expect(printed).toHaveCount(0);
  });

test('what a new worktree gets is set in the settings; a path that leads out is refused beside its field', async () => {
  const { page, host } = await pages.open({ instances: 2 }, { scheme: 'dark', still: true });
  await command(page, 'Settings');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const copied = dialog.getByLabel('Copied into each new worktree');
  await copied.fill('.env\n../other/.env');
  await dialog.getByLabel('Linked into each new worktree').fill('datasets/');
  await dialog.getByLabel('Set-up command of a new worktree').fill('npm ci');
  await dialog.getByLabel('Minutes that the set-up may take').fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('../other/.env leads out of the repository')).toBeVisible();
  await expect(copied).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await copied.scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('set-up-settings.png') });
  await copied.fill('.env\n**/.env.local');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => host.rooms.commands.find(({ verb }) => verb === 'settings.set')?.input)
    .toMatchObject({
      worktrees: { copy: ['.env', '**/.env.local'], link: ['datasets'], setup: 'npm ci', setupMinutes: 5 },
    });
});
