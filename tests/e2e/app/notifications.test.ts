import type { NotificationSettings } from '@contract/notification-settings.ts';
import { expect } from 'playwright/test';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { allEvents, test } from '../../support/desktop-app.ts';
import { done, untilStates } from '../../support/headless-host.ts';
import { recordNotices } from '../../support/recorded-notices.ts';
import { treeItem } from '../../support/window-words.ts';

const spawn = async (client: FrameClient, id: string): Promise<void> => {
  done(await client.call('instances.spawn', { profile: 'rehearsal', role: 'executive' }));
  await untilStates(client, ['ready', 'done'], [id]);
};

const ask = async (client: FrameClient, to: string, what: string): Promise<void> => {
  done(await client.call('messages.send', { to, text: `/ask ${what}` }));
  await untilStates(client, ['waiting'], [to]);
};

const answer = async (client: FrameClient, id: string): Promise<void> => {
  const asked = done(await client.call('view.get', {})).instances[id]?.since ?? 0;
  done(await client.call('instances.answer', { id, asked, choice: 0 }));
};

const set = async (client: FrameClient, notifications: Partial<NotificationSettings>): Promise<void> => {
  const { settings } = done(await client.call('view.get', {}));
  const next = { ...settings, notifications: { ...settings.notifications, ...notifications } };
  done(await client.call('settings.set', next));
};

/** Quiet hours around the present moment, whichever it is. */
const quietNow = (): NotificationSettings['quiet'] => {
  const at = (hours: number): string => {
    const time = new Date(Date.now() + hours * 3_600_000);
    return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  };
  return { on: true, from: at(-2), to: at(2) };
};

test('one permission is one notification, over a restart too; a click leads to it', async ({ world }) => {
  const root = world.repository();
  const first = await world.launch([root]);
  const notices = await recordNotices(first.electron);
  await expect(first.page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  // A run that is done is news as well; here the permissions are counted.
  const { kinds } = done(await client.call('view.get', {})).settings.notifications;
  await set(client, { kinds: { ...kinds, finished: false } });
  await spawn(client, 'exec_1');
  await spawn(client, 'exec_2');
  expect(await notices.titles()).toEqual(['a project – Tutti']);

  await ask(client, 'exec_1', 'npm test');
  await expect
    .poll(notices.all)
    .toEqual([{ title: 'exec_1 asks for permission', body: 'a project: Bash: npm test', open: true }]);
  await expect.poll(notices.titles).toEqual(['(1) a project – Tutti']);
  await expect(first.page).toHaveTitle('(1) a project – Tutti');
  await expect(first.page.getByRole('button', { name: '1 needs you' })).toBeVisible();

  await treeItem(first.page, 'exec_2').click();
  await notices.click(0);
  const list = first.page.getByRole('dialog', { name: 'What needs you' });
  await expect(list.locator('[data-attention="exec_1"] .at-open')).toBeFocused();
  await expect(treeItem(first.page, 'exec_1')).toHaveAttribute('aria-selected', 'true');
  expect(await first.quit()).toBe(0);

  const second = await world.launch([root]);
  const again = await recordNotices(second.electron);
  await expect.poll(again.titles).toEqual(['(1) a project – Tutti']);
  const later = await world.connect(root);
  // What is new is told, and alone: the other was.
  await ask(later, 'exec_2', 'npm run lint');
  await expect
    .poll(again.all)
    .toEqual([{ title: 'exec_2 asks for permission', body: 'a project: Bash: npm run lint', open: true }]);
  await expect.poll(again.titles).toEqual(['(2) a project – Tutti']);
  // Answered from elsewhere, it goes.
  await answer(later, 'exec_2');
  await expect.poll(async () => (await again.all()).map(({ open }) => open)).toEqual([false]);
  await expect.poll(again.titles).toEqual(['(1) a project – Tutti']);
  const told = (await allEvents(later)).flatMap((event) =>
    event.kind === 'attention.told' ? event.data.keys : [],
  );
  expect(told).toHaveLength(2);
  expect(await second.quit()).toBe(0);
});

test('quiet hours end with one summary, and a focused window is told nothing', async ({ world }) => {
  const root = world.repository();
  const { electron, page, quit } = await world.launch([root]);
  const notices = await recordNotices(electron);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  const { kinds } = done(await client.call('view.get', {})).settings.notifications;
  const quiet = quietNow();
  await set(client, { quiet, kinds: { ...kinds, finished: false } });
  await spawn(client, 'exec_1');
  await spawn(client, 'exec_2');
  await ask(client, 'exec_1', 'npm test');
  await ask(client, 'exec_2', 'npm run lint');
  await expect.poll(notices.titles).toEqual(['(2) a project – Tutti']);
  await set(client, { quiet: { ...quiet, on: false } });
  // Had either been told before, it would not be in the summary.
  await expect
    .poll(notices.all)
    .toEqual([{ title: '2 things need you', body: 'a project: 2 permissions', open: true }]);

  await notices.focus(true);
  for (const id of ['exec_1', 'exec_2']) await answer(client, id);
  await untilStates(client, ['ready', 'done'], ['exec_1', 'exec_2']);
  await ask(client, 'exec_1', 'npm publish');
  await expect.poll(async () => done(await client.call('view.get', {})).told).toHaveLength(1);
  await notices.focus(false);
  await expect.poll(notices.titles).toEqual(['(1) a project – Tutti']);
  expect((await notices.all()).map(({ open }) => open)).toEqual([false]);
  for (const id of ['exec_1', 'exec_2']) done(await client.call('instances.terminate', { id }));
  expect(await quit()).toBe(0);
});
