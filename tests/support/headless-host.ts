import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Instance } from '@contract/instances.ts';
import { stateFolderOf } from '../../src-main/adapters/system/state-folder.ts';
import { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { connectSocket } from '../../src-main/hosts/local-socket/connect-socket.ts';
import { tmuxSocketName } from '../../src-main/hosts/open-project/choose-terminals.ts';

const run = promisify(execFile);
const program = resolve(import.meta.dirname, '../../out/main/cli.js');

/** How long a test waits for something that must happen, in ms: only a failing test ever waits so long. */
const patienceMs = 60_000;

/** The first answer of `look` that is neither false nor null nor undefined. */
export const eventually = async <T>(
  what: string,
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  patience = patienceMs,
): Promise<T> => {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((wake) => setTimeout(wake, 25));
  }
};

export interface Ready {
  readonly url: string;
  readonly token: string;
  readonly socket: string;
  readonly mcp: string;
  readonly pid: number;
}

export interface ServedHost {
  readonly process: ChildProcess;
  readonly ready: Ready;
  stderr(): string;
  /** Sends a signal and answers how it ended. */
  end(signal?: NodeJS.Signals): Promise<{ status: number | null; signal: string | null }>;
}

export interface CliEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunMore {
  /** A program that starts the command line, e.g. in a namespace of its own. */
  readonly within?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdin?: string;
}

const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended; nobody has waited for it yet.
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

export { isAlive };

/** Ends processes by their ids and waits until they are gone. */
export const endPids = async (pids: readonly number[]): Promise<void> => {
  for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
  await eventually(`${pids.join(', ')} are gone`, () => !pids.some(isAlive));
};

/**
 * The built command line in a world of its own: home, settings, state, tmux sockets, repository. Everything it starts is
 * ended by process id in `end`.
 */
export class HeadlessWorld {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-faults-')));
  readonly root = join(this.folder, 'a project');
  readonly env: Record<string, string | undefined>;
  readonly #hosts: ServedHost[] = [];
  readonly #clients: FrameClient[] = [];
  readonly #recovers: boolean;

  /** `recovers`: what crashes is started again unasked, as at a person's; most tests look at a crash itself. */
  constructor({ recovers = false } = {}) {
    this.#recovers = recovers;
    if (!existsSync(program)) throw new Error('run the build first: npm run build');
    this.env = {
      PATH: process.env.PATH,
      HOME: join(this.folder, 'home'),
      XDG_CONFIG_HOME: join(this.folder, 'config'),
      XDG_RUNTIME_DIR: join(this.folder, 'runtime'),
      TUTTI_STATE_DIR: join(this.folder, 'state'),
      TMUX_TMPDIR: join(this.folder, 'tmux'),
      SHELL: '/bin/sh',
      LANG: 'C.UTF-8',
    };
    for (const name of ['home', 'config', 'runtime', 'tmux']) {
      mkdirSync(join(this.folder, name), { mode: 0o700 });
    }
    this.makeRepository(this.root);
  }

  makeRepository(root: string): void {
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid'];
    execFileSync('git', [...who, 'commit', '--quiet', '--allow-empty', '-m', 'Start'], { cwd: root });
  }

  get stateFolder(): string {
    return stateFolderOf(this.root, this.env);
  }

  /** A profile of the person's. JSON is YAML. */
  writeProfile(profile: Readonly<Record<string, unknown>> & { readonly name: string }): string {
    return this.writeProfileText(`${profile.name}.yaml`, JSON.stringify(profile));
  }

  writeProfileText(name: string, text: string): string {
    const file = join(this.folder, 'config', 'tutti', 'profiles', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Starts a host and waits for its line; throws with what it said when it ends before. */
  async serve(words: readonly string[] = [], more: RunMore = {}): Promise<ServedHost> {
    const child = this.#start(['serve', '--json', ...words], more);
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const exited = once(child, 'exit').then(([status, signal]) => ({ status, signal }));
    const host: ServedHost = {
      process: child,
      get ready() {
        return JSON.parse(out.split('\n')[0] ?? '') as Ready;
      },
      stderr: () => err,
      end: (signal = 'SIGTERM') => {
        child.kill(signal);
        return exited;
      },
    };
    this.#hosts.push(host);
    await eventually(`the host serves\n${err}`, () => {
      if (child.exitCode !== null) throw new Error(`the host ended (${child.exitCode}): ${err}`);
      return out.includes('\n');
    });
    await this.#settle(host);
    return host;
  }

  /** Once for each log: how much memory this machine has must not matter, and a crash is to be looked at. */
  async #settle(host: ServedHost): Promise<void> {
    const client = await this.connect(host);
    const view = await client.call('view.get', {});
    // A host that can't keep it (its disk is full, say) is one whose test is about that.
    if (!view.ok || view.value.settings.starts.keepFreeMb === 0) return;
    const { settings } = view.value;
    await client.call('settings.set', {
      ...settings,
      starts: { ...settings.starts, keepFreeMb: 0 },
      recovery: { ...settings.recovery, restart: this.#recovers ? 'crashed' : 'off' },
    });
  }

  /** Runs a command to its end. */
  async cli(words: readonly string[], more: RunMore = {}): Promise<CliEnd> {
    const child = this.#start(words, more);
    const said = { out: '', err: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...said };
  }

  /** What a command printed as JSON; throws with what it said when it failed. */
  async json(words: readonly string[], more: RunMore = {}) {
    const [command = '', ...rest] = words;
    const { code, out, err } = await this.cli([command, '--json', ...rest], more);
    if (code !== 0) throw new Error(`tutti ${words.join(' ')} ended with ${code}: ${out}${err}`);
    return JSON.parse(out);
  }

  #start(words: readonly string[], { env = {}, cwd = this.root, stdin, within = [] }: RunMore): ChildProcess {
    const [command = '', ...args] = [...within, process.execPath, program, ...words];
    const child = spawn(command, args, {
      cwd,
      env: { ...this.env, ...env } as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => undefined); // It may end without having read.
    child.stdin?.end(stdin ?? '');
    return child;
  }

  /** A connection to the host's socket (the last started one's), as the person's. */
  async connect(host = this.#hosts.at(-1)): Promise<FrameClient> {
    if (host === undefined) throw new Error('no host was started');
    const link = await connectSocket(host.ready.socket, {});
    if (!link.ok) throw new Error(link.error.message);
    const client = new FrameClient(link.value);
    this.#clients.push(client);
    return client;
  }

  /** The tmux server's process id; null when there is none. */
  async tmuxServer(): Promise<number | null> {
    const words = ['-L', tmuxSocketName(this.stateFolder), 'display-message', '-p', '#{pid}'];
    const asked = await run('tmux', words, { env: this.env as NodeJS.ProcessEnv }).catch(() => null);
    return asked === null ? null : Number(asked.stdout);
  }

  /** Process ids of the host's control client, found as the host's child. */
  tmuxClients(host: ServedHost): number[] {
    return allPids().filter((pid) => parentOf(pid) === host.process.pid && nameOf(pid).startsWith('tmux'));
  }

  /** Everything alive that an instance of this project started. */
  marked(): number[] {
    const marker = `TUTTI_INSTANCE=${basename(this.stateFolder)}/`;
    return allPids().filter(
      (pid) => isAlive(pid) && environOf(pid).some((entry) => entry.startsWith(marker)),
    );
  }

  /** Processes with this command line. */
  running(command: string): number[] {
    const words = (pid: number): string =>
      readOr(`/proc/${pid}/cmdline`).split('\0').filter(Boolean).join(' ');
    return allPids().filter((pid) => words(pid) === command && isAlive(pid));
  }

  /** What a program was started with. */
  environmentOf(pid: number): Readonly<Record<string, string | undefined>> {
    const entries = environOf(pid).map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), entry.slice(at + 1)];
    });
    return Object.fromEntries(entries);
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.close();
    for (const host of this.#hosts) {
      const { process: child } = host;
      if (child.exitCode === null && child.signalCode === null) await host.end('SIGKILL');
    }
    const server = await this.tmuxServer();
    // The tmux server first: what it runs would else be told of each end.
    if (server !== null) await endPids([server]);
    await eventually('nothing of the project runs', async () => {
      const left = this.marked();
      for (const pid of left) process.kill(pid, 'SIGKILL');
      return left.length === 0;
    });
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const readOr = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // It ended meanwhile, or is another user's.
  }
};

const environOf = (pid: number): string[] => readOr(`/proc/${pid}/environ`).split('\0');
const nameOf = (pid: number): string => readOr(`/proc/${pid}/comm`).trim();
const parentOf = (pid: number): number =>
  Number(/^\d+ \(.*\) \S (\d+)/s.exec(readOr(`/proc/${pid}/stat`))?.[1]);

/** The value of a call that must succeed. */
export const done = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

export const instancesOf = async (client: FrameClient): Promise<Instance[]> =>
  done(await client.call('instances.list', {}));

/** Waits until instances (all of them without ids) are in one of the states. */
export const untilStates = (
  client: FrameClient,
  states: readonly Instance['state'][],
  ids?: readonly string[],
): Promise<Instance[]> => {
  let last: Instance[] = [];
  return eventually(`${ids?.join(', ') ?? 'all'} are ${states.join(' or ')}`, async () => {
    last = (await instancesOf(client)).filter(({ id }) => ids?.includes(id) ?? true);
    return last.length > 0 && last.every(({ state }) => states.includes(state)) && last;
  }).catch((error: Error) => {
    throw new Error(
      `${error.message}: ${last.map(({ id, state, reason }) => `${id} ${state} (${reason})`).join('; ')}`,
    );
  });
};
