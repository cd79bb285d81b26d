import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from 'playwright/test';

/** An instance in the graph. */
export const treeItem = (page: Page, id: string): Locator => page.locator(`#tree-${id}`);

/** An instance's pane. */
export const pane = (page: Page, id: string): Locator => page.locator(`[data-pane="${id}"]`);

/** Waits until a pane's terminal has drawn its snapshot and follows. */
export const paneFollows = async (page: Page, id: string): Promise<void> => {
  await expect(page.locator(`[data-pane="${id}"][data-follow="live"] .xterm-rows`)).toBeVisible();
};

/** The text that a pane's terminal shows, as drawn in the page. */
export const shownIn = (page: Page, id: string): Promise<string> =>
  pane(page, id)
    .locator('.xterm-rows > div')
    .allTextContents()
    .then((rows) => rows.join('\n').replaceAll('\u00a0', ' '));

/** Types into a pane's terminal as a person does. */
export const typeInto = async (page: Page, id: string, text: string): Promise<void> => {
  await paneFollows(page, id);
  await pane(page, id).locator('.pane-title').click();
  await expect(pane(page, id).locator('.xterm-helper-textarea')).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

/** Runs a command from the palette. */
export const command = async (page: Page, words: string): Promise<void> => {
  const asked = page.getByPlaceholder('What shall be done?');
  // A page that has just come may not yet listen; once it is open the keys do nothing more.
  await expect(async () => {
    await page.keyboard.press('Control+Shift+P');
    await expect(asked).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await asked.fill(words);
  // What Enter runs is what is selected, which follows what was typed.
  await expect(page.locator('[cmdk-item][aria-selected="true"]')).toContainText(words);
  await page.keyboard.press('Enter');
};

/** axe finds nothing serious on the page as it is now. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // Half-way through a fade colours are no one's: ask when nothing moves any more.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
  // Electron has no way to open the blank page that axe's newer mode wants.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`,
    ),
  ).toEqual([]);
};
