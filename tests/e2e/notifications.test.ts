import { expect, type Page, test } from 'playwright/test';
import type { MockHost } from '../support/mock-host.ts';
import { webPages } from '../support/web-page.ts';
import { command, expectAccessible } from '../support/window-words.ts';

const pages = webPages();

type Recorded = { readonly title: string; readonly body: string; readonly tag: string; open: boolean };

/** A recorder in the place of the browser's notifications: not asked at first, and saying yes when it is. */
const record = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const shown: (Recorded & { onclick: (() => void) | null })[] = [];
    class Notification {
      static permission = 'default';
      static requestPermission(): Promise<string> {
        Notification.permission = 'granted';
        return Promise.resolve('granted');
      }
      onclick: (() => void) | null = null;
      open = true;
      readonly title: string;
      readonly body: string;
      readonly tag: string;
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        this.title = title;
        this.body = body;
        this.tag = tag;
        shown.push(this);
      }
      close(): void {
        this.open = false;
      }
    }
    Object.assign(window, { Notification, shown });
  });
};

const shownIn = (page: Page): Promise<Recorded[]> =>
  page.evaluate(() => {
    const { shown } = window as unknown as { shown: Recorded[] };
    return shown.map(({ title, body, tag, open }) => ({ title, body, tag, open }));
  });

/** The person looks at something else. */
const lookAway = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });

const asks = ({ rooms }: MockHost, id: string, text: string): void => {
  rooms.tape.add('instance.changed', {
    id,
    from: rooms.tape.view.instances[id]?.state ?? 'busy',
    to: 'waiting',
    witness: 'hook',
    reason: text,
    question: { text, choices: [], kind: 'permission', tool: 'Bash' },
  });
  rooms.publish();
};

const isOver = ({ rooms }: MockHost, id: string): void => {
  rooms.tape.add('instance.changed', { id, from: 'waiting', to: 'busy', witness: 'hook', reason: 'goes on' });
  rooms.publish();
};

const settingsOf = async (page: Page) => {
  await command(page, 'Settings');
  return page.getByRole('dialog', { name: 'Settings' });
};

const titleWith = (count: number): string => `${count > 0 ? `(${count}) ` : ''}orders-api – Tutti`;

test('the title counts what needs the person, as the bar does', async () => {
  const { page, host } = await pages.open({ instances: 1 });
  await expect(page).toHaveTitle(titleWith(0));
  asks(host, 'exec_1', 'npm test');
  await expect(page).toHaveTitle(titleWith(1));
  await expect(page.getByRole('button', { name: '1 needs you' })).toBeVisible();
  isOver(host, 'exec_1');
  await expect(page).toHaveTitle(titleWith(0));
});

test('the browser notifies once, in one of two tabs, after a click that allows it', async () => {
  const { page, host } = await pages.open({ instances: 1 });
  await record(page);
  await page.reload();
  const other = await page.context().newPage();
  await record(other);
  await other.goto(host.url);
  for (const tab of [other, page]) {
    const settings = await settingsOf(tab);
    await settings.getByRole('button', { name: 'Allow notifications' }).click();
    await expect(settings.getByText('This browser may show notifications.')).toBeVisible();
    await tab.keyboard.press('Escape');
    await expect(settings).toHaveCount(0);
    await lookAway(tab);
  }
  asks(host, 'exec_1', 'npm test');
  const both = async () => (await Promise.all([page, other].map(shownIn))).flat();
  const told = { title: 'exec_1 asks for permission', body: 'orders-api: Bash: npm test', open: true };
  await expect.poll(both).toMatchObject([told]);
  expect(host.rooms.tape.events.filter(({ kind }) => kind === 'attention.told')).toHaveLength(1);

  const mine = (await shownIn(page)).length === 1 ? page : other;
  await mine.evaluate(() => (window as unknown as { shown: { onclick(): void }[] }).shown[0]?.onclick());
  await expect(mine.locator('[data-attention="exec_1"] .at-open')).toBeFocused();
  isOver(host, 'exec_1');
  await expect.poll(both).toMatchObject([{ ...told, open: false }]);
});

test('the settings of notifications are kept, and a mistake in them is told at its field', async () => {
  const { page, host } = await pages.open({ instances: 1 });
  const settings = await settingsOf(page);
  const part = settings.getByRole('region', { name: 'Notifications' });
  await part.getByLabel('Stalled agents').uncheck();
  await part.getByLabel('With a sound').check();
  await part.getByLabel(/^Quiet hours/).check();
  await part.getByLabel('Quiet from').fill('21:30');
  await part.getByLabel('Quiet to').fill('21:30');
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(part.getByRole('alert')).toHaveText('Quiet hours begin at this time: give another.');
  await expect(part.getByLabel('Quiet to')).toHaveAttribute('aria-invalid', 'true');
  await part.getByLabel('Quiet to').fill('06:15');
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => host.rooms.commands.find(({ verb }) => verb === 'settings.set')?.input)
    .toMatchObject({
      notifications: {
        on: true,
        sound: true,
        kinds: { stalled: false, crash: true },
        quiet: { on: true, from: '21:30', to: '06:15' },
      },
    });
});

for (const scheme of ['dark', 'light'] as const) {
  test(`the settings of notifications are accessible, ${scheme}`, async () => {
    const { page } = await pages.open({ instances: 1 }, { scheme, height: 1000 });
    const settings = await settingsOf(page);
    const part = settings.getByRole('region', { name: 'Notifications' });
    await part.getByLabel(/^Quiet hours/).check();
    await part.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await page.screenshot({ path: test.info().outputPath(`settings-${scheme}.png`) });
  });
}

test('on a phone they stand under each other; a view that only looks offers none', async () => {
  const { page } = await pages.open({ instances: 1, readOnly: true }, { width: 390, height: 1400 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const part = page.getByRole('region', { name: 'Notifications', exact: true });
  await expect(part).toContainText('A view that only looks shows no notifications');
  await expect(part.getByRole('button', { name: 'Allow notifications' })).toHaveCount(0);
  await expect(part.getByLabel('Tell me when something needs me')).toBeDisabled();
  await part.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('settings-phone.png') });
});
