import { expect } from 'playwright/test';
import { test } from '../../support/desktop-app.ts';
import { untilStates } from '../../support/headless-host.ts';
import { crew, sampleIn } from '../../support/rehearsal-world.ts';
import { command, shownIn, treeItem } from '../../support/window-words.ts';

test('a rehearsal is watched again: who was there and what was shown, at its beginning and its end', async ({
  world,
}, info) => {
  const { page, quit } = await world.launch([], { TUTTI_PACE: '0.2' });
  await page.getByRole('button', { name: 'Watch a rehearsal' }).click();
  for (const id of crew) await expect(treeItem(page, id)).toBeVisible({ timeout: 60_000 });
  const client = await world.connect(sampleIn(world));
  await untilStates(client, ['done'], crew);

  await command(page, 'Replay this run');
  const bar = page.getByRole('toolbar', { name: 'Replay' });
  await bar.getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('End');
  for (const id of crew) await expect(treeItem(page, id)).toHaveAttribute('data-state', 'done');
  await command(page, 'Go to spec_1_1_1');
  await expect.poll(() => shownIn(page, 'spec_1_1_1')).toContain('words');
  await page.screenshot({ path: info.outputPath('1-end.png') });
  await page.keyboard.press('Home');
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  await bar.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  await bar.getByRole('button', { name: 'Pause' }).click();
  await page.screenshot({ path: info.outputPath('2-begun.png') });
  await page.keyboard.press('p');
  await expect(bar).toHaveCount(0);
  expect(await quit()).toBe(0);
});
