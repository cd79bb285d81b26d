// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of templates are written that way.
import { expect, test } from 'playwright/test';
import { webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();

const launchesOf = (host: { rooms: { commands: readonly { verb: string; input: unknown }[] } }) =>
  host.rooms.commands.filter(({ verb }) => verb === 'runs.launch').map(({ input }) => input);

test('from nothing to a run of a template: what is asked, what is wrong, what will happen', async () => {
  const { page, host } = await pages.open({ instances: 0 });
  await page.getByRole('button', { name: 'New run…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await expect(dialog.getByLabel('What is to be done')).toBeFocused();
  await expect(dialog).toContainText('1 executive starts, and makes the plan.');
  await dialog.getByRole('combobox', { name: 'Template' }).click();
  const broken = page.getByRole('option', { name: /^ours/ });
  await expect(broken).toContainText('.tutti/templates/ours.yaml:4: goal: has ${what}');
  await expect(broken).toBeDisabled();
  await page.getByRole('option', { name: /^Data pipeline/ }).click();
  await expect(dialog).toContainText('1 executive starts; 3 parts, 8 tasks.');
  await expect(dialog.getByRole('list', { name: 'Parts' }).getByRole('listitem')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(['Say what is to be done.', 'An answer is needed.']);
  expect(launchesOf(host)).toEqual([]);
  await expectAccessible(page);
  await dialog.getByLabel('What is to be done').fill('Hourly figures of all shops');
  await dialog.getByLabel('Where does the data come from?').fill('S3');
  await dialog.getByRole('combobox', { name: 'Whose start waits for your yes' }).click();
  await page.getByRole('option', { name: 'Managers’' }).click();
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toHaveCount(0);
  expect(launchesOf(host)).toMatchObject([
    {
      goal: 'Hourly figures of all shops',
      template: 'data-pipeline',
      variables: { source: 'S3' },
      approval: 'managers',
      profile: expect.any(String),
    },
  ]);
  await expect(page.getByRole('tree').getByText('exec_1')).toBeVisible();
});

test('by key, without a template, with another profile for managers; a refusal is said', async () => {
  const { page, host } = await pages.open({ instances: 5 }, { scheme: 'light' });
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('Shift+N');
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await dialog.getByLabel('What is to be done').fill('refuse');
  await dialog.getByText('Other profiles for managers and specialists').click();
  await dialog.getByRole('combobox', { name: 'Managers' }).click();
  await page.getByRole('option', { name: /^Rehearsal/ }).click();
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toContainText('3 instances are live');
  expect(launchesOf(host)).toMatchObject([{ goal: 'refuse', profiles: { manager: 'rehearsal' } }]);
  expect(launchesOf(host)[0]).not.toHaveProperty('budget');
  await expectAccessible(page);
});

test('a title and how many may live: what is set shows, what is wrong is said beside it, what is said is sent', async () => {
  const { page, host } = await pages.open({ instances: 0 });
  await page.getByRole('button', { name: 'New run…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await dialog.getByLabel('What is to be done').fill('Hourly figures');
  await dialog.getByText('Title, and how many may live at once').click();
  await expect(dialog.getByRole('textbox', { name: 'Managers' })).toHaveAttribute('placeholder', '20');
  await dialog.getByLabel('Title').fill('Figures');
  await dialog.getByRole('textbox', { name: 'Specialists' }).fill('many');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('From 0 to 1000.');
  expect(launchesOf(host)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Specialists' }).fill('6');
  await page.screenshot({ path: test.info().outputPath('new-run-limits.png') });
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toHaveCount(0);
  expect(launchesOf(host)).toMatchObject([{ title: 'Figures', limits: { specialists: 6 } }]);
});

test('it fits a phone', async () => {
  const { page } = await pages.open({ instances: 0 }, { width: 390, height: 800 });
  await expect(page.getByText('Nobody works here yet')).toBeVisible();
  await page.keyboard.press('Shift+N');
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await expect(dialog.getByRole('combobox', { name: 'Template' })).toBeVisible();
  const wide = await dialog.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(wide).toBe(false);
});
