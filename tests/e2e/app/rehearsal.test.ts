import { join } from 'node:path';
import type { TuttiEvent } from '@contract/events.ts';
import { expect } from 'playwright/test';
import { allEvents, test } from '../../support/desktop-app.ts';
import { untilStates } from '../../support/headless-host.ts';
import { crew, git, sampleIn, testsIn } from '../../support/rehearsal-world.ts';
import { command, expectAccessible, paneFollows, shownIn, treeItem } from '../../support/window-words.ts';

const expectWholeLog = (events: readonly TuttiEvent[]): void => {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  const of = (kind: TuttiEvent['kind']) => events.filter((event) => event.kind === kind);
  expect(of('message.failed')).toEqual([]);
  expect(of('call.refused')).toEqual([]);
  const messages = of('message.stored').map(({ data }) => (data as { message: string }).message);
  const accepted = of('message.accepted').map(({ data }) => (data as { message: string }).message);
  expect(messages.length).toBeGreaterThanOrEqual(6);
  expect([...accepted].sort()).toEqual([...messages].sort());
  // Two specialists conflict; the later one resolves it, and its merge is tried again by itself.
  expect(of('merge.conflicted')).toHaveLength(1);
  expect(of('merge.merged')).toHaveLength(6);
  // Each piece is a task that its manager has made, and its specialist has taken and completed; one of them at the second try.
  for (const kind of ['task.created', 'task.completed'] as const) expect(of(kind), kind).toHaveLength(4);
  for (const kind of ['task.assigned', 'task.started'] as const) expect(of(kind), kind).toHaveLength(5);
  expect(of('task.failed')).toHaveLength(1);
  for (const id of crew) {
    const steps = events.flatMap((event) =>
      event.kind === 'instance.changed' && event.data.id === id ? [event.data] : [],
    );
    const confirmed = steps.find(({ from }) => from === 'confirming');
    expect(confirmed, `${id} confirms`).toMatchObject({ witness: 'tool' });
    expect(steps.at(-1), `${id} ends`).toMatchObject({ to: 'done' });
  }
};

const expectWork = (root: string): void => {
  const branches = git(root, 'branch', '--list', 'tutti/1/*', '--format=%(refname:short)');
  expect(branches.sort()).toEqual(crew.map((id) => `tutti/1/${id}`));
  const authors = new Set(git(root, 'log', 'tutti/1/exec_1', '--format=%an'));
  expect(authors.size).toBeGreaterThanOrEqual(5);
  expect(git(root, 'log', 'tutti/1/exec_1', '--merges', '--format=%h').length).toBeGreaterThanOrEqual(7);
  const checkout = join(root, '..', 'checkout');
  git(root, 'worktree', 'add', '--quiet', '--detach', checkout, 'tutti/1/exec_1');
  expect(testsIn(checkout)).toBe(15);
  // The person's own checkout stays as it was.
  expect(git(root, 'status', '--porcelain')).toEqual(['']);
};

test('a rehearsal plays from Welcome to its end, and its work and log are whole', async ({ world }, info) => {
  // A fifth of the pace that a person watches at.
  const { page, quit } = await world.launch([], { TUTTI_PACE: '0.2' });
  const picture = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
  await expect(page.getByText('On this machine')).toBeVisible();
  await expect(page.getByText('tmux', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture('1-welcome');
  await page.getByRole('button', { name: 'Watch a rehearsal' }).click();

  for (const id of crew) await expect(treeItem(page, id)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('rehearsal', { exact: true })).toBeVisible();
  await expect(treeItem(page, 'spec_1_1_1')).toContainText('scripted');
  await command(page, 'Go to exec_1');
  await command(page, 'Go to spec_1_1_1');
  await paneFollows(page, 'spec_1_1_1');
  await expect.poll(() => shownIn(page, 'spec_1_1_1')).toContain('words');
  await picture('2-at-work');

  const root = sampleIn(world);
  const client = await world.connect(root);
  await untilStates(client, ['done'], crew);
  for (const id of crew) await expect(treeItem(page, id)).toHaveAttribute('data-state', 'done');
  await picture('3-done');
  await page.getByRole('tab', { name: 'Tasks' }).click();
  await expect(page.getByText('Write words: a module that', { exact: false }).first()).toBeVisible();
  await picture('3-tasks');
  await command(page, 'Messages');
  await page.getByRole('button', { name: 'Show the events' }).click();
  await expect(page.getByRole('region', { name: 'Events', exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture('4-messages-and-events');

  expectWholeLog(await allEvents(client));
  expectWork(root);
  expect(await quit()).toBe(0);
});
