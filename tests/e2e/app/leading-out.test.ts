import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { type DesktopWorld, instanceNamed, test } from '../../support/desktop-app.ts';
import { done, untilStates } from '../../support/headless-host.ts';
import { git } from '../../support/rehearsal-world.ts';
import { command, expectAccessible, treeItem } from '../../support/window-words.ts';

const link = 'https://github.com/ada/orders/pull/new/work';
const pullRequest = 'https://github.com/ada/orders/pull/7';

const script = (path: string, lines: readonly string[]): string => {
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
};

const binOf = ({ folder }: DesktopWorld): string => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  return bin;
};

/** An instance that has committed a file, selected in the window. */
const worker = async (page: Page, client: FrameClient) => {
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  await untilStates(client, ['ready'], ['exec_1']);
  const { cwd } = await instanceNamed(client, 'exec_1');
  const path = 'src/it is new.ts';
  mkdirSync(join(cwd, 'src'));
  writeFileSync(join(cwd, path), 'export const fresh = true;\n');
  git(cwd, 'add', '.');
  git(cwd, '-c', 'user.name=T', '-c', 'user.email=t@t.invalid', 'commit', '--quiet', '-m', 'Add what is new');
  await treeItem(page, 'exec_1').click();
  return { path, file: join(cwd, path) };
};

const chooseEditor = async (page: Page, client: FrameClient, line: string): Promise<void> => {
  await command(page, 'Settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Your editor').fill(line);
  await settings.getByLabel('Your editor').blur();
  await expect
    .poll(async () => done(await client.call('host.preferences', {})))
    .toMatchObject({ editor: line });
  await settings.getByRole('button', { name: 'Close' }).first().click();
  await expect(settings).toHaveCount(0);
};

test('a file of the review opens in the editor of the settings, at its hunk', async ({ world }, info) => {
  const root = world.repository();
  const given = join(world.folder, 'given');
  const name = join(binOf(world), 'my-editor');
  // Written whole: whoever waits for it finds all of it.
  script(name, [`printf '%s\\n' "$@" > '${given}.new'`, `mv '${given}.new' '${given}'`]);
  const { page, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  await chooseEditor(page, client, `${name} --at {line} "{file}"`);
  const { path, file } = await worker(page, client);
  await page.getByRole('tab', { name: 'Review' }).click();
  await expect(page.getByRole('region', { name: `Changes of ${path}` }).locator('.rv-hunk')).toBeVisible();
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('Opened in my-editor')).toBeVisible();
  await expect.poll(() => existsSync(given)).toBe(true);
  expect(readFileSync(given, 'utf8').trimEnd().split('\n')).toEqual(['--at', '1', file]);
  await page.screenshot({ path: info.outputPath('1-opened.png') });

  await chooseEditor(page, client, 'no-such-editor {file}');
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('There is no program no-such-editor.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('2-not-there.png') });
  done(await client.call('instances.terminate', { id: 'exec_1' }));
  expect(await quit()).toBe(0);
});

/** A remote by its GitHub address that lies in the world's folder, and a `gh` of the world's own: nothing leaves the machine. */
const publishable = (world: DesktopWorld) => {
  const root = world.repository();
  const bin = binOf(world);
  const bare = join(world.folder, 'orders.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  mkdirSync(join(bare, 'hooks'), { recursive: true });
  script(join(bare, 'hooks', 'post-receive'), [`echo 'Open a pull request: ${link}'`]);
  const ssh = script(join(bin, 'stub-ssh'), [`exec git receive-pack '${bare}'`]);
  git(root, 'config', 'core.sshCommand', `'${ssh}'`);
  git(root, 'config', 'ssh.variant', 'simple');
  git(root, 'remote', 'add', 'origin', 'git@github.com:ada/orders.git');
  script(join(bin, 'gh'), [`[ "$1" = auth ] || echo '${pullRequest}'`]);
  return { root, bare, PATH: `${bin}:${world.env.PATH ?? ''}` };
};

/** What the app asks the system to open, in place of opening it. */
const openedOutside = async (electron: ElectronApplication): Promise<() => Promise<string[]>> => {
  await electron.evaluate(({ shell }) => {
    const outside: string[] = [];
    Object.assign(globalThis, { outside });
    shell.openExternal = async (url) => {
      outside.push(url);
    };
  });
  return () => electron.evaluate(() => Reflect.get(globalThis, 'outside'));
};

test('what leads out is opened by the system, and only if it is of the web', async ({ world }, info) => {
  const { root, bare, PATH } = publishable(world);
  const { electron, page, quit } = await world.launch([root], { PATH });
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const opened = await openedOutside(electron);
  const client = await world.connect(root);
  await worker(page, client);
  const dialog = page.getByRole('dialog', { name: 'Publish the work of exec_1' });

  await command(page, 'Publish the work of exec_1');
  await dialog.getByRole('button', { name: 'Push', exact: true }).click();
  await dialog.getByRole('link', { name: link }).click();
  await expect.poll(opened).toEqual([link]);
  expect(git(bare, 'log', '-1', '--format=%s', 'tutti/1/exec_1')).toEqual(['Add what is new']);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(dialog).toHaveCount(0);

  await command(page, 'Publish the work of exec_1');
  await dialog.getByLabel('Open a pull request, by gh').check();
  await dialog.getByRole('button', { name: 'Push and open a pull request' }).click();
  await dialog.getByRole('link', { name: pullRequest }).click();
  await expect.poll(opened).toEqual([link, pullRequest]);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath('1-pull-request.png') });

  // As a link of the page, and by its script; the last one is fine, and comes after what was refused.
  const last = 'https://example.org/';
  const refused = ['file:///etc/passwd', 'vscode://file/etc/passwd', 'https://ada:secret@example.org/'];
  await page.evaluate((urls) => {
    for (const url of urls) {
      window.open(url);
      Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noopener' }).click();
    }
  }, refused);
  await page.evaluate((url) => window.open(url), last);
  await expect.poll(opened).toEqual([link, pullRequest, last]);
  expect(electron.windows()).toHaveLength(1);
  done(await client.call('instances.terminate', { id: 'exec_1' }));
  expect(await quit()).toBe(0);
});
