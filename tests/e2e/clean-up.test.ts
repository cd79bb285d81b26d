import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const openDialog = async (page: Page) => {
  await expect(page.locator('main').first()).toBeVisible();
  await command(page, 'Clean up');
  return page.getByRole('dialog', { name: 'Clean up' });
};

for (const { name, ...look } of darkAndLight)
  test(`each has its reason; what is chosen goes after a question, and what stayed says why (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 5, cleanable: 8 }, look);
    const cleaned = () => host.rooms.commands.filter(({ verb }) => verb === 'work.clean');
    const shot = (what: string) =>
      page.screenshot({ path: test.info().outputPath(`clean-up-${what}-${name}.png`) });
    const dialog = await openDialog(page);
    const rows = dialog.getByRole('list', { name: 'May go' }).getByRole('listitem');
    await expect(rows).toHaveCount(6);
    await expect(rows.filter({ hasText: 'main has all of it' }).first()).toContainText('.env, node_modules/');
    await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await dialog.getByText('2 others can’t go now').click();
    await expect(dialog.getByRole('list', { name: 'Can’t go now' })).toContainText(
      '2 files are not committed',
    );
    await expectAccessible(page);
    await shot('list');
    await dialog.getByRole('checkbox', { name: '1/spec_1_1_2', exact: true }).check();
    await dialog.getByRole('checkbox', { name: 'kept/1/spec_1_1_4/1', exact: true }).check();
    await dialog.getByRole('button', { name: 'Clean up 4…' }).click();
    const asked = page.getByRole('alertdialog');
    await expect(asked).toContainText('are kept first');
    await expect(asked).toContainText('lost for good');
    await expectAccessible(page);
    await shot('asked');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(cleaned()).toEqual([]);
    await dialog.getByRole('button', { name: 'Clean up 4…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take away 4' }).click();
    await expect(dialog.getByRole('alert')).toContainText('1/spec_1_1_1');
    await expect(dialog.getByRole('alert')).toContainText('vim a.ts (pid 77) runs there');
    await expect(rows).toHaveCount(3);
    expect(cleaned()).toEqual([
      {
        verb: 'work.clean',
        input: { names: ['1/spec_1_1_1', 'kept/1/spec_1_1_4/1', '1/spec_1_1_5'], save: false },
      },
      { verb: 'work.clean', input: { names: ['1/spec_1_1_2'], save: true } },
    ]);
    await shot('stayed');
  });

test('nothing to clean up says so; a hundred scroll in a narrow window', async () => {
  const empty = await pages.open({ instances: 5 }, { still: true });
  await expect(await openDialog(empty.page)).toContainText('Nothing to clean up');
  const many = await pages.open({ instances: 5, cleanable: 100 }, { still: true, width: 700, height: 844 });
  const dialog = await openDialog(many.page);
  await expect(dialog.getByRole('list', { name: 'May go' }).getByRole('listitem')).toHaveCount(75);
  await expect(dialog.getByRole('button', { name: /^Clean up \d+…/ })).toBeInViewport();
  await many.page.screenshot({ path: test.info().outputPath('clean-up-100.png') });
});
