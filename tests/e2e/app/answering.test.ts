import { expect, type Page } from 'playwright/test';
import { allEvents, test } from '../../support/desktop-app.ts';
import { done, eventually, untilStates } from '../../support/headless-host.ts';
import { command, expectAccessible, paneFollows, shownIn, treeItem } from '../../support/window-words.ts';

type Client = Parameters<typeof allEvents>[0];

const ask = async (client: Client, what: string): Promise<void> => {
  done(await client.call('messages.send', { to: 'exec_1', text: `/ask ${what}` }));
};

/** How often its questions were answered, and by which rules. */
const answers = async (client: Client) =>
  (await allEvents(client)).flatMap((event) =>
    event.kind === 'instance.answered'
      ? [{ answer: event.data.answer, by: event.data.rule === null ? event.actor : event.data.rule }]
      : [],
  );

/** Opens the attention list by its key, once exec_1 asks. */
const openList = async (page: Page) => {
  await expect(treeItem(page, 'exec_1')).toHaveAttribute('data-state', 'waiting');
  await treeItem(page, 'exec_1').focus();
  await page.keyboard.press('a');
  const list = page.getByRole('dialog', { name: 'What needs you' });
  await expect(list).toBeVisible();
  return list;
};

test('a question is answered from the attention list by its digit, then for the whole run by a rule', async ({
  world,
}, info) => {
  const root = world.repository();
  const { page, quit } = await world.launch([root]);
  const picture = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  done(await client.call('instances.spawn', { profile: 'rehearsal', role: 'executive' }));
  await untilStates(client, ['ready', 'done'], ['exec_1']);
  await paneFollows(page, 'exec_1');

  await ask(client, 'npm test');
  const list = await openList(page);
  for (const words of ['permission', 'Bash', 'npm test', '1 asking']) await expect(list).toContainText(words);
  await expectAccessible(page);
  await picture('1-asked');
  await page.keyboard.press('1');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('answered: Yes');
  await expect(list).toContainText('Nobody needs you');
  const person = { kind: 'person', door: 'window' };
  await expect.poll(() => answers(client)).toEqual([{ answer: 'Yes', by: person }]);
  await page.keyboard.press('Escape');

  await ask(client, 'npm run lint');
  await openList(page);
  // A question that comes straight after an answer takes no key for a moment: a person is never so quick.
  await expect(async () => {
    await page.keyboard.press('Shift+Digit1');
    await expect(page.getByText('Kept as a rule for this run: Bash')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect.poll(() => answers(client)).toHaveLength(2);
  await page.keyboard.press('Escape');
  const [rule] = done(await client.call('rules.list', {}));
  expect(rule).toMatchObject({ effect: 'allow', tool: 'Bash', subject: '*', profile: 'rehearsal' });

  await ask(client, 'npm run build');
  await eventually('the rule answers', async () => (await answers(client)).length === 3);
  expect((await answers(client)).at(-1)).toEqual({ answer: 'Yes', by: rule?.id });
  await command(page, 'Rules');
  const rules = page.getByRole('dialog', { name: 'Rules' });
  await expect(rules).toContainText('answered 1 question');
  await expect(rules).toContainText('npm run build');
  await expectAccessible(page);
  await picture('2-rules');

  await rules.getByRole('button', { name: /^Revoke/ }).press('Enter');
  await expect.poll(async () => done(await client.call('rules.list', {}))).toEqual([]);
  await page.keyboard.press('Escape');
  await ask(client, 'npm publish');
  await expect(page.getByRole('region', { name: 'It asks' }).first()).toContainText('npm publish');
  await picture('3-over-the-terminal');
  await page.getByRole('button', { name: /^exec_1, waiting/ }).focus();
  await page.keyboard.press('2');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('answered: No');
  expect(await quit()).toBe(0);
});
