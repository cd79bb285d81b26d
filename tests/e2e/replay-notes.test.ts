import { expect, type Page, test } from 'playwright/test';
import { recordingId } from '../support/mock-recordings.ts';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

const openReplay = async (look: Look = {}): Promise<Page> => {
  const { page } = await pages.open({ instances: 5 }, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Replay this run');
  await page.getByRole('toolbar', { name: 'Replay' }).getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('End');
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  return page;
};

const write = async (page: Page, text: string): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Notes' });
  await dialog.getByRole('textbox').fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('listitem').filter({ hasText: text })).toBeVisible();
};

for (const { name, ...look } of darkAndLight) {
  test(`notes are written at a moment, changed, removed and brought back, ${name}`, async () => {
    const page = await openReplay(look);
    await treeItem(page, 'exec_1').click();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Notes' });
    await expect(dialog).toContainText('No notes yet');
    await write(page, 'Here it <b>went</b> wrong');
    await expect(dialog.getByRole('listitem')).toContainText('exec_1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('n');
    await write(page, 'It begins');
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    await page.screenshot({ path: test.info().outputPath(`notes-${name}.png`) });
    await expectAccessible(page);

    const first = dialog.getByRole('listitem').filter({ hasText: 'It begins' });
    await first.getByRole('button', { name: 'Change this note' }).click();
    await write(page, 'It begins well');
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    await first.getByRole('button', { name: 'Remove this note' }).click();
    await expect(dialog.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    // The way to a note's moment: everybody is there again.
    await dialog.getByRole('listitem').filter({ hasText: 'wrong' }).getByRole('button').first().click();
    await expect(dialog).toHaveCount(0);
    await expect(treeItem(page, 'exec_1')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`noted-${name}.png`) });
  });
}

test('a link to the moment that is shown is copied by one key', async () => {
  const page = await openReplay();
  await treeItem(page, 'exec_1').click();
  await page.keyboard.press('Shift+L');
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`^tutti://run/${recordingId}\\?t=\\d{13}&instance=exec_1$`));
});
