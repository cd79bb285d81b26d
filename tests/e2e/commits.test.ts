// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a message are written that way.
import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import type { Scenario } from '../support/mock-rooms.ts';
import { type Look, webPages } from '../support/web-page.ts';
import { expectAccessible } from '../support/window-words.ts';

const pages = webPages();
let host: MockHost;

const open = async (scenario: Partial<Scenario> = {}, look: Look = {}): Promise<Page> => {
  const opened = await pages.open({ instances: 12, ...scenario }, look);
  host = opened.host;
  await expect(opened.page.locator('main').first()).toBeVisible();
  await expect(opened.page.locator('.ds-skeleton')).toHaveCount(0);
  return opened.page;
};

const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

const unmended = (lines: number): void => {
  const reason = `the hook pre-commit refused it: ${Array.from({ length: lines }, (_, at) => `src/mail-${at}.ts:14  looks like a SendGrid key: SG.a… (69 characters)`).join('\n')}`;
  const task = host.rooms.tape.view.tasks.find(({ assignee }) => assignee !== null);
  host.rooms.tape.add('task.uncommitted', {
    task: task?.id ?? '',
    assignee: task?.assignee ?? null,
    reason,
  });
  host.rooms.publish();
};

for (const scheme of ['dark', 'light'] as const) {
  test(`what is refused and committed is set, with mistakes beside their fields (${scheme})`, async () => {
    const page = await open({}, { scheme });
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Largest file, in MB (0: any)').fill('-1');
    await dialog.getByLabel('Message of commits at a task’s end').fill('${titel}');
    await dialog.getByLabel('Files that are not looked at').fill('../out');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert')).toHaveText([
      /stays within it/,
      /nothing is called \$\{titel\}: use \$\{task\}/,
      'A whole number from 0 to 10000.',
    ]);
    await dialog.getByLabel('Largest file, in MB (0: any)').scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await shot(page, `commits-mistakes-${scheme}`);
    await dialog.getByLabel('Largest file, in MB (0: any)').fill('20');
    await dialog.getByLabel('Message of commits at a task’s end').fill('${title}\n\n${summary}');
    await dialog.getByLabel('Files that are not looked at').fill('tests/fixtures/\n*.snap');
    await shot(page, `commits-settings-${scheme}`);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => host.rooms.commands.at(-1))
      .toMatchObject({
        verb: 'settings.set',
        input: {
          commits: {
            maxMegabytes: 20,
            secrets: 'refuse',
            onTaskDone: false,
            allow: ['tests/fixtures', '*.snap'],
            message: '${title}\n\n${summary}',
          },
        },
      });
  });
}

test('work that could not be committed needs the person, who is led to its instance', async () => {
  const page = await open({ tasks: 8 });
  unmended(30);
  await page.getByRole('button', { name: /need/ }).first().click();
  const list = page.getByRole('list', { name: 'Work that could not be committed' });
  await expect(list).toContainText('looks like a SendGrid key');
  host.rooms.tape.add('instance.contentRefused', {
    id: 'mgr_1_1',
    findings: [{ path: 'src/mail.ts', line: 14, why: 'looks like a SendGrid key' }],
    count: 1,
  });
  host.rooms.publish();
  const refused = list.getByRole('listitem').filter({ hasText: 'mgr_1_1' });
  await expect(refused).toContainText('mgr_1_1 commit refused: src/mail.ts:14 looks like a SendGrid key');
  await expectAccessible(page);
  await refused.scrollIntoViewIfNeeded();
  await shot(page, 'uncommitted');
});
