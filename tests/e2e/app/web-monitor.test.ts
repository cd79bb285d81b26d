import { existsSync } from 'node:fs';
import { type Browser, chromium, expect, test } from 'playwright/test';
import { done, HeadlessWorld, untilStates } from '../../support/headless-host.ts';
import { command, shownIn, treeItem, typeInto } from '../../support/window-words.ts';

const system = '/usr/bin/chromium';
let browser: Browser;
let world: HeadlessWorld;
test.beforeEach(async () => {
  world = new HeadlessWorld();
  browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'],
    ...(existsSync(system) ? { executablePath: system } : {}),
  });
});
test.afterEach(async () => {
  await browser.close();
  await world.end();
});

const spawnShell = async (): Promise<void> => {
  const client = await world.connect();
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  await untilStates(client, ['ready'], ['exec_1']);
};

test('the web monitor is the same window: a token, a cookie, keys that arrive', async () => {
  const { ready } = await world.serve();
  await spawnShell();
  const context = await browser.newContext();
  const page = await context.newPage();
  const wrong = await page.goto(new URL('/?token=wrong', ready.url).href);
  expect(wrong?.status()).toBe(401);
  await page.goto(new URL(`/?token=${ready.token}`, ready.url).href);
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  expect(page.url()).not.toContain(ready.token);
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  await command(page, 'Go to exec_1');
  await typeInto(page, 'exec_1', 'echo "over the web $((90+9))"');
  await expect.poll(() => shownIn(page, 'exec_1')).toContain('over the web 99');
});

test('a read-only web monitor shows all and changes nothing', async () => {
  const { ready } = await world.serve(['--read-only']);
  await spawnShell();
  const page = await browser.newPage();
  await page.goto(new URL(`/?token=${ready.token}`, ready.url).href);
  await expect(treeItem(page, 'exec_1')).toBeVisible();
  await expect(page.getByText('read-only').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'New instance' })).toHaveCount(0);
});
