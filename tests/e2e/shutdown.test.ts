import { expect, type Page, test } from 'playwright/test';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const openDialog = async (page: Page) => {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: /^Shut down in order/ }).click();
  return page.getByRole('dialog', { name: 'Shut down the run in order?' });
};

const looks: readonly (Look & { readonly name: string })[] = [
  { name: 'dark', scheme: 'dark' },
  { name: 'light', scheme: 'light' },
  { name: 'phone', scheme: 'dark', width: 390, height: 844 },
];

for (const { name, ...look } of looks)
  test(`from the menu: what will happen, who saves, who has ended, what is left (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 8 }, look);
    const { tape } = host.rooms;
    const shot = (what: string) =>
      page.screenshot({ path: test.info().outputPath(`shutdown-${what}-${name}.png`) });
    const asked = await openDialog(page);
    const steps = asked.getByRole('list', { name: 'What will happen' }).getByRole('listitem');
    await expect(steps).toHaveCount(4);
    await asked.getByLabel('Seconds to wait for work at most').fill('0');
    await expect(steps).toHaveCount(2);
    await asked.getByLabel('Seconds to wait for work at most').fill('300');
    await asked.getByLabel('Reason').fill('the day is over');
    await expectAccessible(page);
    await shot('asked');
    await asked.getByRole('button', { name: /^Shut down \d+ instances/ }).click();
    const running = page.getByRole('dialog', { name: /^Shutting down/ });
    await expect(running).toContainText('the day is over');
    const stages = running.getByRole('list', { name: 'Progress of the shutdown' });
    await expect(stages).toContainText('saving');
    await expect(running.locator('[data-at="saving"]').first()).toContainText('at work');
    await expectAccessible(page);
    await shot('saving');
    tape.add('shutdown.ending', { why: 'time', unsaved: ['spec_1_1_1'] });
    host.rooms.publish();
    await expect(running).toContainText('can’t be called off any more');
    await expect(running.getByRole('button', { name: 'Call it off' })).toHaveCount(0);
    const ids = Object.keys(tape.view.instances).reverse();
    const end = (id: string): void => {
      const from = tape.view.instances[id]?.state ?? 'busy';
      if (from === 'terminated') return;
      tape.add('instance.changed', { id, from, to: 'terminated', witness: 'person', reason: 'shut down' });
    };
    for (const id of ids.slice(0, 5)) end(id);
    host.rooms.publish();
    await expect(running.locator('[data-at="ended"]').nth(4)).toBeVisible();
    await shot('ending');
    for (const id of ids) end(id);
    const folder = '/home/ada/.local/state/tutti/worktrees/12/spec_1_1_1';
    tape.add('shutdown.finished', {
      ended: ids,
      left: [
        { id: 'spec_1_1_1', folder, branch: 'tutti/12/spec_1_1_1', files: 3, trouble: null },
        {
          id: 'mgr_1_1',
          folder: '/gone',
          branch: 'tutti/12/mgr_1_1',
          files: null,
          trouble: 'no such folder',
        },
      ],
    });
    host.rooms.publish();
    const over = page.getByRole('dialog', { name: 'Shut down in order' });
    const left = over.getByRole('list', { name: 'Not committed' }).getByRole('listitem');
    await expect(left).toHaveText([
      /spec_1_1_1 3 files not committed/,
      /mgr_1_1 git could not tell: no such folder/,
    ]);
    await expect(over).toContainText('commit it on its branch');
    await expectAccessible(page);
    await shot('left');
    const wide = await over.evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(wide).toBe(false);
    await over.getByRole('button', { name: 'Close' }).last().click();
    await expect(over).toHaveCount(0);
  });

test('it can be called off, and says that nobody was ended; opened again it shows what goes on', async () => {
  const { page } = await pages.open({ instances: 8 });
  const asked = await openDialog(page);
  await asked.getByRole('button', { name: /^Shut down \d+ instances/ }).click();
  const running = page.getByRole('dialog', { name: /^Shutting down/ });
  await running.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Shutdown under way…' }).click();
  await running.getByRole('button', { name: 'Call it off' }).click();
  const over = page.getByRole('dialog', { name: 'The shutdown was called off' });
  await expect(over).toContainText('Nobody was ended.');
  await page.keyboard.press('Escape');
  await expect(over).toHaveCount(0);
});

test('of one instance, from its menu: it and all below it', async () => {
  const { page, host } = await pages.open({ instances: 8 });
  await page.getByRole('treeitem', { name: /mgr_1_1/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Shut down mgr_1_1 and all below it/ }).click();
  const asked = page.getByRole('dialog', { name: 'Shut down mgr_1_1 in order?' });
  await asked.getByRole('button', { name: /^Shut down \d+ instances/ }).click();
  await expect(page.getByRole('dialog', { name: /^Shutting down/ })).toBeVisible();
  expect(host.rooms.commands.filter(({ verb }) => verb === 'runs.shutdown')).toMatchObject([
    { input: { id: 'mgr_1_1', seconds: 120 } },
  ]);
});
