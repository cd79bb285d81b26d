import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'playwright/test';
import { electronPath } from '../../../build/electron-path.mjs';
import { test } from '../../support/desktop-app.ts';
import { done, untilStates } from '../../support/headless-host.ts';

const run = promisify(execFile);

/** What a process's open descriptors lead to. */
const descriptors = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return []; // Closed meanwhile.
    }
  });

/** TCP addresses, as in /proc/net, that a process listens on. */
const listeners = (pid: number): string[] => {
  const own = new Set(descriptors(pid).flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  return ['tcp', 'tcp6'].flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      // 0A: listening. The tenth word is the socket's inode.
      .filter((words) => words[3] === '0A' && own.has(words[9] ?? ''))
      .map((words) => words[1]?.split(':')[0] ?? ''),
  );
};

/** 127.0.0.1 in the kernel's notation. */
const loopback = '0100007F';

test('the page is shut in: no Node, a strict policy, no way out, no permissions', async ({ world }) => {
  const { electron, page, quit, pid } = await world.launch([world.repository()]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
  );
  expect(globals).toEqual([]);
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // What the window was really made with; Electron has it, its types don't.
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });

  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('Content-Security-Policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.head.append(script);
    return 'ranInline' in window;
  });
  expect(ran, 'a script in the page is refused').toBe(false);
  // By the policy, and not since nobody answers there.
  const violated = await page.evaluate(
    () =>
      new Promise((settle) => {
        document.addEventListener('securitypolicyviolation', (event) => settle(event.effectiveDirective));
        fetch('http://127.0.0.1:9/').catch(() => setTimeout(() => settle('no directive'), 1000));
      }),
  );
  expect(violated).toBe('connect-src');

  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
  expect(electron.windows()).toHaveLength(1);

  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const asked = await page.evaluate(() =>
    Promise.all([
      new Promise((settle) => {
        // Not a microphone: where there is none, the answer says nothing of permissions.
        navigator.geolocation.getCurrentPosition(
          () => settle('granted'),
          ({ code, PERMISSION_DENIED }) => settle(code === PERMISSION_DENIED ? 'denied' : `code ${code}`),
        );
      }),
      navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      ),
    ]),
  );
  expect(asked).toEqual(['denied', 'denied']);

  const found = listeners(pid);
  expect(found.length, 'the MCP server listens').toBeGreaterThan(0);
  expect(found.filter((at) => at !== loopback)).toEqual([]);

  // Asked of the main process: the page's driver waits for ever for a navigation that was denied.
  const where = () =>
    electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.executeJavaScript(
        '[location.href, document.querySelector("h1").textContent].join(" ")',
      );
    });
  const before = await where();
  expect(before).toContain('a project');
  await electron.evaluate(({ BrowserWindow }) => {
    const tried: [string, boolean][] = [];
    Object.assign(globalThis, { tried });
    // After the app's own listener: it tells what that has decided.
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
      tried.push([event.url, event.defaultPrevented]);
    });
  });
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await expect
    .poll(() => electron.evaluate(() => Reflect.get(globalThis, 'tried')))
    .toEqual([['https://example.org/', true]]);
  // The page itself may not even try this.
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  expect(await where()).toBe(before);
  expect(await quit()).toBe(0);
});

test('the terminals inherit nothing of the app: no file of its own, no listener', async ({ world }) => {
  const root = world.repository();
  const { page, pid, quit } = await world.launch([root]);
  await expect(page.getByRole('heading', { name: 'a project' })).toBeVisible();
  const client = await world.connect(root);
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
  const [shell] = await untilStates(client, ['ready'], ['exec_1']);
  const below = [...(await world.tmuxServers()), shell?.pid ?? 0];
  expect(below).toHaveLength(2);
  const own = (process: number): string[] =>
    descriptors(process).filter((target) => /\.(pak|bin|dat)$|user-data|events\.sqlite/.test(target));
  // The app has such open: so this look finds them.
  expect(own(pid)).toContainEqual(expect.stringMatching(/\.pak$/));
  expect(below.flatMap(own)).toEqual([]);
  expect(below.flatMap(listeners)).toEqual([]);
  done(await client.call('instances.terminate', { id: 'exec_1' }));
  expect(await quit()).toBe(0);
});

test('a second start hands its folder to the first and ends', async ({ world }) => {
  const { electron, page, quit } = await world.launch([world.repository('one')]);
  await expect(page.getByRole('heading', { name: 'one' })).toBeVisible();
  const shown = electron.waitForEvent('window');
  const other = world.repository('two');
  await run(electronPath(), world.words([other]), { env: world.env });
  const second = await shown;
  await expect(second.getByRole('heading', { name: 'two' })).toBeVisible();
  expect(electron.windows()).toHaveLength(2);
  await run(electronPath(), world.words([other]), { env: world.env });
  expect(electron.windows()).toHaveLength(2);
  expect(await quit()).toBe(0);
});
