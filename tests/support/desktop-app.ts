import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TuttiEvent } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { test as base } from 'playwright/test';
import { electronPath } from '../../build/electron-path.mjs';
import { readHostFile } from '../../src-main/adapters/system/host-file.ts';
import { stateFolderOf } from '../../src-main/adapters/system/state-folder.ts';
import { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { connectSocket } from '../../src-main/hosts/local-socket/connect-socket.ts';
import { done, endPids, eventually, instancesOf, isAlive } from './headless-host.ts';

const run = promisify(execFile);
const app = resolve(import.meta.dirname, '../..');

export interface DesktopApp {
  readonly electron: ElectronApplication;
  /** The first window's page. */
  readonly page: Page;
  readonly pid: number;
  /** As the menu's Quit does; answers the exit code. */
  quit(): Promise<number | null>;
  /** Ends the main process, and with it all of Chromium's, without a farewell. */
  kill(): Promise<void>;
}

/** The real app in a world of its own: home, settings, state, tmux sockets, temporary files. `end` ends all that came of it, by process id. */
export class DesktopWorld {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-app-')));
  readonly env: Record<string, string>;
  readonly #apps: DesktopApp[] = [];
  readonly #clients: FrameClient[] = [];
  #said = '';

  constructor() {
    for (const name of ['home', 'config', 'runtime', 'tmux', 'tmp']) {
      mkdirSync(join(this.folder, name), { mode: 0o700 });
    }
    this.env = {
      PATH: process.env.PATH ?? '',
      DISPLAY: process.env.DISPLAY ?? '',
      HOME: join(this.folder, 'home'),
      XDG_CONFIG_HOME: join(this.folder, 'config'),
      XDG_RUNTIME_DIR: join(this.folder, 'runtime'),
      TUTTI_STATE_DIR: join(this.folder, 'state'),
      TMUX_TMPDIR: join(this.folder, 'tmux'),
      TMPDIR: join(this.folder, 'tmp'),
      SHELL: '/bin/sh',
      LANG: 'C.UTF-8',
    };
  }

  /** A repository with one commit; its name has a space. */
  repository(name = 'a project'): string {
    const root = join(this.folder, name);
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid'];
    execFileSync('git', [...who, 'commit', '--quiet', '--allow-empty', '-m', 'Start'], { cwd: root });
    return root;
  }

  /** Words for the app's own command line: its folder first, then flags. */
  words(more: readonly string[]): string[] {
    // Root has no sandbox; a screen without a graphics card draws in software, and terminals as text that a test can read.
    const flags = [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-software-rasterizer',
    ];
    return [app, ...flags, `--user-data-dir=${join(this.folder, 'user-data')}`, ...more];
  }

  /** Starts the app and waits for its first window. */
  async launch(
    more: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<DesktopApp> {
    const started = await electron.launch({
      executablePath: electronPath(),
      args: this.words(more),
      cwd: app,
      env: { ...this.env, ...env },
    });
    const child = started.process();
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        this.#said += bytes.toString();
      });
    }
    const page = await started.firstWindow();
    page.on('pageerror', (error) => {
      this.#said += `page: ${error.stack ?? error.message}\n`;
    });
    const launched: DesktopApp = {
      electron: started,
      page,
      pid: child.pid ?? 0,
      quit: async () => {
        await started.close();
        return exited;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
    this.#apps.push(launched);
    return launched;
  }

  /** What the main processes and the pages complained of, for a failure's report. */
  said(): string {
    const logs = join(this.folder, 'state', 'desktop.log');
    return `${this.#said}\n${readOr(logs)}`;
  }

  /** A connection to the host of a project, beside the window's. */
  async connect(root: string): Promise<FrameClient> {
    const stateFolder = stateFolderOf(root, this.env);
    const file = await eventually('the host serves', () => readHostFile(stateFolder));
    const link = await connectSocket(file.socket, {});
    if (!link.ok) throw new Error(link.error.message);
    const client = new FrameClient(link.value);
    this.#clients.push(client);
    return client;
  }

  /** Process ids of the tmux servers of this world's projects. */
  async tmuxServers(): Promise<number[]> {
    const folders = readdirSync(join(this.folder, 'tmux'));
    const sockets = folders.flatMap((name) => {
      const folder = join(this.folder, 'tmux', name);
      return readdirSync(folder).map((socket) => join(folder, socket));
    });
    const pids = sockets.map(async (socket) => {
      const asked = await run('tmux', ['-S', socket, 'display-message', '-p', '#{pid}']).catch(() => null);
      return asked === null ? [] : [Number(asked.stdout)];
    });
    return (await Promise.all(pids)).flat();
  }

  /** Everything alive that was started in this world. */
  processes(): number[] {
    const mark = `HOME=${join(this.folder, 'home')}`;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => isAlive(pid) && readOr(`/proc/${pid}/environ`).split('\0').includes(mark));
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.close();
    await endPids(this.#apps.map(({ pid }) => pid));
    // The tmux servers first: what they run would else be told of each end.
    await endPids(await this.tmuxServers());
    await eventually('nothing of this world runs', () => {
      const left = this.processes();
      for (const pid of left) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      return left.length === 0;
    });
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const readOr = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // It ended meanwhile, or was never written.
  }
};

/** All events of a project, in order. */
export const allEvents = async (client: FrameClient): Promise<TuttiEvent[]> => {
  const events: TuttiEvent[] = [];
  for (;;) {
    const more = done(await client.call('events.list', { after: events.at(-1)?.seq ?? 0, limit: 5000 }));
    if (more.length === 0) return events;
    events.push(...more);
  }
};

export const instanceNamed = async (client: FrameClient, id: string): Promise<Instance> => {
  const found = (await instancesOf(client)).find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

/** What is on an instance's screen, and above it. */
export const screenText = async (client: FrameClient, id: string): Promise<string> =>
  done(await client.call('instances.read', { id, lines: 2000 })).lines.join('\n');

/** Tests with a world of their own; what the app said is told when one fails. */
export const test = base.extend<{ world: DesktopWorld }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads a fixture's needs from its pattern
  world: async ({}, use, info) => {
    const world = new DesktopWorld();
    try {
      await use(world);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach('what the app said', { body: world.said(), contentType: 'text/plain' });
        process.stderr.write(`${world.said().slice(-4000)}\n`);
      }
      await world.end();
    }
  },
});
