import type { ProfileEntry } from '@contract/profiles.ts';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { parse } from 'yaml';
import type { MockHost } from '../support/mock-host.ts';
import type { MockTrial } from '../support/mock-profiles.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const mine = '/home/ada/.config/tutti/profiles/claude.yaml';

const pages = webPages();
let host: MockHost;

/** The window with its profiles open. */
const open = async (
  scenario: Partial<Scenario> = {},
  { width = 1280, height = 800, scheme = 'dark' }: Look = {},
): Promise<{ page: Page; dialog: Locator }> => {
  const opened = await pages.open({ instances: 5, ...scenario }, { width, height, scheme });
  host = opened.host;
  const { page } = opened;
  await expect(page.getByRole('banner')).toBeVisible();
  await command(page, 'Profiles');
  const dialog = page.getByRole('dialog', { name: 'Profiles', exact: true });
  await expect(dialog.getByRole('navigation', { name: 'Profiles' })).toBeVisible();
  return { page, dialog };
};

const row = (dialog: Locator, name: string): Locator =>
  dialog.getByRole('navigation', { name: 'Profiles' }).locator('.pr-row').filter({ hasText: name });
const calls = (verb: string) =>
  host.rooms.commands.flatMap((each) => (each.verb === verb ? [each.input] : []));
const newestTrial = async (): Promise<MockTrial> => {
  const { trials } = host.rooms.profiles;
  await expect.poll(() => trials.length).toBeGreaterThan(0);
  const last = trials.at(-1);
  if (last === undefined) throw new Error('there is no trial');
  return last;
};

test('by keyboard: a field is changed and saved, and the rest of the text stays as it was', async () => {
  const { page, dialog } = await open();
  await expect(dialog.getByLabel('Find a profile')).toBeFocused();
  await expect(dialog.getByLabel('Command', { exact: true })).toHaveValue('claude');
  const before = host.rooms.profiles.texts.get(mine) ?? '';
  await expectAccessible(page);
  await dialog.getByLabel('Seconds to confirm').fill('90');
  await expect(row(dialog, 'claude').getByLabel('has unsaved changes')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  expect(host.rooms.profiles.texts.get(mine)).toBe(before.replace('seconds: 120', 'seconds: 90'));

  await dialog.getByRole('button', { name: 'Add variable' }).press('Enter');
  await expect(dialog.getByLabel('Variable 4', { exact: true })).toBeFocused();
  await page.keyboard.type('MODEL');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a: b');
  await dialog.getByLabel('Argument 11', { exact: true }).first().fill('Go');
  await dialog.getByRole('button', { name: 'Remove argument 3', exact: true }).first().press('Enter');
  await page.keyboard.press('Control+s');
  await expect.poll(() => calls('profiles.save').length).toBe(2);
  const wanted = parse(before);
  wanted.confirm.seconds = 90;
  wanted.env.MODEL = 'a: b';
  wanted.args.splice(10, 1, 'Go');
  wanted.args.splice(2, 1);
  const after = host.rooms.profiles.texts.get(mine) ?? '';
  expect(parse(after)).toEqual(wanted);
  for (const comment of before.split('\n').filter((line) => line.trim().startsWith('#')))
    expect(after).toContain(comment.trim());
});

test('a mistake stands at its field and its line, and is not written', async () => {
  const { page, dialog } = await open({}, { scheme: 'light' });
  await dialog.getByLabel('Seconds to confirm').fill('soon');
  await expect(dialog.getByRole('alert')).toHaveText('is a string, a number is needed');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('nothing was written')).toBeVisible();
  await dialog.getByRole('button', { name: '1 mistake' }).press('Enter');
  const text = dialog.getByLabel('Text of the profile');
  await expect(text).toBeFocused();
  expect(await text.evaluate((area) => window.getSelection()?.toString() ?? area.tagName)).toBe(
    '  seconds: soon',
  );
  const fixed = (await text.inputValue()).replace('seconds: soon', 'seconds: 30');
  await text.fill(`${fixed}nonsense: 1\n`);
  await expect(dialog.getByRole('region', { name: 'Mistakes' })).toContainText(
    'nonsense: is not a field of a profile',
  );
  await text.fill('a: [');
  await dialog.getByRole('tab', { name: 'Form' }).click();
  await expect(dialog.getByText('The text can’t be read')).toBeVisible();
  await dialog.getByRole('button', { name: 'Revert' }).click();
  await expect(dialog.getByLabel('Seconds to confirm')).toHaveValue('120');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
});

test('one that extends another shows what it has from it, and says only what differs', async () => {
  const file = '/home/ada/.config/tutti/profiles/mine.yaml';
  const { page, dialog } = await open({
    profiles: [entry('claude'), entry('mine', { source: 'person', file, extends: 'claude' })],
  });
  host.rooms.profiles.texts.set(file, 'name: mine\nextends: claude # for trials\n');
  await row(dialog, 'claude').click();
  await row(dialog, 'mine').click();
  await expect(dialog.getByLabel('Extends')).toHaveValue('claude');
  await expect(dialog.getByLabel('Command', { exact: true })).toHaveAttribute('placeholder', 'claude');
  await expect(dialog.getByText(/^As in claude, besides: /)).toBeVisible();
  const mode = dialog.getByLabel('Permission mode');
  await expect(mode).toHaveText('As in claude: Ask');
  await expect(dialog.getByText('Reads on its own. Asks before')).toBeVisible();
  await expectAccessible(page);
  await mode.click();
  await expect(page.getByRole('option', { name: 'Skip all permissions' })).toHaveCount(0);
  await page.getByRole('option', { name: 'Accept edits' }).click();
  const suggested = dialog.locator('datalist option');
  expect(await suggested.evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toContain('opus');
  await dialog.getByLabel('Model', { exact: true }).fill('haiku');
  await dialog.getByLabel('Configuration').click();
  await page.getByRole('option', { name: 'One for each instance' }).click();
  await expect(dialog.getByText('A folder of its own, removed')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => parse(host.rooms.profiles.texts.get(file) ?? ''))
    .toEqual({
      ...{ name: 'mine', extends: 'claude', permissions: { default: 'acceptEdits' } },
      ...{ models: { default: 'haiku' }, home: { by: 'instance' } },
    });
  expect(host.rooms.profiles.texts.get(file)).toContain('# for trials');
  await mode.click();
  await page.getByRole('option', { name: 'As in claude: Ask' }).click();
  await page.keyboard.press('Control+s');
  await expect.poll(() => host.rooms.profiles.texts.get(file)).not.toContain('permissions');
});

test('a browser asks before the page is left with changes that are not saved', async () => {
  const { page, dialog } = await open();
  const asked: string[] = [];
  page.on('dialog', (question) => {
    asked.push(question.type());
    void question.dismiss();
  });
  await dialog.getByLabel('Title').fill('Changed');
  await expect(row(dialog, 'claude').getByLabel('has unsaved changes')).toBeVisible();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(dialog.getByLabel('Title')).toHaveValue('Changed');
});

test('unsaved changes are asked about before they are left', async () => {
  const { page, dialog } = await open();
  await dialog.getByLabel('Title').fill('Other');
  await row(dialog, 'shell').click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('changes that are not saved');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog.getByLabel('Title')).toHaveValue('Other');
  await page.keyboard.press('Escape');
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Discard the changes' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(calls('profiles.save')).toEqual([]);
});

test('what was changed in the file meanwhile is not lost: the person says which of the two stays', async () => {
  const { page, dialog } = await open();
  const { texts } = host.rooms.profiles;
  const before = texts.get(mine) ?? '';
  await dialog.getByLabel('Title').fill('Mine');
  texts.set(mine, before.replace('title: Claude Code', 'title: Theirs'));
  await page.keyboard.press('Control+s');
  await expect(dialog.getByText('has changed since it was read')).toBeVisible();
  await expectAccessible(page);
  expect(texts.get(mine)).toContain('title: Theirs');
  await dialog.getByRole('button', { name: 'Save mine in its place' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  expect(texts.get(mine)).toContain('title: Mine');
  await dialog.getByLabel('Title').fill('Mine again');
  texts.set(mine, before.replace('title: Claude Code', 'title: Theirs again'));
  await page.keyboard.press('Control+s');
  await dialog.getByRole('button', { name: 'Show what is in the file now' }).press('Enter');
  await expect(dialog.getByLabel('Title')).toHaveValue('Theirs again');
});

test('what comes with Tutti is read only and copied; an own one is deleted, and taken back', async () => {
  const { page, dialog } = await open();
  await row(dialog, 'rehearsal').click();
  await expect(dialog.getByText('To change it, make your own copy.')).toBeVisible();
  await expect(dialog.getByLabel('Command', { exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Make your own copy…' }).press('Enter');
  const copy = page.getByRole('dialog', { name: 'A profile of your own' });
  await copy.getByLabel('Name').fill('shell');
  await page.keyboard.press('Enter');
  await expect(copy.getByRole('alert')).toContainText('Choose another name.');
  await expectAccessible(page);
  await copy.getByLabel('Name').fill('my-own');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('/home/ada/.config/tutti/profiles/my-own.yaml')).toBeVisible();
  await expect(dialog.getByLabel('Command', { exact: true })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Delete…' }).press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('You can take it back right after.');
  await question.getByRole('button', { name: 'Delete the profile' }).press('Enter');
  await expect(row(dialog, 'my-own')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(row(dialog, 'my-own')).toHaveCount(1);
  await expect(dialog.getByText('/home/ada/.config/tutti/profiles/my-own.yaml')).toBeVisible();
});

test('it is tried: agreed to, saved, each finding as it comes, with what to do; and cancelled', async () => {
  const { page, dialog } = await open();
  await dialog.getByRole('tab', { name: 'Try it' }).click();
  await expect(dialog.getByText('costs tokens of your account')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^trust:/ }).check();
  await dialog.getByRole('button', { name: 'Try it' }).press('Enter');
  const first = await newestTrial();
  expect(first.input).toEqual({ profile: 'claude', all: false, agree: ['trust'] });
  const findings = dialog.getByRole('list', { name: 'Findings' });
  await expect(findings.locator('[data-check="starts"]')).toHaveAttribute('data-verdict', 'running');
  await expect(findings.locator('[data-verdict="to-come"]')).toHaveCount(3);
  first.find({ words: 'Its program runs.' });
  await expect(findings.locator('[data-check="starts"]')).toContainText('Starts: yesIts program runs.1.2 s');
  first.find({ verdict: 'no', words: 'It did not confirm.', remedy: 'Look at its MCP server.' });
  await expect(findings.locator('[data-check="confirms"]')).toContainText('Look at its MCP server.');
  first.find({ verdict: 'untried', words: 'Not reached.' });
  first.find({ words: 'It leaves no process behind.' });
  first.end();
  await expect(dialog.getByText('1 of 4 did not hold')).toBeVisible();
  await expectAccessible(page);

  // What stands in the editor is what is tried.
  await dialog.getByRole('tab', { name: 'Form' }).click();
  await dialog.getByLabel('Name').fill('claude-two');
  await dialog.getByRole('tab', { name: 'Try it' }).click();
  await dialog.getByRole('button', { name: 'Save and check all' }).press('Enter');
  await expect.poll(() => host.rooms.profiles.trials.length).toBe(2);
  const second = await newestTrial();
  expect(second.input).toMatchObject({ profile: 'claude-two', all: true });
  expect(host.rooms.profiles.texts.get(mine)).toContain('name: claude-two');
  second.find({});
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog.getByText('Cancelled.')).toBeVisible();
  await expect.poll(() => second.cancelled).toBe(true);

  // A mistake is no saved state: nothing is tried.
  await dialog.getByRole('tab', { name: 'Form' }).click();
  await dialog.getByLabel('Name').fill('No Name');
  await dialog.getByRole('tab', { name: 'Try it' }).click();
  await dialog.getByRole('button', { name: 'Save and try' }).press('Enter');
  await expect(dialog.getByText('nothing was written')).toBeVisible();
  expect(host.rooms.profiles.trials).toHaveLength(2);
});

test('a trial ends when the profiles are closed', async () => {
  const { page, dialog } = await open();
  await dialog.getByRole('tab', { name: 'Try it' }).click();
  await dialog.getByRole('button', { name: 'Try it' }).click();
  const trial = await newestTrial();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => trial.cancelled).toBe(true);
});

const entry = (name: string, more: Partial<ProfileEntry> = {}): ProfileEntry => ({
  ...{ name, title: name, source: 'tutti', file: null, scripted: false, confirmExpected: true },
  ...{ found: true, problem: null, extends: null, modes: [], mode: null, models: [], model: null },
  ...{ takesModel: false, home: null, tellsLogin: false },
  ...more,
});

test('without one of one’s own it says what to do; a hundred can be searched and walked', async () => {
  const { dialog } = await open({ profiles: [entry('shell'), entry('rehearsal')] });
  await expect(dialog.getByText('Make your own copy of one below')).toBeVisible();
  await pages.closePages();

  const many = Array.from({ length: 100 }, (_, at) =>
    entry(`own-${at}`, { source: 'person', file: `/p/own-${at}.yaml`, found: at % 2 === 0 }),
  );
  const { page, dialog: full } = await open({ profiles: [...many, entry('shell')] });
  await expect(full.locator('.pr-row')).toHaveCount(101);
  await expect(full.getByText('not found here').first()).toBeVisible();
  await full.getByLabel('Find a profile').fill('own-9');
  await expect(full.locator('.pr-row')).toHaveCount(11);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(full.getByText('/p/own-90.yaml')).toBeVisible();
});

test('a read-only connection sees which profiles there are, not their texts, and is offered nothing that changes', async () => {
  const { dialog } = await open({ readOnly: true });
  await expect(row(dialog, 'linter')).toContainText('not trusted');
  await expect(dialog.getByRole('alert')).toContainText('may hold keys');
  await expect(dialog.getByRole('button', { name: 'New…' })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0);
});

test('from the spawn dialog, which keeps what was typed; and from the settings', async () => {
  const { page, dialog } = await open();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await command(page, 'New instance');
  const spawn = page.getByRole('dialog', { name: 'New instance' });
  await spawn.getByRole('textbox', { name: 'Task' }).fill('Write the docs');
  await spawn.getByRole('button', { name: 'Edit profiles…' }).press('Enter');
  await expect(dialog.getByLabel('Title')).toHaveValue('Claude Code');
  await dialog.getByLabel('Title').fill('Claude, mine');
  await page.keyboard.press('Control+s');
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(spawn.getByRole('textbox', { name: 'Task' })).toHaveValue('Write the docs');
  await spawn.getByRole('combobox', { name: 'Profile' }).press('Enter');
  await expect(page.getByRole('option', { name: 'Claude, mine' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(spawn).toHaveCount(0);
  await command(page, 'Settings');
  await page.getByRole('button', { name: 'Profiles…' }).press('Enter');
  await expect(dialog).toBeVisible();
});

test('on a phone: the list, then one profile', async () => {
  const { page, dialog } = await open({}, { width: 1280, height: 844 });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(dialog.getByLabel('Title')).toBeHidden();
  await row(dialog, 'rehearsal').click();
  await expect(dialog.getByLabel('Title')).toBeVisible();
  await expect(row(dialog, 'rehearsal')).toBeHidden();
  await expectAccessible(page);
  expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  await dialog.getByRole('button', { name: 'All profiles' }).click();
  await expect(row(dialog, 'rehearsal')).toBeVisible();
});
