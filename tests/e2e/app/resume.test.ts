import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { electronPath } from '../../../build/electron-path.mjs';
import { instanceNamed, test } from '../../support/desktop-app.ts';
import { done, endPids, untilStates } from '../../support/headless-host.ts';
import { treeItem } from '../../support/window-words.ts';

test('after the terminals have gone with the machine, those that are chosen go on', async ({ world }) => {
  const root = world.repository();
  const first = await world.launch([root]);
  const client = await world.connect(root);
  for (let at = 1; at <= 3; at++) {
    const input = { profile: 'shell', role: 'executive', task: `Task ${at}`, confirm: false } as const;
    done(await client.call('instances.spawn', input));
  }
  const before = await untilStates(client, ['ready']);
  expect(await first.quit()).toBe(0);
  // As the machine's end does.
  for (const { pid } of before) process.kill(pid ?? 0, 'SIGKILL');
  await endPids(await world.tmuxServers());

  const { page, quit } = await world.launch([root]);
  await expect(
    page.getByRole('status').filter({ hasText: '3 instances ended while nobody looked' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Choose…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Resume instances' });
  await expect(dialog.getByText('Task 2')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'exec_2' }).uncheck();
  if (process.env.TUTTI_SHOT) await page.screenshot({ path: process.env.TUTTI_SHOT });
  await dialog.getByRole('button', { name: 'Resume 2 instances' }).click();
  await expect(dialog).toBeHidden();
  await expect(treeItem(page, 'exec_1')).toHaveAttribute('data-state', 'ready');
  await expect(treeItem(page, 'exec_3')).toHaveAttribute('data-state', 'ready');
  await expect(treeItem(page, 'exec_2')).toHaveAttribute('data-state', 'crashed');
  const again = await world.connect(root);
  expect(await instanceNamed(again, 'exec_1')).toMatchObject({ incarnation: 2 });
  for (const id of ['exec_1', 'exec_3']) done(await again.call('instances.terminate', { id }));
  expect(await quit()).toBe(0);
});

test('an app that can not write its state says so, with the remedy', async ({ world }) => {
  mkdirSync(join(world.folder, 'nowhere'));
  const env = { ...world.env, TUTTI_STATE_DIR: '/dev/null/state' };
  const child = spawn(electronPath(), world.words([]), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  try {
    await expect.poll(() => said, { timeout: 20_000 }).toContain('Tutti can');
    expect(said).toContain('/dev/null/state');
    expect(said).toContain('TUTTI_STATE_DIR');
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
