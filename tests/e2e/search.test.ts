import { expect, type Page, test } from 'playwright/test';
import { darkAndLight, type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

const panel = (page: Page) => page.getByRole('region', { name: 'Search' });
const field = (page: Page) => panel(page).getByRole('textbox');
const hits = (page: Page) => panel(page).locator('.sr-row');
const place = (page: Page) => page.getByRole('toolbar', { name: 'Replay' }).locator('.rb-place');

/** The recording of the run, standing still, with the search open. */
const openSearch = async (instances: number, look: Look = {}): Promise<Page> => {
  const { page } = await pages.open({ instances }, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Replay this run');
  await page.getByRole('toolbar', { name: 'Replay' }).getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  return page;
};

const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

for (const { name, ...look } of darkAndLight) {
  test(`a run is searched: nothing yet, a thousand hits, none, a broken expression, ${name}`, async () => {
    const page = await openSearch(17, look);
    await expect(panel(page)).toContainText('Search what was shown and said');
    await shot(page, `search-empty-${name}`);
    await field(page).fill('refreshes token*');
    await expect(panel(page).getByRole('status')).toContainText('1000 hits, and more');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await shot(page, `search-many-${name}`);
    await expectAccessible(page);
    await panel(page).getByRole('button', { name: 'Show more' }).click();
    await expect(panel(page).getByRole('status')).toHaveText('1500 hits');
    await field(page).fill('nowhere');
    await expect(panel(page)).toContainText('Nothing was found');
    await shot(page, `search-none-${name}`);
    await panel(page).getByRole('button', { name: 'By a regular expression' }).click();
    await field(page).fill('token (');
    await expect(panel(page).getByRole('alert')).toBeVisible();
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
    await shot(page, `search-error-${name}`);
  });
}

test('arrows go from hit to hit: the playhead moves there, and whose it is is selected', async () => {
  const page = await openSearch(5);
  await field(page).fill('"token 700"');
  await expect(hits(page)).toHaveCount(1);
  const before = await place(page).textContent();
  await page.keyboard.press('ArrowDown');
  await expect(hits(page).first()).toHaveAttribute('aria-current', 'true');
  await expect(place(page)).not.toHaveText(before ?? '');
  const who = (await hits(page).first().locator('.sr-who').textContent()) ?? '';
  await expect(treeItem(page, who)).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
});

test('hits are narrowed to messages, and one of a message is found by its words', async () => {
  const page = await openSearch(17);
  await field(page).fill('token*');
  await expect(hits(page).first()).toBeVisible();
  await panel(page).getByRole('combobox', { name: 'Where' }).click();
  await page.getByRole('option', { name: 'Events' }).click();
  await expect(panel(page).getByLabel('Terminal')).toHaveCount(0);
});

test('all runs are searched from the live window, and a hit opens its run at that moment', async () => {
  const { page } = await pages.open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Search all runs…');
  await field(page).fill('"token 700"');
  await expect(hits(page)).toContainText(['run 12']);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('toolbar', { name: 'Replay' })).toBeVisible();
  await expect(place(page)).not.toContainText(' 0s of');
  await expect(field(page)).toHaveValue('"token 700"');
  await expect(hits(page)).toHaveCount(1);
});
