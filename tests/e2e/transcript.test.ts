import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

/** The folder for pictures, where somebody wants to look at them. */
const pictures = process.env.TUTTI_PICTURES;
const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
};

const transcriptOf = (page: Page, id: string) => page.getByRole('region', { name: `Transcript of ${id}` });

/** Opens the transcript of `mgr_1_1` by the palette. */
const open = async (scenario: Scenario, look: Look = {}): Promise<{ page: Page; host: MockHost }> => {
  const { page, host } = await pages.open(scenario, look);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Transcript of mgr_1_1');
  return { page, host };
};

const showEventsOf = async (page: Page, group: string): Promise<void> => {
  await page.getByRole('button', { name: 'Show the events' }).click();
  await page.getByLabel('Kind', { exact: true }).click();
  await page.getByRole('option', { name: group }).click();
};

for (const scheme of ['dark', 'light'] as const) {
  test(`a call opens from the event list, stands out, and leads back: ${scheme}`, async () => {
    const { page } = await open({ instances: 5 }, { scheme });
    const transcript = transcriptOf(page, 'mgr_1_1');
    await expect(transcript.getByRole('article', { name: 'msg_1 from exec_1' })).toBeInViewport();
    await picture(page, `${scheme}-end`);
    await showEventsOf(page, 'Tool calls and tokens');
    const event = page.locator('.ev-row', { hasText: 'mgr_1_1 uses Bash: npm test -- token' });
    await event.getByRole('button', { name: 'Show in transcript' }).press('Enter');
    const call = transcript.locator('[aria-current]');
    await expect(call).toBeInViewport();
    await expect(call).toBeFocused();
    await expect(call).toHaveAccessibleName('Bash: npm test -- token');
    await expect(call).toContainText('"command": "npm test -- token"');
    await picture(page, `${scheme}-call`);
    await call.getByRole('button', { name: 'Show in events' }).press('Enter');
    await expect(page.locator('.ev-row[aria-current]')).toContainText('mgr_1_1 uses Bash');
    await expect(page.locator('.ev-row[aria-current] .ev-about')).toBeFocused();
    await expectAccessible(page);
  });
}

test('a message opens where it was taken; one that nobody took says so', async () => {
  const { page, host } = await open({ instances: 5 });
  await page.getByRole('tab', { name: 'Messages' }).click();
  const row = page.locator('.mf-row', { hasText: 'Issue short-lived access tokens' });
  await row.getByRole('button', { name: 'Show in transcript' }).press('Enter');
  await expect(transcriptOf(page, 'mgr_1_1').locator('[aria-current]')).toHaveAccessibleName(
    'msg_1 from exec_1',
  );
  const taken = host.rooms.transcripts.of('spec_1_1_1');
  taken.splice(taken.findIndex(({ text }) => text.startsWith('[msg_3 ')));
  await page.getByRole('tab', { name: 'Messages' }).click();
  const lost = page.locator('.mf-row', { hasText: 'Token refresh: one-time' });
  await lost.getByRole('button', { name: 'Show in transcript' }).press('Enter');
  await expect(page.getByText('msg_3 stands nowhere in this conversation.')).toBeVisible();
  await expect(page.getByText('Marked is what stood here at that time.')).toBeVisible();
  await expect(transcriptOf(page, 'spec_1_1_1').locator('[aria-current]')).toBeInViewport();
  await picture(page, 'missing');
});

test('the call that is under way opens from the inspector, the conversation by its key', async () => {
  const { page } = await pages.open({ instances: 5 });
  await page
    .getByRole('treeitem', { name: /exec_1/ })
    .first()
    .click();
  await page.getByLabel('Inspector').getByRole('button', { name: 'Show in transcript' }).click();
  await expect(transcriptOf(page, 'exec_1').locator('[aria-current]')).toHaveAccessibleName(
    'Bash: npm test -- token',
  );
  await page
    .getByRole('treeitem', { name: /mgr_1_1/ })
    .first()
    .click();
  await page.keyboard.press('t');
  await page.keyboard.press('c');
  await expect(transcriptOf(page, 'mgr_1_1')).toBeVisible();
  await expect(transcriptOf(page, 'mgr_1_1').locator('[aria-current]')).toHaveCount(0);
});

test('words are found in all of it, also in what is not loaded; the found one unfolds', async () => {
  const { page } = await open({ instances: 5, turns: 2000 });
  const find = page.getByLabel('Search in the transcript of mgr_1_1');
  await find.fill('Step 7: the refresh');
  const transcript = transcriptOf(page, 'mgr_1_1');
  await expect(page.getByRole('search')).toContainText('1 of 1');
  await expect(transcript.locator('[aria-current] mark')).toHaveText('Step 7: the refresh');
  await expect(transcript.locator('[aria-current]')).toBeInViewport();
  await find.fill('reuse is detected');
  await expect(page.getByRole('search')).toContainText('666 of 666');
  await find.press('Enter');
  await expect(page.getByRole('search')).toContainText('665 of 666');
  await expect(transcript.locator('[aria-current] mark')).toHaveText('reuse is detected');
  await find.press('Shift+Enter');
  await expect(page.getByRole('search')).toContainText('666 of 666');
  await find.fill('nobody said this');
  await expect(page.getByRole('search')).toContainText('no match');
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect(transcript.getByRole('article', { name: 'msg_1 from exec_1' })).toBeInViewport();
});

test('older ones come as one scrolls up, and what is read stays where it is', async () => {
  const { page } = await open({ instances: 5, turns: 2000 });
  const transcript = transcriptOf(page, 'mgr_1_1');
  const article = (words: string) => transcript.getByRole('article').filter({ hasText: words });
  await expect(article('Step 2000 is done')).toBeVisible();
  await expect(page.getByText('12,004 entries')).toBeVisible();
  await transcript.hover();
  // The first page begins at step 1967: what comes before it is there when it is reached.
  const sought = article('Step 1960 is done');
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    await expect(sought).toBeInViewport({ timeout: 200 });
  }).toPass({ intervals: [0] });
  const place = () => sought.boundingBox();
  const before = await place();
  // Towards the beginning, where more is loaded above it: it comes back to where it was by the way that was gone.
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await place())?.y).toBe((before?.y ?? 0) + 300);
  await page.mouse.wheel(0, 300);
  await expect.poll(place).toEqual(before);
  expect(await transcript.getByRole('article').count()).toBeLessThan(60);
});

test('only the wanted kinds are shown', async () => {
  const { page } = await open({ instances: 5, turns: 2000 });
  const transcript = transcriptOf(page, 'mgr_1_1');
  await page.getByLabel('Kind of entry').click();
  await page.getByRole('option', { name: 'Prompts', exact: true }).click();
  await expect(transcript.getByRole('article')).toHaveCount(2);
  await expect(transcript.getByRole('article').last()).toHaveAccessibleName('msg_1 from exec_1');
  await page.getByLabel('Kind of entry').click();
  await page.getByRole('option', { name: 'Tool calls' }).click();
  await expect(transcript.getByRole('article', { name: 'Bash: npm test -- token' })).toBeInViewport();
  await expect(transcript.locator('[data-kind="said"]')).toHaveCount(0);
  await picture(page, 'tools');
});

test('what the agent adds is followed while its end is in sight, and not while one reads', async () => {
  const { page, host } = await open({ instances: 5 });
  const transcript = transcriptOf(page, 'mgr_1_1');
  await expect(transcript.getByRole('article', { name: 'msg_1 from exec_1' })).toBeInViewport();
  const entries = host.rooms.transcripts.of('mgr_1_1');
  const say = (text: string): void => {
    const [first] = entries;
    if (first === undefined) throw new Error('the sample has entries');
    entries.push({ ...first, index: entries.length, kind: 'said', text });
    host.rooms.tape.add('instance.limited', { id: 'mgr_1_1', limit: null });
    host.rooms.publish();
  };
  say('Now the guard.');
  await expect(transcript.getByText('Now the guard.')).toBeInViewport();
  await transcript.hover();
  await page.mouse.wheel(0, -3000);
  await expect(transcript.getByText('Now the guard.')).not.toBeInViewport();
  say('And its tests.');
  await expect(page.getByText('606 entries')).toBeVisible();
  await expect(transcript.getByText('And its tests.')).not.toBeInViewport();
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect(transcript.getByText('And its tests.')).toBeInViewport();
});

test('an entry is copied whole', async () => {
  const { page } = await open({ instances: 5 });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const edit = transcriptOf(page, 'mgr_1_1')
    .getByRole('article', { name: 'Edit: src/auth/refresh.ts' })
    .last();
  await edit.getByRole('button', { name: 'Copy this entry' }).press('Enter');
  await expect(page.getByText('Copied the entry')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('"new_string": "return rotate(token);"');
  expect(copied).toContain('has been updated');
});

test('where the CLI keeps none, that is said, and its terminal offered', async () => {
  const { page } = await open({ instances: 5, turns: null });
  await expect(page.getByText('This CLI keeps no conversation that Tutti can read')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'none');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Open its terminal' }).click();
  await expect(page.getByRole('region', { name: 'Terminal of mgr_1_1' })).toBeVisible();
});

test('on a phone it is reached from the details', async () => {
  const { page } = await pages.open({ instances: 5 }, { width: 390, height: 844 });
  await page
    .getByRole('button', { name: /mgr_1_1/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: 'Transcript', exact: true }).click();
  await expect(transcriptOf(page, 'mgr_1_1').getByRole('article').last()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'phone');
});
