import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { test } from '../../support/desktop-app.ts';
import { done, untilStates } from '../../support/headless-host.ts';
import {
  command,
  expectAccessible,
  pane,
  paneFollows,
  treeItem,
  typeInto,
} from '../../support/window-words.ts';

const spawnShell = async (client: FrameClient): Promise<string> =>
  done(await client.call('instances.spawn', { profile: 'shell', role: 'specialist', confirm: false })).id;

const tab = (page: Page, id: string) => page.locator(`[data-tab="${id}"]`);

test('a new instance’s terminal opens by itself, unless the person wants that not', async ({ world }) => {
  const root = world.repository();
  const { page, quit } = await world.launch([root]);
  await expect(page.getByText('No terminal open')).toBeVisible();
  const client = await world.connect(root);
  await spawnShell(client);
  await paneFollows(page, 'spec_1');
  await spawnShell(client);
  await expect(tab(page, 'spec_2')).toBeVisible();

  await tab(page, 'spec_2').hover();
  await tab(page, 'spec_2').locator('.pane-tab-close').click();
  await expect(tab(page, 'spec_2')).toHaveCount(0);
  await command(page, 'Settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Open new terminals automatically').uncheck();
  await settings.getByRole('button', { name: 'Close' }).first().click();
  await spawnShell(client);
  await expect(treeItem(page, 'spec_3')).toHaveAttribute('data-state', 'ready');
  // What was closed stays closed, and what came now is there to be opened.
  await expect(tab(page, 'spec_1')).toBeVisible();
  await expect(page.locator('[data-tab]')).toHaveCount(1);
  await command(page, 'Go to spec_3');
  await paneFollows(page, 'spec_3');
  for (const id of ['spec_1', 'spec_2', 'spec_3']) done(await client.call('instances.terminate', { id }));
  expect(await quit()).toBe(0);
});

test('settings are kept; what is no number is refused at its field', async ({ world }, info) => {
  const root = world.repository();
  const { page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const specialists = settings.getByLabel('Specialists at most');
  const save = settings.getByRole('button', { name: 'Save' });
  await command(page, 'Settings');
  await expect(specialists).toHaveValue('100');
  for (const rubbish of ['many', '', '-1', '1.5', '1001']) {
    await specialists.fill(rubbish);
    await save.click();
    await expect(settings.getByRole('alert')).toHaveText(['A whole number from 0 to 1000.']);
    await expect(specialists).toHaveAttribute('aria-invalid', 'true');
  }
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('1-refused.png') });
  const client = await world.connect(root);
  const kept = async () => done(await client.call('view.get', {})).settings.limits.specialists;
  expect(await kept()).toBe(100);

  await specialists.fill('1');
  await save.click();
  await expect(settings).toHaveCount(0);
  expect(await kept()).toBe(1);
  await command(page, 'Settings');
  await expect(specialists).toHaveValue('1');
  await page.screenshot({ path: info.outputPath('2-kept.png') });
  // It is a limit, not a note.
  const id = await spawnShell(client);
  const more = { profile: 'shell', role: 'specialist', confirm: false } as const;
  expect(await client.call('instances.spawn', more)).toMatchObject({ ok: false });
  done(await client.call('instances.terminate', { id }));
  expect(await quit()).toBe(0);
});

/** Whether all of an element lies inside the bar of tabs. */
const isWhole = (page: Page, id: string): Promise<boolean> =>
  tab(page, id).evaluate((element) => {
    const bar = element.parentElement?.getBoundingClientRect();
    const { left, right } = element.getBoundingClientRect();
    return bar !== undefined && left >= bar.left - 1 && right <= bar.right + 1;
  });

test('the active tab is whole in sight however narrow the bar', async ({ world }, info) => {
  const root = world.repository();
  const { electron, page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  const ids: string[] = [];
  for (let at = 0; at < 9; at += 1) ids.push(await spawnShell(client));
  await untilStates(client, ['ready'], ids);
  await expect(page.locator('[data-tab]')).toHaveCount(9);
  await command(page, 'Terminals as tabs');
  await command(page, 'Go to spec_9');
  await typeInto(page, 'spec_9', 'seq 500');
  await expect.poll(() => isWhole(page, 'spec_9')).toBe(true);
  const bar = page.getByRole('tablist', { name: 'Open terminals' });
  await expect(bar).toHaveAttribute('data-more', 'before');
  const width = () => bar.evaluate(({ clientWidth }) => clientWidth);
  const wide = await width();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 800));
  await expect.poll(width).toBeLessThan(wide - 50);
  await expect.poll(() => isWhole(page, 'spec_9')).toBe(true);
  // The terminal fits its room: its own thin scrollbar is the only one.
  const room = pane(page, 'spec_9').locator('.pane-room');
  await expect
    .poll(() => room.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight))
    .toBe(0);
  await page.screenshot({ path: info.outputPath('1-last.png') });
  await command(page, 'Go to spec_1');
  await expect.poll(() => isWhole(page, 'spec_1')).toBe(true);
  await expect(bar).toHaveAttribute('data-more', 'after');
  await bar.hover();
  await page.mouse.wheel(0, 60);
  await expect(bar).toHaveAttribute('data-more', 'before after');
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('2-scrolled.png') });
  for (const id of ids) done(await client.call('instances.terminate', { id }));
  expect(await quit()).toBe(0);
});
