import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (look: Look = {}): Promise<Page> => {
  const opened = await pages.open({ instances: 8 }, look);
  host = opened.host;
  const { page } = opened;
  await expect(page.locator('main').first()).toBeVisible();
  await expect(page.locator('.ds-skeleton')).toHaveCount(0);
  return page;
};

const add = (path: string, id = 'spec_1_1_2', commit: string | null = null): void => {
  const by = { holder: 'spec_1_1_1', mode: 'exclusive', lock: 'lock_1', token: 1 } as const;
  host.rooms.tape.add('conflict.found', { id, path, ...by, commit });
  host.rooms.publish();
};

for (const scheme of ['dark', 'light'] as const) {
  test(`a conflict stands in what needs you until it is resolved (${scheme})`, async () => {
    const page = await open({ scheme });
    const button = page.locator('.at-button');
    const before = Number.parseInt((await button.textContent()) ?? '', 10);
    add('src/a.ts');
    await expect(button).toHaveText(`${before + 1} need you`);
    await button.click();
    const items = page.locator('[data-conflict]');
    await expect(items).toHaveText([/spec_1_1_2 changed src\/a\.ts, which spec_1_1_1 holds/]);
    for (const name of ['src/b.ts', 'src/c.ts', 'docs/a name with spaces.md']) add(name);
    await expect(items).toHaveText([/src\/a\.ts, src\/b\.ts, src\/c\.ts and 1 more, which/]);
    add('src/other.ts', 'mgr_1_2', 'a'.repeat(40));
    await expect(items).toHaveCount(2);
    await expect(items.nth(1)).toContainText('not merged while the lock is held');
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`conflicts-${scheme}.png`) });
    for (const path of ['src/a.ts', 'src/b.ts', 'src/c.ts', 'docs/a name with spaces.md']) {
      const data = { id: 'spec_1_1_2', path, holder: 'spec_1_1_1', why: 'released' } as const;
      host.rooms.tape.add('conflict.resolved', data);
    }
    host.rooms.publish();
    await expect(items).toHaveCount(1);
    await items.first().getByRole('button', { name: 'spec_1_1_1' }).click();
    await expect(page.locator('.at-conflicts')).toHaveCount(0);
  });
}

test('on a phone it stands first', async () => {
  const page = await open({ width: 390, height: 844 });
  add('src/a/very/long/folder/name/that/does/not/fit/a/phone/parse-everything.ts');
  await expect(page.locator('[data-conflict]')).toBeVisible();
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(overflows).toBe(false);
  await page.screenshot({ path: test.info().outputPath('conflicts-phone.png') });
});
