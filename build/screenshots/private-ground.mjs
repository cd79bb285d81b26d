import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, chromium } from 'playwright';
import { electronPath } from '../electron-path.mjs';
import { ROOT } from '../setup/places.mjs';
import { startVirtualDisplay } from '../testing/virtual-display.mjs';

/**
 * A HOME, a state folder, tmux sockets and a display of its own; nothing of the person's is seen or touched.
 * @typedef {object} Ground
 * @property {string} folder
 * @property {Record<string, string>} env
 * @property {(run: () => unknown) => void} onEnd runs at the end, last first
 * @property {() => Promise<void>} end
 */

/** @returns {Promise<Ground>} */
export async function makeGround() {
  // Short: a socket's path has room for 107 bytes.
  const folder = mkdtempSync('/tmp/ts-');
  const places = {
    HOME: 'home',
    TUTTI_STATE_DIR: 'state',
    TMUX_TMPDIR: 'tmux',
    XDG_RUNTIME_DIR: 'run',
    TMPDIR: 'tmp',
  };
  const env = Object.entries(places).map(([name, place]) => {
    mkdirSync(join(folder, place), { mode: 0o700 });
    return [name, join(folder, place)];
  });
  const display = await startVirtualDisplay();
  /** @type {(() => unknown)[]} */
  const endings = [
    () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
    () => display.end(),
    () => endTerminals(join(folder, 'tmux')),
  ];
  return {
    folder,
    env: {
      ...Object.fromEntries(env),
      PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
      // Twice as slow as a person watches: a question is still open when a busy machine comes to its picture.
      TUTTI_PACE: '2',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      DISPLAY: display.display,
    },
    onEnd: (run) => void endings.push(run),
    end: async () => {
      for (const ending of endings.splice(0).reverse()) await ending();
    },
  };
}

/**
 * Agents in tmux outlive the app, as they should: here they end with it, by the process id of their server.
 * @param {string} sockets
 */
function endTerminals(sockets) {
  for (const user of readdirSync(sockets)) {
    for (const name of readdirSync(join(sockets, user))) {
      const asked = ['-S', join(sockets, user, name), 'display-message', '-p', '#{pid}'];
      try {
        const pid = Number(
          execFileSync('tmux', asked, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        );
        if (pid > 1) process.kill(pid, 'SIGTERM');
      } catch {
        // A socket that nobody listens to: its server has ended with the last agent.
      }
    }
  }
}

/**
 * The built app in Electron, its window 1440 by 900.
 * @param {Ground} ground
 */
export async function openApp(ground) {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [ROOT, '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(ground.folder, 'user-data')}`],
    env: ground.env,
  });
  ground.onEnd(() => app.close());
  const page = await app.firstWindow();
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(1440, 900);
  });
  await page.waitForFunction(() => window.innerWidth === 1440 && window.innerHeight === 900);
  return page;
}

/**
 * The web monitor of a project as a phone shows it.
 * @param {Ground} ground
 * @param {string} project
 */
export async function openPhone(ground, project) {
  const args = [join(ROOT, 'out/main/cli.js'), 'serve', '--json', '--project', project];
  const host = spawn(process.execPath, args, { env: ground.env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(host, 'exit');
  ground.onEnd(async () => {
    host.kill('SIGTERM');
    await ended;
  });
  const [line] = await once(createInterface(host.stdout), 'line');
  const { url, token } = JSON.parse(line);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  ground.onEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 412, height: 915 } });
  await page.goto(`${url}?token=${token}`);
  return page;
}
