import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'playwright/test';
import { electronPath } from '../../../build/electron-path.mjs';
import { test } from '../../support/desktop-app.ts';

const run = promisify(execFile);

/** TCP addresses, as in /proc/net, that a process listens on. */
const listeners = (pid: number): string[] => {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // Closed meanwhile.
      }
    }),
  );
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
  const fetched = await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => 'refused'));
  expect(fetched).toBe('refused');

  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
  expect(electron.windows()).toHaveLength(1);

  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const asked = await page.evaluate(() =>
    Promise.all([
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      ),
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
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
    location.href = 'https://example.org/';
  });
  expect(await where()).toBe(before);
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
