import { expect } from 'playwright/test';
import { instanceNamed, test } from '../../support/desktop-app.ts';
import { done, eventually, isAlive, untilStates } from '../../support/headless-host.ts';
import { command, expectAccessible, shownIn, typeInto } from '../../support/window-words.ts';

test('without tmux the window says what is lost, and terminals work', async ({ world }, info) => {
  const root = world.repository();
  const { page, quit } = await world.launch(['--terminals', 'pty', root]);
  await expect(page.getByRole('status').filter({ hasText: 'end with it' })).toBeVisible();
  await expectAccessible(page);
  const client = await world.connect(root);
  const input = { profile: 'shell', role: 'executive', confirm: false } as const;
  done(await client.call('instances.spawn', input));
  await untilStates(client, ['ready'], ['exec_1']);
  await command(page, 'Go to exec_1');
  await typeInto(page, 'exec_1', 'echo "without $((80+8))"');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('without 88');
  await page.screenshot({ path: info.outputPath('without-tmux.png') });
  const { pid } = await instanceNamed(client, 'exec_1');
  expect(await quit()).toBe(0);
  await eventually('its terminals end with the app', () => !isAlive(pid ?? 0));
  expect(await world.tmuxServers()).toEqual([]);
});
