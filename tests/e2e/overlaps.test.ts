import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible, treeItem } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Partial<Scenario> = {}, look: Look = {}): Promise<Page> => {
  const opened = await pages.open({ instances: 12, stands: true, overlaps: 4, ...scenario }, look);
  host = opened.host;
  await expect(opened.page.locator('main').first()).toBeVisible();
  await expect(opened.page.locator('.ds-skeleton')).toHaveCount(0);
  return opened.page;
};

const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
const items = (page: Page) => page.locator('[data-overlap]');
const countIn = async (page: Page): Promise<number> =>
  Number.parseInt((await page.locator('.at-button').textContent()) ?? '', 10);

for (const scheme of ['dark', 'light'] as const) {
  test(`an instance's branch: what it has changed, how far it is, what is in its way (${scheme})`, async () => {
    const page = await open({}, { scheme });
    await treeItem(page, 'spec_1_1_1').click();
    const branch = page.getByRole('region', { name: 'Branch' });
    await expect(branch).toContainText('tutti/12/spec_1_1_1');
    await expect(branch).toContainText('3 files +120 -14');
    await expect(branch).toContainText('2 ahead, 1 behind against tutti/12/mgr_1_1');
    await expect(branch).toContainText('conflicts in src/auth/refresh-token.ts and 3 more');
    await expect(branch).toContainText('would conflict with spec_1_1_2 in src/auth/refresh-token.ts');
    await expectAccessible(page);
    await branch.scrollIntoViewIfNeeded();
    await shot(page, `branch-${scheme}`);
    await branch.getByRole('button', { name: 'spec_1_1_2' }).click();
    await expect(branch).toContainText('main is checked out in its worktree');
    await shot(page, `branch-trouble-${scheme}`);
    await treeItem(page, 'spec_1_1_3').click();
    await expect(branch).toContainText('level against tutti/12/mgr_1_1');
  });

  test(`work that would conflict stands in what needs you until it no longer would (${scheme})`, async () => {
    const page = await open({ overlaps: 0 }, { scheme });
    const before = await countIn(page);
    const pair = { id: 'spec_1_1_1', other: 'spec_1_1_2' };
    host.rooms.tape.add('overlap.found', { ...pair, files: ['src/a.ts'], count: 1 });
    for (const other of ['spec_1_1_4', 'spec_1_1_5', 'spec_1_1_6', 'spec_1_1_7', 'spec_1_2_1'])
      host.rooms.tape.add('overlap.found', { id: 'spec_1_1_3', other, files: ['CHANGES.md'], count: 1 });
    host.rooms.publish();
    // Six that meet in one file are one thing.
    await expect(page.locator('.at-button')).toHaveText(`${before + 2} need you`);
    await page.locator('.at-button').click();
    await expect(items(page)).toHaveText([
      /spec_1_1_1 and spec_1_1_2 in src\/a\.ts.*Both were told, and mgr_1_1\./,
      /spec_1_1_3, spec_1_1_4, spec_1_1_5, spec_1_1_6 and 2 more in CHANGES\.md.*mgr_1_1 and exec_1\./,
    ]);
    await expectAccessible(page);
    await shot(page, `overlaps-${scheme}`);
    host.rooms.tape.add('overlap.gone', { ...pair, why: 'merged' });
    host.rooms.publish();
    await expect(items(page)).toHaveCount(1);
    await expect(page.locator('.at-button')).toHaveText(`${before + 1} need you`);
    await items(page).first().getByRole('button', { name: 'spec_1_1_4' }).click();
    await expect(page.getByRole('region', { name: 'Branch' })).toContainText('tutti/12/spec_1_1_4');
  });

  test(`the pairs stand among the merges, and one of them can be merged first (${scheme})`, async () => {
    const page = await open({ merges: 3 }, { scheme });
    await page.locator('.at-button').click();
    await items(page).first().getByRole('button', { name: 'Show the pair' }).click();
    await expect(page.getByText('Would conflict · 4')).toBeVisible();
    const row = page.getByRole('article', { name: 'spec_1_1_1 and spec_1_1_2' });
    await expect(row).toContainText('and 2 more files');
    await expectAccessible(page);
    await shot(page, `overlaps-merges-${scheme}`);
    await page.getByLabel('Filter merges').fill('docs/changes');
    await expect(row).toHaveCount(0);
    await page.getByLabel('Filter merges').fill('refresh-token would');
    await row.getByRole('button', { name: 'Merge spec_1_1_2…' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Merge into/ })
      .click();
    await expect
      .poll(() => host.rooms.commands.at(-1))
      .toEqual({ verb: 'merges.request', input: { id: 'spec_1_1_2' } });
  });
}

test('forty that meet in one file are one line, and all their pairs are found', async () => {
  const page = await open({ instances: 48, overlaps: 40 });
  await page.locator('.at-button').click();
  await expect(items(page)).toHaveCount(2);
  await shot(page, 'overlaps-many');
  await items(page)
    .nth(1)
    .getByRole('button', { name: /^Show (the|\d+) pair/ })
    .click();
  await expect(page.getByText('Would conflict · 39')).toBeVisible();
  await shot(page, 'overlaps-many-merges');
});

test('on a phone', async () => {
  const page = await open({ merges: 2 }, { width: 390, height: 844 });
  await expect(items(page)).toHaveCount(2);
  const overflows = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await overflows()).toBe(false);
  await items(page).first().scrollIntoViewIfNeeded();
  await shot(page, 'overlaps-phone');
  await items(page)
    .first()
    .getByRole('button', { name: /^Show (the|\d+) pair/ })
    .click();
  await expect(page.getByRole('article', { name: 'spec_1_1_1 and spec_1_1_2' })).toBeVisible();
  expect(await overflows()).toBe(false);
  await shot(page, 'overlaps-phone-merges');
});

test('who only looks sees them, and can merge nothing', async () => {
  const page = await open({ readOnly: true });
  await page.getByRole('tab', { name: 'Merges' }).click();
  await expect(page.getByRole('article', { name: 'spec_1_1_1 and spec_1_1_2' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Merge spec/ })).toHaveCount(0);
});
