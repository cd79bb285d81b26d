import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Merge } from '@contract/merges.ts';
import { expect, type Page } from 'playwright/test';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { allEvents, instanceNamed, test } from '../../support/desktop-app.ts';
import { done, eventually, untilStates } from '../../support/headless-host.ts';
import { crew, git, gitAgrees, sampleIn, testsIn } from '../../support/rehearsal-world.ts';
import { command, expectAccessible, treeItem } from '../../support/window-words.ts';

type Act = { readonly page: Page; readonly client: FrameClient; readonly root: string };

const shot = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
};

const merges = async (client: FrameClient): Promise<Merge[]> => done(await client.call('merges.list', {}));
const row = (page: Page, id: string) => page.getByRole('article', { name: id, exact: true });
const tip = (root: string, name: string): string => git(root, 'rev-parse', name)[0] ?? '';
const isIn = (root: string, branch: string, other: string): boolean =>
  gitAgrees(root, 'merge-base', '--is-ancestor', branch, other);

/** The merge that two specialists of the play conflict in, once the queue has found it. */
const untilConflict = ({ client }: Act): Promise<Merge> =>
  eventually('two specialists conflict', async () =>
    (await merges(client)).find(({ state }) => state === 'conflicted'),
  );

const resolveByKeys = async ({ page, root }: Act, merge: Merge): Promise<void> => {
  const before = tip(root, merge.target);
  expect(gitAgrees(root, 'merge-tree', '--write-tree', merge.target, merge.source)).toBe(false);
  await page.locator('.at-button').click();
  const entry = page.locator(`[data-merge="${merge.id}"]`);
  await expect(entry).toContainText('src/clean.js');
  await shot(page, '1-attention');
  await entry.getByRole('button', { name: /^Show merge_\d+ among/ }).click();
  await expect(row(page, merge.id)).toContainText('src/clean.js');
  await expectAccessible(page);
  await shot(page, '2-queue');
  await row(page, merge.id)
    .getByRole('button', { name: `Resolve ${merge.id}` })
    .focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Resolve ${merge.id}` });
  await expect(dialog).toContainText('1 conflict left');
  await expectAccessible(page);
  await shot(page, '3-three-way');
  await page.keyboard.press('F8');
  const result = dialog.getByLabel('Result of conflict 1');
  await expect(result).toBeFocused();
  const both = dialog.getByRole('button', { name: 'Both', exact: true });
  await expect(async () => {
    await page.keyboard.press('Shift+Tab');
    await expect(both).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(result).toHaveValue(/A soft hyphen/);
  await expect(result).toHaveValue(/Dots typed one by one/);
  await shot(page, '4-both');
  expect(tip(root, merge.target), 'nothing moves before it is finished').toBe(before);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
};

/** Everything is in the executive's branch by the agents' own merges; the person's branch has none of it. */
const untilAllMerged = async ({ page, client, root }: Act, conflicting: string): Promise<void> => {
  await untilStates(client, ['done'], [...crew]);
  const all = await merges(client);
  expect(all.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'merged'));
  expect(all.find(({ id }) => id === conflicting)?.resolved).toMatchObject({ way: 'hand', files: 1 });
  for (const id of crew) expect(isIn(root, `tutti/1/${id}`, 'tutti/1/exec_1'), id).toBe(true);
  const executive = await instanceNamed(client, 'exec_1');
  expect(testsIn(executive.cwd)).toBe(15);
  expect(git(root, 'log', '--format=%s', 'main')).toHaveLength(1);
  expect(testsIn(root)).toBeNull();
  await shot(page, '5-all-merged');
};

/** Asks for the executive's branch to be merged into the person's, and waits until it is; answers the merge. */
const finish = async ({ page, client, root }: Act, name: string): Promise<Merge> => {
  await page.getByRole('button', { name: 'Finish into main…' }).click();
  const asking = page.getByRole('alertdialog');
  // All below is in the executive's branch already: nothing else is asked for.
  await expect(asking.getByRole('listitem')).toHaveText([/^exec_1 into main/]);
  await shot(page, `${name}-asked`);
  await asking.getByRole('button', { name: 'Merge into main' }).click();
  const merge = await eventually('it is in main', async () =>
    (await merges(client)).findLast(({ target, state }) => target === 'main' && state === 'merged'),
  );
  await expect(row(page, merge.id)).toContainText('merged');
  expect(tip(root, 'main')).toBe(merge.commit);
  // The person's files follow, and nothing of it is left over.
  expect(git(root, 'status', '--porcelain')).toEqual(['']);
  expect(testsIn(root)).toBe(15);
  await shot(page, `${name}-merged`);
  return merge;
};

const takeBack = async ({ page, client, root }: Act, merge: Merge, was: string): Promise<void> => {
  await row(page, merge.id)
    .getByRole('button', { name: `Take ${merge.id} back` })
    .click();
  await expect(page.getByRole('alertdialog')).toContainText('main goes back to where it stood');
  await shot(page, '7-undo-asked');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
  await expect(row(page, merge.id)).toContainText('taken back');
  expect((await merges(client)).find(({ id }) => id === merge.id)?.undone?.way).toBe('back');
  expect(tip(root, 'main')).toBe(was);
  expect(git(root, 'status', '--porcelain')).toEqual(['']);
  expect(testsIn(root)).toBeNull();
  expect(tip(root, `refs/tutti/merged/1/${merge.id}`)).toBe(merge.commit);
  await shot(page, '8-taken-back');
};

const openCleanUp = async (page: Page) => {
  await command(page, 'Clean up worktrees');
  const dialog = page.getByRole('dialog', { name: 'Clean up' });
  await expect(dialog).not.toContainText('Looking at them');
  return dialog;
};

/** While they live nothing goes; afterwards what is merged goes, and what would be lost stays or is kept first. */
const cleanUp = async ({ page, client, root }: Act): Promise<void> => {
  const folders = new Map<string, string>();
  for (const id of crew) folders.set(id, (await instanceNamed(client, id)).cwd);
  const folderOf = (id: string): string => folders.get(id) ?? '/nowhere';
  const live = await openCleanUp(page);
  await expect(live.getByRole('list', { name: 'Can’t go now' }).getByRole('listitem')).toHaveCount(7);
  await expect(live.getByRole('list', { name: 'May go' })).toHaveCount(0);
  await shot(page, '9-clean-up-live');
  await page.keyboard.press('Escape');
  await expect(live).toBeHidden();

  writeFileSync(join(folderOf('spec_1_2_1'), 'notes.txt'), 'nobody has committed this\n');
  const late = ['-c', 'user.name=L', '-c', 'user.email=l@t.invalid', 'commit', '--quiet', '--allow-empty'];
  git(folderOf('spec_1_2_2'), ...late, '-m', 'A late thought');
  const thought = tip(root, 'tutti/1/spec_1_2_2');
  done(await client.call('instances.terminate', { id: 'exec_1' }));
  await untilStates(client, ['terminated'], [...crew]);
  await eventually('what was not committed is kept', async () =>
    (await allEvents(client)).some(({ kind }) => kind === 'work.saved'),
  );

  const dialog = await openCleanUp(page);
  const going = dialog.getByRole('list', { name: 'May go' }).getByRole('listitem');
  await expect(going.filter({ hasText: '1/spec_1_2_2' }).first()).toContainText('its commits are kept first');
  await dialog.getByText(/others? can’t go now/).click();
  await expect(dialog.getByRole('list', { name: 'Can’t go now' })).toContainText('1/spec_1_2_1');
  await expect(dialog.getByRole('list', { name: 'Can’t go now' })).toContainText('not committed');
  await dialog.getByRole('checkbox', { name: '1/spec_1_2_2', exact: true }).check();
  await expectAccessible(page);
  await shot(page, '10-clean-up');
  await dialog.getByRole('button', { name: 'Clean up 6…' }).click();
  await shot(page, '11-clean-up-asked');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take away 6' }).click();
  await expect(dialog.getByRole('checkbox', { name: '1/spec_1_1_1', exact: true })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Cleaning up…' })).toHaveCount(0);
  await shot(page, '12-cleaned');

  const left = crew.filter((id) => existsSync(folderOf(id)));
  expect(left).toEqual(['spec_1_2_1']);
  expect(git(root, 'branch', '--list', 'tutti/*', '--format=%(refname:short)')).toEqual([
    'tutti/1/spec_1_2_1',
  ]);
  const kept = git(root, 'for-each-ref', '--format=%(objectname)', 'refs/tutti/work');
  expect(kept).toContain(thought);
  const notes = git(root, 'log', '--all', '--format=%H', '--', 'notes.txt');
  expect(kept.some((commit) => notes.includes(commit))).toBe(true);
};

test('in a rehearsal that the person takes part in, a conflict is resolved, all is merged, taken back, merged again and cleaned up', async ({
  world,
}) => {
  const { page, quit } = await world.launch([], { TUTTI_PACE: '0.2' });
  await page.getByRole('button', { name: 'Take part in one' }).click();
  for (const id of crew) await expect(treeItem(page, id)).toBeVisible({ timeout: 60_000 });
  const root = sampleIn(world);
  const act: Act = { page, root, client: await world.connect(root) };
  const was = tip(root, 'main');

  const conflict = await untilConflict(act);
  await resolveByKeys(act, conflict);
  await untilAllMerged(act, conflict.id);
  const first = await finish(act, '6-finish');
  await takeBack(act, first, was);
  const second = await finish(act, '8-again');
  expect(second.id).not.toBe(first.id);
  await cleanUp(act);
  expect(testsIn(root), 'what is merged stays').toBe(15);
  expect(await quit()).toBe(0);
});
