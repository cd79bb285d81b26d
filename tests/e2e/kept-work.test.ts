import { expect, test } from 'playwright/test';
import { darkAndLight, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

for (const { name, ...look } of darkAndLight)
  test(`kept work is found, brought back, and dropped when it is due (${name})`, async () => {
    const { page, host } = await pages.open({ instances: 5, kept: 12 }, look);
    await command(page, 'Kept work');
    const dialog = page.getByRole('dialog', { name: 'Kept work' });
    const shot = (what: string) =>
      page.screenshot({ path: test.info().outputPath(`kept-${what}-${name}.png`) });
    await expect(dialog).toContainText('2 entries are due');
    await expect(dialog).toContainText('without secrets/key.pem');
    await expectAccessible(page);
    await shot('list');
    await dialog.getByRole('button', { name: 'Bring back 1/spec_1_1_2/1', exact: true }).click();
    await expect(dialog).toContainText('brought back as tutti/1/spec_1_1_2-kept-1');
    await dialog.getByLabel('Find kept work').fill('spec_1_1_1 restart');
    await dialog.getByRole('button', { name: 'Drop 1/spec_1_1_1/2' }).click();
    const asked = page.getByRole('alertdialog');
    await expect(asked).toContainText('lost for good');
    await shot('asked');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Drop 1/spec_1_1_1/2' }).click();
    await page.getByRole('button', { name: 'Drop it' }).click();
    await expect(dialog.getByText('None is called so')).toBeVisible();
    const asks = host.rooms.commands.filter(({ verb }) => verb.startsWith('work.'));
    expect(asks.map(({ verb }) => verb)).toEqual(['work.bringBack', 'work.clean']);
    expect(asks.at(-1)?.input).toMatchObject({ names: ['kept/1/spec_1_1_1/2'] });
  });

test('of one instance, of nobody, and of a hundred', async () => {
  const many = await pages.open({ instances: 5, kept: 100 }, { still: true });
  await many.page
    .getByRole('treeitem', { name: /spec_1_1_1/ })
    .first()
    .click();
  await command(many.page, 'Bring back work of spec_1_1_1');
  const dialog = many.page.getByRole('dialog', { name: 'Kept work of spec_1_1_1' });
  await expect(dialog.locator('.kw-name').first()).toHaveText(/^1\/spec_1_1_1\//);
  await many.page.screenshot({ path: test.info().outputPath('kept-many.png') });
  const none = await pages.open({ instances: 5 }, { still: true });
  await command(none.page, 'Kept work');
  await expect(none.page.getByRole('dialog')).toContainText('Nothing is kept');
});

test('on a phone it is reached from the overview', async () => {
  const look = { width: 390, height: 844, still: true };
  const { page } = await pages.open({ instances: 5, kept: 12, cleanable: 4 }, look);
  await page.getByRole('button', { name: 'Kept work…' }).click();
  await expect(page.getByRole('dialog', { name: 'Kept work' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('kept-phone.png') });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Clean up…' }).click();
  await expect(page.getByRole('dialog', { name: 'Clean up' })).toBeVisible();
});
