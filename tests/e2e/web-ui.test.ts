import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Scenario, look: Look = {}): Promise<Page> => {
  const opened = await pages.open(scenario, look);
  host = opened.host;
  const { page } = opened;
  return page;
};

const views: readonly [string, Scenario, Look][] = [
  ['welcome, dark', { instances: 0, project: null }, {}],
  ['welcome, light', { instances: 0, project: null }, { scheme: 'light' }],
  ['a project without a run', { instances: 0 }, { width: 1024, height: 700 }],
  ['forty instances, dark', { instances: 40 }, {}],
  ['forty instances, light', { instances: 40 }, { scheme: 'light' }],
  [
    'everything that can be wrong',
    { instances: 5, orphans: true, terminalsLost: true, project: { needsTrust: true } },
    {},
  ],
  ['a project that can’t be read', { instances: 5, broken: true }, {}],
  ['a phone', { instances: 40 }, { width: 390, height: 844 }],
];

for (const [name, scenario, look] of views) {
  test(`accessible: ${name}`, async () => {
    const page = await open(scenario, look);
    await expect(page.locator('main').first()).toBeVisible();
    await expect(page.locator('.ds-skeleton')).toHaveCount(0);
    await expectAccessible(page);
  });
}

test('an error of opening is shown with its remedy, and a repository opens', async () => {
  const page = await open({ instances: 5, project: null });
  await page.getByLabel('Path of the repository').fill('/tmp/nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Run `git init` in it');
  await page.getByLabel('Path of the repository').fill('/home/ada/code/orders-api');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem').first()).toBeVisible();
});

test('by keyboard alone: find an instance, write to it, terminate it with its children', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Go to mgr_1_1');
  await expect(page.getByRole('heading', { name: 'mgr_1_1' })).toBeVisible();
  await command(page, 'Write to mgr_1_1');
  await expect(page.getByLabel('Message to mgr_1_1')).toBeFocused();
  await page.keyboard.type('Tests first, please');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'About mgr_1_1' })).toContainText('Tests first, please');
  await command(page, 'Terminate mgr_1_1');
  await expect(page.getByRole('alertdialog')).toContainText('spec_1_1_1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Terminate 3 instances' }).press('Enter');
  await expect(page.getByRole('region', { name: 'About mgr_1_1' })).toContainText('terminated');
  const ended = host.rooms.commands.filter(({ verb }) => verb === 'instances.terminate');
  expect(ended).toEqual([{ verb: 'instances.terminate', input: { id: 'mgr_1_1', children: true } }]);
});

test('a question is answered by its digit from the attention list, once', async () => {
  const page = await open({ instances: 5 });
  await page.getByRole('button', { name: '2 need you' }).click();
  await expect(page.getByRole('dialog').getByText('Yes, and do not ask again')).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('2');
  const answers = () => host.rooms.commands.filter(({ verb }) => verb === 'instances.answer');
  await expect.poll(answers).toHaveLength(1);
  const asked = host.rooms.tape.events.find(
    ({ kind, data }) => kind === 'instance.changed' && (data as { to: string }).to === 'waiting',
  );
  expect(answers()[0]?.input).toEqual({ id: 'spec_1_1_1', asked: asked?.at, choice: 1, always: false });
  await expectAccessible(page);
});

test('“always” makes a rule, which the list shows, revokes and takes back', async () => {
  const page = await open({ instances: 5 });
  await page.getByRole('button', { name: '2 need you' }).click();
  await expect(page.getByRole('dialog', { name: 'What needs you' })).toContainText('1 asking, 1 crashed');
  await expect(page.getByRole('checkbox', { name: 'Always in this run' })).not.toBeChecked();
  await page.keyboard.press('Shift+Digit1');
  await expect(page.getByText('Kept as a rule for this run: Bash')).toBeVisible();
  await page.getByRole('button', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Rules' });
  await expect(rules).toContainText('permission, rehearsal, run 12');
  await expectAccessible(page);
  await rules.getByRole('button', { name: 'Revoke: Allows Bash *' }).press('Enter');
  await expect(rules).toContainText('revoked just now');
  await rules.getByRole('button', { name: 'Undo: Allows Bash *' }).press('Enter');
  await expect(rules.getByRole('button', { name: 'Revoke: Allows Bash *' })).toBeVisible();
  await rules.getByRole('button', { name: 'Revoke: Allows Bash *' }).press('Enter');
  await expect(rules).toContainText('revoked just now');
  const undo = page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo', includeHidden: true });
  // The word of the first may still be there, and that of the second not yet.
  await expect(async () => {
    await undo.first().press('Enter');
    await expect(rules.getByRole('button', { name: 'Revoke: Allows Bash *' })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
});

test('fifty that ask are counted, walked by arrows and answered one after the other', async () => {
  const page = await open({ instances: 60 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  const { tape } = host.rooms;
  const question = {
    text: 'Run the tests?',
    kind: 'permission' as const,
    tool: 'Bash',
    subject: 'npm test',
    choices: [{ label: 'Yes', keys: '1', means: 'allow' as const }],
  };
  for (const { id, role, state } of Object.values(tape.view.instances))
    if (role === 'specialist')
      tape.add('instance.changed', { id, from: state, to: 'waiting', witness: 'hook', reason: '', question });
  host.rooms.publish();
  await expect(page.locator('.at-button')).toHaveText(/^5\d need you$/);
  await page.keyboard.press('a');
  const list = page.getByRole('dialog', { name: 'What needs you' });
  await expect(list).toContainText(/5\d asking/);
  const asking = list.locator('[data-attention]').filter({ hasText: 'npm test' });
  await asking.first().locator('.at-open').focus();
  await page.keyboard.press('ArrowDown');
  await expect(asking.nth(1).locator('.at-open')).toBeFocused();
  const answered = () =>
    host.rooms.commands.flatMap(({ verb, input }) =>
      verb === 'instances.answer' ? [(input as { id: string }).id] : [],
    );
  const second = await asking.nth(1).getAttribute('data-attention');
  const third = await asking.nth(2).getAttribute('data-attention');
  await page.keyboard.press('1');
  await expect.poll(answered).toEqual([second]);
  // The next one has the keyboard, and takes a digit once a slip of the finger is over.
  await expect(list.locator(`[data-attention="${third}"] .at-open`)).toBeFocused();
  await expect(async () => {
    await page.keyboard.press('1');
    expect(answered()).toEqual([second, third]);
  }).toPass();
  await expectAccessible(page);
});

test('a rule is written by keyboard', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'Rules');
  const rules = page.getByRole('dialog', { name: 'Rules' });
  await expect(rules).toContainText('every question comes to you');
  await rules.getByRole('button', { name: 'Add a rule…' }).press('Enter');
  await rules.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(rules.getByRole('alert')).toContainText('Name the tool');
  await rules.getByLabel('Decision').press('Enter');
  await page.getByRole('option', { name: 'Deny' }).press('Enter');
  await expect(rules).toContainText('stands for any text at all');
  await rules.getByLabel('Tool, as the agent calls it').fill('Bash');
  await rules.getByLabel('Command, path or address').fill('*rm -rf*');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(rules).toContainText('Denies');
  const added = host.rooms.commands.filter(({ verb }) => verb === 'rules.add');
  expect(added.map(({ input }) => input)).toEqual([
    {
      effect: 'deny',
      about: 'permission',
      profile: null,
      tool: 'Bash',
      subject: '*rm -rf*',
      run: 12,
      instance: null,
    },
  ]);
});

test('an answer that is not taken says why, and can be given again', async () => {
  const page = await open({ instances: 5, deaf: true });
  await page.getByRole('button', { name: '2 need you' }).click();
  await page.keyboard.press('1');
  const list = page.getByRole('dialog', { name: 'What needs you' });
  await expect(list.getByRole('alert')).toContainText('Open its terminal');
  await page.keyboard.press('3');
  await expect
    .poll(() => host.rooms.commands.filter(({ verb }) => verb === 'instances.answer').length)
    .toBe(2);
  await expectAccessible(page);
});

test('a refused spawn says why and what to do, and keeps the form', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await command(page, 'New instance');
  await page.getByRole('textbox', { name: 'Task' }).fill('Write the docs');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Raise it in the settings.');
  await expect(page.getByRole('textbox', { name: 'Task' })).toHaveValue('Write the docs');
});

test('a lost line is said, mended by itself, and what happened meanwhile is there', async () => {
  const page = await open({ instances: 5 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  host.dropLines();
  host.rooms.tape.add('run.ended', { run: 12 });
  host.rooms.publish();
  await expect(page.getByText('ended', { exact: true })).toBeVisible();
  await expect(page.getByText('Connection to the host lost')).toHaveCount(0);
});

test('messages and events can be read, filtered and followed to their instance', async () => {
  const page = await open({ instances: 40 });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('m');
  const list = page.getByRole('region', { name: 'All messages' });
  for (const way of ['pasted', 'by its Stop hook', 'by the inbox'])
    await expect(list.getByText(way, { exact: true }).first()).toBeVisible();
  await expect(list.getByText('something stands in its input box').first()).toBeVisible();
  await page.getByLabel('Filter messages').fill('rotating key');
  await expect(page.getByRole('region', { name: 'All messages' })).toContainText('rotating key');
  await page.getByRole('button', { name: 'Show the events' }).click();
  await expect(page.getByRole('region', { name: 'Events', exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('the layout is remembered, and a read-only line offers nothing that changes', async () => {
  const page = await open({ instances: 5, readOnly: true });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('i');
  await expect(page.getByText('No instance selected')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect(page.getByText('No instance selected')).toHaveCount(0);
  await expect(page.getByRole('banner').getByText('read-only')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New instance' })).toHaveCount(0);
});

test('on a phone: what needs one first, then everyone, then one terminal', async () => {
  const page = await open({ instances: 40 }, { width: 390, height: 844 });
  await expect(page.getByRole('heading', { name: 'Needs you' })).toBeVisible();
  await page.getByRole('region', { name: 'Hierarchy' }).getByText('spec_1_1_2', { exact: true }).click();
  await expect(page.getByLabel('Message to spec_1_1_2')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Back to everyone' }).click();
  await expect(page.getByRole('heading', { name: 'Needs you' })).toBeVisible();
});
