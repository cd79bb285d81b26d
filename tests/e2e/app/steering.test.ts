import { expect } from 'playwright/test';
import { allEvents, instanceNamed, test } from '../../support/desktop-app.ts';
import { eventually, isAlive } from '../../support/headless-host.ts';
import { command, expectAccessible, pane, shownIn, treeItem, typeInto } from '../../support/window-words.ts';

test('a shell is started, typed into, written to, restarted and terminated in the window', async ({
  world,
}, info) => {
  const root = world.repository();
  const { page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New instance' });
  await dialog.getByLabel('Profile').click();
  await page.getByRole('option', { name: /^Shell/ }).click();
  await dialog.getByLabel('Role', { exact: true }).click();
  await page.getByRole('option', { name: 'executive' }).click();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('1-new-instance.png') });
  await dialog.getByRole('checkbox').uncheck();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(treeItem(page, 'exec_1')).toHaveAttribute('data-state', 'ready');

  await typeInto(page, 'exec_1', 'sleep 10000 & sleep 10001 & echo "typed $((40+2))"');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('typed 42');
  await pane(page, 'exec_1').locator('.xterm-helper-textarea').press('Control+Shift+P');
  await expect(page.getByPlaceholder('What shall be done?')).toBeVisible();
  await page.keyboard.press('Escape');

  await command(page, 'Write to exec_1');
  await expect(page.getByLabel('Message to exec_1')).toBeFocused();
  await page.keyboard.type('echo "sent $((50+5))"');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'About exec_1' })).toContainText('accepted');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('sent 55');
  await page.screenshot({ path: info.outputPath('2-steered.png') });

  const client = await world.connect(root);
  const before = await instanceNamed(client, 'exec_1');
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restart' }).click();
  const after = await eventually('it is started again', async () => {
    const now = await instanceNamed(client, 'exec_1');
    return now.incarnation === 2 && now.state === 'ready' && now;
  });
  expect(isAlive(before.pid ?? 0)).toBe(false);

  await typeInto(page, 'exec_1', 'sleep 20000 & one=$!; sleep 20001 & echo "pids $one $! end"');
  const line = /pids ([\d ]+)end/;
  await expect.poll(() => shownIn(page, 'exec_1')).toMatch(line);
  const children = (line.exec(await shownIn(page, 'exec_1'))?.[1] ?? '').trim().split(' ').map(Number);
  expect(children.filter(isAlive)).toHaveLength(2);
  await command(page, 'Terminate exec_1');
  await expect(page.getByRole('alertdialog')).toContainText('Terminate exec_1?');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('3-terminate.png') });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Terminate 1 instance' }).click();
  await expect(treeItem(page, 'exec_1')).toHaveAttribute('data-state', 'terminated');
  expect([after.pid ?? 0, ...children].filter(isAlive)).toEqual([]);

  await page.getByRole('button', { name: 'Show the events' }).click();
  await expect(page.getByRole('region', { name: 'Events', exact: true })).toContainText(
    'exec_1 is terminated',
  );
  const events = await allEvents(client);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('4-terminated.png') });
  expect(await quit()).toBe(0);
});

test('palette, shortcuts and themes', async ({ world }, info) => {
  const { page, quit } = await world.launch([world.repository()]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Shortcuts' });
  await expect(shortcuts).toContainText('New instance');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(shortcuts).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('What shall be done?')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const seen = new Set<string | undefined>();
  const themes = { dark: 'Theme: dark', light: 'Theme: light', system: 'Theme: as the system' };
  for (const [choice, words] of Object.entries(themes)) {
    await command(page, words);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('tutti.theme'))).toBe(choice);
    seen.add(await theme());
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`theme-${choice}.png`) });
  }
  expect([...seen].sort()).toEqual(['dark', 'light']);
  expect(await quit()).toBe(0);
});
