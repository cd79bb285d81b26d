import { expect, type Page, test } from 'playwright/test';
import { webPages } from '../support/web-page.ts';
import { expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();

const openReview = async (page: Page, files = true): Promise<void> => {
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('v');
  // Its keys act from then on.
  if (files) await expect(file(page, 'docs/auth.md')).toHaveAttribute('aria-current', 'true');
};
const openClaims = async (page: Page): Promise<void> => {
  await openReview(page);
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: 'Changes of src/auth/claims.ts' })).toBeVisible();
};
const file = (page: Page, path: string) => page.locator(`.rv-file[data-path="${path}"]`);
const head = (page: Page, hunk: number) => page.locator(`.rv-hunk[data-hunk="${hunk}"]`);

for (const scheme of ['dark', 'light'] as const)
  test(`the work of an instance is read file by file, side by side and in one (${scheme})`, async () => {
    const { page } = await pages.open({ instances: 12 }, { scheme, still: true });
    await openReview(page);
    await expect(file(page, 'docs/auth.md')).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('f');
    await expect(file(page, 'src/auth/claims.ts')).toHaveAttribute('aria-current', 'true');
    await expect(page.locator('.cm-mergeView .cm-editor')).toHaveCount(2);
    await expect(head(page, 1)).toHaveAttribute('data-current', '');
    await expect(page.locator('.cm-merge-b')).toContainText('readonly aud: string;');
    await page.screenshot({ path: test.info().outputPath(`review-split-${scheme}.png`) });
    await expectAccessible(page);
    await page.keyboard.press('s');
    await expect(page.locator('.cm-mergeView')).toHaveCount(0);
    await expect(page.locator('.cm-deletedChunk', { hasText: 'new Date().getTime()' })).toHaveCount(1);
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`review-unified-${scheme}.png`) });
    await page.reload();
    await expect(file(page, 'docs/auth.md')).toBeVisible();
    await page.keyboard.press('f');
    await expect(page.locator('.cm-deletedChunk', { hasText: 'new Date().getTime()' })).toHaveCount(1);
    await expect(page.locator('.cm-mergeView')).toHaveCount(0);
  });

test('hunks are walked, accepted, sent back with a comment, and all of it is merged, by key', async () => {
  const { page, host } = await pages.open({ instances: 12 }, { still: true });
  await openClaims(page);
  await expect(head(page, 1)).toHaveAttribute('data-current', '');
  await page.keyboard.press('y');
  await expect(head(page, 1)).toContainText('Accepted');
  await page.keyboard.press('j');
  await expect(head(page, 2)).toHaveAttribute('data-current', '');
  await page.keyboard.press('x');
  const box = page.getByRole('form', { name: 'Comment' });
  await expect(box).toContainText('src/auth/claims.ts, line 14');
  await page.keyboard.type('refuse');
  await page.keyboard.press('Control+Enter');
  await expect(box.getByRole('alert')).toContainText('was terminated');
  await box.getByRole('textbox').fill('Where does the clock come from?');
  await page.screenshot({ path: test.info().outputPath('review-send-back.png') });
  await page.keyboard.press('Control+Enter');
  await expect(box).toHaveCount(0);
  await expect(head(page, 2)).toContainText('Sent back');
  await expect(page.locator('.rv-note')).toContainText('Where does the clock come from?');
  expect(host.rooms.commands.at(-1)).toMatchObject({
    verb: 'review.comment',
    input: { path: 'src/auth/claims.ts', line: 14, side: 'after', sendBack: true, tip: 'b'.repeat(40) },
  });
  await expect(file(page, 'src/auth/claims.ts').getByRole('img', { name: 'Sent back' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('review-marked.png') });
  // A verdict is taken back by giving it once more.
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('y');
  await expect(head(page, 1)).not.toContainText('Accepted');
  await page.keyboard.press('Shift+M');
  const asking = page.getByRole('alertdialog');
  // Two keys, of which the first is not the one that may have been pressed already.
  await expect(asking.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(asking.getByRole('button', { name: 'Approve and merge' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.rv-merge')).toContainText('merge_1 queued');
  const verbs = host.rooms.commands.map(({ verb }) => verb);
  expect(verbs.slice(-2)).toEqual(['review.mark', 'merges.request']);
});

test('its commits are listed, and the result of the last check stands beside the work', async () => {
  const { page, host } = await pages.open({ instances: 12, merges: 8 }, { still: true });
  const merges = host.rooms.tape.view.merges;
  const [failed, merged] = [merges[1], merges.find(({ state }) => state === 'merged')];
  await treeItem(page, failed?.of ?? '').click();
  await openReview(page);
  await page.getByRole('button', { name: '2 commits' }).click();
  const listed = page.getByRole('dialog', { name: 'Commits' }).getByRole('listitem');
  await expect(listed).toHaveText([/^bbbbbbbbb.*Say whom a token is for.*Ada/, /Parse what is read/]);
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('review-commits.png') });
  await page.keyboard.press('Escape');
  await expect(listed).toHaveCount(0);
  const last = page.locator('.rv-merge');
  await expect(last).toContainText('merge_2 failed');
  await expect(last).toContainText('npm test: failed');
  await expect(last).toHaveAttribute('title', /expected 401, got 200/);
  await treeItem(page, merged?.of ?? '').click();
  await expect(last).toContainText('npm test: passed');
});

test('a line that was clicked is what a comment is about', async () => {
  const { page, host } = await pages.open({ instances: 12 }, { still: true });
  await openClaims(page);
  await page.locator('.cm-merge-a .cm-line', { hasText: 'new Date().getTime()' }).click();
  await page.keyboard.press('r');
  const box = page.getByRole('form', { name: 'Comment' });
  await expect(box).toContainText('line 12, as it was');
  await page.keyboard.type('This was right.');
  await box.getByRole('button', { name: 'Send comment' }).click();
  await expect(page.locator('.cm-merge-a .rv-note')).toContainText('This was right.');
  expect(host.rooms.commands.at(-1)).toMatchObject({
    input: { line: 12, side: 'before', text: 'This was right.' },
  });
});

test('what is no text, too large or gone says so; ten thousand lines are drawn as far as they are in sight', async () => {
  const { page } = await pages.open({ instances: 12, work: 'much' }, { still: true });
  await openReview(page);
  await expect(page.getByText('3400 more files are not listed')).toBeVisible();
  await file(page, 'src/auth/logo.png').click();
  await expect(page.getByText('No text', { exact: true })).toBeVisible();
  await file(page, 'src/generated/table.ts').click();
  await expect(page.getByText('Too large to be shown here')).toBeVisible();
  await file(page, 'src/old.ts').click();
  await expect(page.locator('.cm-merge-a')).toContainText('export const old = 1;');
  await file(page, 'src/generated/words.ts').click();
  await expect(page.locator('.cm-merge-b .cm-line').first()).toBeVisible();
  expect(await page.locator('.cm-merge-b .cm-line').count()).toBeLessThan(500);
  await page.screenshot({ path: test.info().outputPath('review-much.png') });
  // The lines of what is in sight alone, all the way down.
  const shown = page.locator('.cm-merge-b .cm-line');
  await page.locator('.cm-merge-b .cm-line').first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 40_000);
    await expect(page.locator('.cm-merge-b .cm-gutterElement', { hasText: '10000' })).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  expect(await shown.count()).toBeLessThan(500);
});

test('nothing committed, no run, and a repository that can’t be read have their words', async () => {
  const empty = await pages.open({ instances: 12, work: 'none' });
  await openReview(empty.page, false);
  await expect(empty.page.getByText('has committed nothing')).toBeVisible();
  const broken = await pages.open({ instances: 12, work: 'broken' });
  await openReview(broken.page, false);
  await expect(broken.page.getByText('The repository can’t be read.')).toBeVisible();
  const none = await pages.open({ instances: 0 });
  await none.page.getByRole('tab', { name: 'Review' }).click();
  await expect(none.page.getByText('There is no work to review yet')).toBeVisible();
});

test('who may only look has no keys and buttons that change something', async () => {
  const { page, host } = await pages.open({ instances: 12, readOnly: true });
  await openReview(page);
  await expect(head(page, 1)).toBeVisible();
  await page.keyboard.press('y');
  await page.keyboard.press('r');
  await page.keyboard.press('Shift+M');
  await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  await expect(page.getByRole('form', { name: 'Comment' })).toHaveCount(0);
  expect(host.rooms.commands).toEqual([]);
});
