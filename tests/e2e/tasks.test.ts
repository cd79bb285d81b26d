import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const open = async (scenario: Scenario, look?: Look): Promise<{ page: Page; host: MockHost }> => {
  const opened = await pages.open(scenario, look);
  await expect(opened.page.getByRole('treeitem').first()).toBeVisible();
  return opened;
};

const inputsOf = (host: MockHost, verb: string): unknown[] =>
  host.rooms.commands.filter((command) => command.verb === verb).map(({ input }) => input);

const card = (page: Page, id: string) => page.locator(`[data-task="${id}"]`);

for (const scheme of ['dark', 'light'] as const)
  test(`the board by state, by owner and as a graph is accessible (${scheme})`, async () => {
    const { page } = await open({ instances: 12, tasks: 30 }, { scheme });
    await page.keyboard.press('k');
    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await expect(plan).toContainText('The service has JWT authentication');
    await expect(
      page.getByRole('region', { name: 'Ready tasks' }).locator('[data-task]').first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'By owner' }).click();
    await expect(page.getByRole('region', { name: 'Tasks by owner' })).toContainText('Nobody');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Graph' }).click();
    const graph = page.getByRole('region', { name: 'Tasks and what they depend on' });
    await expect(graph.locator('path').first()).toBeAttached();
    await card(page, 'task_5').click();
    const detail = page.getByRole('complementary', { name: 'Task task_5' });
    await expect(detail.getByRole('region', { name: 'Depends on' })).toContainText('task_3');
    await expectAccessible(page);
    await detail.getByRole('button', { name: /task_3/ }).click();
    const before = page.getByRole('complementary', { name: 'Task task_3' });
    await expect(before.getByRole('region', { name: 'Needed by' })).toContainText('task_5');
  });

test('by keyboard alone: walk the cards, open one, close it, come back to it', async () => {
  const { page } = await open({ instances: 12, tasks: 30 });
  await page.keyboard.press('k');
  const planned = page.getByRole('region', { name: 'Planned tasks' });
  await expect(planned.locator('[data-task]').first()).toBeVisible();
  await planned.focus();
  await page.keyboard.press('ArrowDown');
  await expect(planned.locator('[data-task]').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(planned.locator('[data-task]').nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const focused = page.getByRole('region', { name: 'Ready tasks' }).locator('[data-task]:focus');
  await expect(focused).toHaveCount(1);
  const id = await focused.getAttribute('data-task');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: `Task ${id}` });
  await expect(detail).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detail).toHaveCount(0);
  await expect(card(page, id ?? '')).toBeFocused();
});

test('a task is made, assigned with a refusal beside it, and cancelled after a question', async () => {
  const { page, host } = await open({ instances: 5 });
  await page.keyboard.press('k');
  await expect(page.getByText('No tasks yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New task…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New task' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toContainText('a task needs a title');
  await dialog.getByLabel('Title').fill('Guard the routes');
  await dialog.getByLabel('Files').fill('src/routes/**');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  const detail = page.getByRole('complementary', { name: 'Task task_1' });
  await expect(detail).toContainText('Guard the routes');
  expect(inputsOf(host, 'tasks.create')).toMatchObject([
    { tasks: [{ title: 'Guard the routes', files: ['src/routes/**'] }] },
  ]);

  for (const task of ['task_2', 'task_3']) {
    const said = { instructions: '', files: [], dependencies: [], part: null, estimate: null, by: 'exec_1' };
    host.rooms.tape.add('task.created', { task, title: task, priority: 'normal', ...said });
    const to = { assignee: 'mgr_1_1', attempt: 1, message: null, reason: '' };
    host.rooms.tape.add('task.assigned', { task, ...to });
  }
  host.rooms.publish();
  const assignTo = async (id: string): Promise<void> => {
    await detail.getByRole('button', { name: 'Assign…' }).click();
    await page.getByRole('menuitem', { name: id }).click();
  };
  await assignTo('mgr_1_1');
  await expect(detail.getByRole('alert')).toContainText('mgr_1_1 has 2 tasks before it.');
  await assignTo('spec_1_1_1');
  await expect(detail.getByRole('alert')).toHaveCount(0);
  await expect(detail).toContainText('assigned');
  await detail.getByRole('button', { name: 'Cancel task…' }).click();
  const asked = page.getByRole('alertdialog');
  await expect(asked).toContainText('spec_1_1_1 is told to stop.');
  await asked.getByLabel('Reason').fill('not needed');
  await asked.getByRole('button', { name: 'Cancel the task' }).click();
  await expect(detail).toContainText('not needed');
  expect(inputsOf(host, 'tasks.cancel')).toEqual([{ task: 'task_1', reason: 'not needed' }]);
});

test('a result is shown with its evidence, sent back with a comment, or accepted', async () => {
  const { page, host } = await open({ instances: 12, tasks: 30 });
  await page.keyboard.press('k');
  await card(page, 'task_1').click();
  const detail = page.getByRole('complementary', { name: 'Task task_1' });
  await expect(detail.getByRole('region', { name: 'Result' })).toContainText('npm test: passed');
  await expect(detail.getByRole('button', { name: 'Send back' })).toBeDisabled();
  await detail.getByRole('textbox', { name: 'Comment' }).fill('the clock is not tested');
  await detail.getByRole('button', { name: 'Send back' }).click();
  await expect(detail.getByRole('region', { name: 'Result' })).toHaveCount(0);
  await expect(detail).toContainText('the clock is not tested');
  await page.keyboard.press('Escape');
  await card(page, 'task_21').click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Accepted by you')).toBeVisible();
  expect(inputsOf(host, 'tasks.review')).toEqual([
    { task: 'task_1', accept: false, comment: 'the clock is not tested' },
    { task: 'task_21', accept: true, comment: '' },
  ]);
});

test('300 tasks of 100 instances: few cards are drawn, and filters narrow them', async () => {
  const { page } = await open({ instances: 100, tasks: 300 });
  await page.keyboard.press('k');
  await expect(page.getByText('300 tasks', { exact: true })).toBeVisible();
  await expect(page.locator('[data-task]').first()).toBeVisible();
  expect(await page.locator('[data-task]').count()).toBeLessThan(120);
  await page.getByRole('textbox', { name: 'Filter tasks' }).fill('task_299');
  await expect(page.locator('[data-task]')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Filter tasks' }).fill('no such words');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page
    .getByRole('region', { name: 'Plan', exact: true })
    .getByRole('button', { name: /^routes/ })
    .click();
  await expect(page.getByText('80 tasks', { exact: true })).toBeVisible();
});

test('on a phone the tasks are a list', async () => {
  const { page } = await pages.open({ instances: 40, tasks: 60 }, { width: 390, height: 844 });
  await page.getByRole('button', { name: 'Tasks (60)' }).click();
  await expect(
    page.getByRole('region', { name: 'Tasks by state' }).locator('[data-task]').first(),
  ).toBeVisible();
  await expectAccessible(page);
  await page.locator('[data-task]').first().click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.getByRole('button', { name: 'Close the task' }).click();
  await page.getByRole('button', { name: 'Back to everyone' }).click();
  await page.getByRole('button', { name: /^Locks \(/ }).click();
  await expect(page.getByRole('region', { name: 'Locks' })).toContainText('waits for');
});

test('a read-only line shows tasks and locks, and offers nothing that changes them', async () => {
  const { page } = await open({ instances: 12, tasks: 30, readOnly: true });
  await page.keyboard.press('k');
  await card(page, 'task_3').click();
  await expect(page.getByRole('complementary', { name: 'Task task_3' })).toBeVisible();
  await expect(page.getByRole('button', { name: /New task|Assign|Cancel task|Accept/ })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Locks' }).click();
  await expect(page.getByRole('region', { name: 'Locks' })).toContainText('waits for');
  await expect(page.getByRole('button', { name: /^(Release|Withdraw)/ })).toHaveCount(0);
});

test('locks tell who waits for whom; one is released after a question, and the next has it', async () => {
  const { page, host } = await open({ instances: 5 });
  await page.keyboard.press('l');
  const list = page.locator('.lk');
  await expect(list).toContainText(/spec_1_1_2waits for.*mgr_1_1src\/auth\/token\.ts/);
  await expectAccessible(page);
  await page.locator('#tree-spec_1_1_2').click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('region', { name: 'Locks' })).toContainText(
    'for mgr_1_1: src/auth/token.ts',
  );
  for (const holder of ['mgr_1_1', 'spec_1_1_1']) {
    await page.getByRole('button', { name: new RegExp(`^Release lock_\\d+ of ${holder}$`) }).click();
    const asked = page.getByRole('alertdialog');
    await expect(asked).toContainText(`Release ${holder}’s lock?`);
    await asked.getByRole('button', { name: 'Release' }).click();
    await expect(asked).toHaveCount(0);
  }
  await expect(page.getByRole('button', { name: /^Release lock_\d+ of spec_1_1_2$/ })).toBeVisible();
  await expect(list).not.toContainText('Who waits for whom');
  expect(inputsOf(host, 'locks.release')).toHaveLength(2);
});

test('without a lock the view says what would stand there', async () => {
  const { page } = await pages.open({ instances: 0 });
  await expect(page.getByRole('tab', { name: 'Locks' })).toBeVisible();
  await page.getByRole('tab', { name: 'Locks' }).click();
  await expect(page.getByText('No file is locked')).toBeVisible();
  await expectAccessible(page);
});

test('the inbox of an instance has what it has not taken first, and answers lead to their question', async () => {
  const { page, host } = await open({ instances: 5 });
  const { tape } = host.rooms;
  const number = Math.max(...tape.view.messages.flat().map(({ id }) => Number(id.slice('msg_'.length)))) + 1;
  const [question, answer] = [`msg_${number}`, `msg_${number + 1}`];
  const way = { from: 'exec_1', to: 'mgr_1_1', replyTo: null } as const;
  tape.add('message.stored', { message: question, ...way, text: 'Is the branch pushed?', priority: 'high' });
  tape.add('message.accepted', { message: question, to: 'mgr_1_1', witness: 'hook', how: 'its prompt hook' });
  const back = { from: 'mgr_1_1', to: 'exec_1', replyTo: question, text: 'It is pushed.' };
  tape.add('message.stored', { message: answer, ...back, expiresAt: Date.now() + 3_600_000 });
  host.rooms.publish();
  await page.locator('#tree-exec_1').click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const inbox = inspector.getByRole('region', { name: 'Messages' });
  await expect(inbox).toContainText('expires in');
  await inbox.getByRole('button', { name: 'answers exec_1: Is the branch pushed?' }).click();
  const all = page.getByRole('region', { name: 'All messages' });
  const marked = all.locator('.mf-row[aria-current]');
  await expect(marked).toContainText('Is the branch pushed?');
  await page.getByRole('combobox', { name: 'Whose' }).click();
  await page.getByRole('option', { name: 'Inbox of exec_1' }).click();
  await expect(all.locator('.mf-row').first()).toContainText(/queued|announced/);
  await expect(all.getByText('Is the branch pushed?', { exact: true })).toHaveCount(0);
  await all.getByRole('button', { name: 'answers exec_1: Is the branch pushed?' }).click();
  await expect(marked).toContainText('1 answer');
  await expectAccessible(page);
});
