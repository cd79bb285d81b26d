import { expect } from 'playwright/test';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { allEvents, instanceNamed, screenText, test } from '../../support/desktop-app.ts';
import { done, eventually, instancesOf, isAlive, untilStates } from '../../support/headless-host.ts';
import { command, shownIn, treeItem, typeInto } from '../../support/window-words.ts';

const spawnShell = async (client: FrameClient): Promise<string> =>
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false })).id;

test('quitting leaves the panes; the next start has them again, with what they showed', async ({ world }) => {
  const root = world.repository();
  const first = await world.launch([root]);
  const client = await world.connect(root);
  await spawnShell(client);
  await untilStates(client, ['ready'], ['exec_1']);
  await command(first.page, 'Go to exec_1');
  await typeInto(first.page, 'exec_1', 'echo "before $((30+3))"');
  await expect.poll(() => shownIn(first.page, 'exec_1')).toContain('before 33');
  const { pid } = await instanceNamed(client, 'exec_1');
  expect(await first.quit()).toBe(0);
  expect(isAlive(pid ?? 0), 'the pane outlives the app').toBe(true);

  const second = await world.launch([root]);
  await expect(treeItem(second.page, 'exec_1')).toHaveAttribute('data-state', 'ready');
  const again = await world.connect(root);
  expect(await instanceNamed(again, 'exec_1')).toMatchObject({ pid, incarnation: 1 });
  await command(second.page, 'Go to exec_1');
  await expect.poll(() => shownIn(second.page, 'exec_1')).toContain('before 33');
  await typeInto(second.page, 'exec_1', 'echo "after $((60+6))"');
  await expect.poll(() => shownIn(second.page, 'exec_1')).toContain('after 66');
  done(await again.call('instances.terminate', { id: 'exec_1' }));
  expect(await second.quit()).toBe(0);
});

test('closing the window while an instance lives leaves the host in the tray; said once', async ({
  world,
}) => {
  const root = world.repository();
  const { electron, page, quit, pid } = await world.launch([root]);
  await electron.evaluate(({ dialog }) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    // The system's dialog can't be pressed from here: what a person would press is answered.
    dialog.showMessageBox = (async (options: { message: string }) => {
      told.push(options.message);
      return { response: 0, checkboxChecked: true };
    }) as typeof dialog.showMessageBox;
  });
  const told = () => electron.evaluate(() => Reflect.get(globalThis, 'told') as string[]);
  const client = await world.connect(root);
  await spawnShell(client);
  await untilStates(client, ['ready'], ['exec_1']);
  await page.close();
  await expect.poll(told).toEqual([expect.stringContaining('stays in the tray: 1 instance lives')]);
  expect(await instanceNamed(client, 'exec_1')).toMatchObject({ state: 'ready' });

  const shown = electron.waitForEvent('window');
  await electron.evaluate(({ app }) => app.emit('activate'));
  const back = await shown;
  await expect(back.locator('main')).toBeVisible();
  await back.close();
  await eventually('no window is left', () => electron.windows().length === 0);
  expect(isAlive(pid)).toBe(true);
  expect(await told()).toHaveLength(1);
  expect(await quit()).toBe(0);
});

test('what Settings say of the tray holds for the menu, the file and the next last window', async ({
  world,
}) => {
  const root = world.repository();
  const { electron, page, pid } = await world.launch([root]);
  const client = await world.connect(root);
  await spawnShell(client);
  await untilStates(client, ['ready'], ['exec_1']);
  const inMenu = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('stay-in-tray')?.checked);
  expect(await inMenu()).toBe(true);
  await command(page, 'Settings');
  await page.getByLabel('Stay in the tray').uncheck();
  await expect.poll(inMenu).toBe(false);
  // The other way round: what the menu changes, Settings show.
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('stay-in-tray')?.click());
  await page.keyboard.press('Escape');
  await command(page, 'Settings');
  await expect(page.getByLabel('Stay in the tray')).toBeChecked();
  await page.getByLabel('Stay in the tray').uncheck();
  await expect.poll(inMenu).toBe(false);
  await page.close();
  await eventually('the app has ended', () => !isAlive(pid));
});

test('the app is killed with twelve instances, and finds all of them, with the gap marked', async ({
  world,
}) => {
  const root = world.repository();
  const first = await world.launch([root]);
  const client = await world.connect(root);
  await Promise.all(Array.from({ length: 4 }, () => spawnShell(client)));
  const child = (role: 'manager' | 'specialist', parent: string) =>
    client.call('instances.spawn', { profile: 'shell', role, parent, confirm: false }).then(done);
  for (const parent of ['exec_1', 'exec_2']) await child('manager', parent);
  await Promise.all(
    Array.from({ length: 6 }, (_, at) => child('specialist', at % 2 === 0 ? 'mgr_1_1' : 'mgr_2_1')),
  );
  const before = await untilStates(client, ['ready']);
  expect(before).toHaveLength(12);
  const known = await allEvents(client);
  await first.kill();
  expect(before.filter(({ pid }) => !isAlive(pid ?? 0))).toEqual([]);

  const second = await world.launch([root]);
  for (const { id } of before) {
    await expect(treeItem(second.page, id)).toHaveAttribute('data-state', 'ready');
  }
  const again = await world.connect(root);
  const pids = (list: typeof before) => list.map(({ id, pid, incarnation }) => ({ id, pid, incarnation }));
  expect(pids(await instancesOf(again))).toEqual(pids(before));
  const events = await allEvents(again);
  expect(events.slice(0, known.length)).toEqual(known);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  const later = events.slice(known.length);
  expect(later.filter(({ kind }) => kind === 'instance.adopted')).toHaveLength(12);
  expect(later.some(({ kind }) => kind === 'terminal.gapped')).toBe(true);
  await command(second.page, 'Go to spec_2_1_1');
  await typeInto(second.page, 'spec_2_1_1', 'echo "alive $((70+7))"');
  await expect.poll(() => screenText(again, 'spec_2_1_1')).toContain('alive 77');
  for (const id of ['exec_1', 'exec_2', 'exec_3', 'exec_4'])
    done(await again.call('instances.terminate', { id }));
  expect(await second.quit()).toBe(0);
});
