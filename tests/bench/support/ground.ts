import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signalProcess, waitUntilGone } from '../../../src-main/adapters/system/process-life.ts';

export const run = promisify(execFile);

/** Everything that one benchmark stands on: a folder, a repository, a HOME and tmux sockets of its own. */
export interface Ground {
  /** The checkout. */
  readonly checkout: string;
  readonly folder: string;
  readonly repository: string;
  readonly env: Record<string, string>;
  /** Says how far it is. */
  say(text: string): void;
  /** Runs at the end, last first, also after a failure. */
  onEnd(run: () => Promise<void> | void): void;
  end(): Promise<void>;
}

/** A program gets this long to end by itself after its terminal has gone. */
const graceMs = 5000;

const variables = (folder: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
  HOME: join(folder, 'home'),
  SHELL: '/bin/bash',
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  TUTTI_STATE_DIR: join(folder, 'state'),
  TMUX_TMPDIR: join(folder, 'tmux'),
  XDG_RUNTIME_DIR: join(folder, 'run'),
  XDG_CONFIG_HOME: join(folder, 'home', '.config'),
  GIT_CONFIG_NOSYSTEM: '1',
  ...(process.env.DISPLAY === undefined ? {} : { DISPLAY: process.env.DISPLAY }),
});

export const makeGround = async (checkout: string, say: (text: string) => void): Promise<Ground> => {
  // Short: a socket's path has room for 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'tb-'));
  const env = variables(folder);
  for (const name of ['home', 'state', 'tmux', 'run', 'repository']) {
    mkdirSync(join(folder, name), { mode: 0o700 });
  }
  const endings: (() => Promise<void> | void)[] = [];
  const ground: Ground = {
    checkout,
    folder,
    repository: join(folder, 'repository'),
    env,
    say,
    onEnd: (ending) => void endings.push(ending),
    end: async () => {
      // One that fails leaves nothing of the others behind.
      const failures: unknown[] = [];
      for (const ending of endings.splice(0).reverse()) {
        try {
          await ending();
        } catch (error) {
          failures.push(error);
        }
      }
      for (const socket of socketsOf(env)) await endServer(socket);
      rmSync(folder, { recursive: true, force: true });
      if (failures.length > 0) throw new AggregateError(failures, 'the ground could not be left cleanly');
    },
  };
  await makeRepository(ground);
  return ground;
};

/** A small repository, as a worktree's cost grows with its files. */
const makeRepository = async ({ repository, env }: Ground): Promise<void> => {
  const git = (...args: string[]) => run('git', args, { cwd: repository, env });
  await git('init', '--quiet', '--initial-branch=main');
  for (let file = 0; file < 20; file++) {
    writeFileSync(join(repository, `file-${file}.txt`), `${'a line of text\n'.repeat(20)}`);
  }
  await git('add', '.');
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.invalid'];
  await git(...who, 'commit', '--quiet', '-m', 'Begin');
};

/** A profile of the person's own. */
export const writeProfile = ({ env }: Ground, name: string, yaml: string): void => {
  const folder = join(env.XDG_CONFIG_HOME ?? '', 'tutti', 'profiles');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.yaml`), yaml);
};

/** The program of tests/bench/programs that a profile starts. */
export const programOf = ({ checkout }: Ground, name: string): string =>
  join(checkout, 'tests', 'bench', 'programs', name);

export const socketsOf = (env: Record<string, string>): string[] => {
  const place = env.TMUX_TMPDIR ?? '';
  return readdirSync(place).flatMap((folder) =>
    readdirSync(join(place, folder)).map((name) => join(place, folder, name)),
  );
};

/** The server behind a socket, and the programs of its panes. */
export const serverOf = async (socket: string): Promise<{ server: number; panes: Map<string, number> }> => {
  const format = '#{pid} #{pane_id} #{pane_pid}';
  const { stdout } = await run('tmux', ['-S', socket, 'list-panes', '-a', '-F', format]);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return {
    server: Number(rows[0]?.[0] ?? 0),
    panes: new Map(rows.map(([, pane = '', pid]) => [pane, Number(pid)])),
  };
};

const endServer = async (socket: string): Promise<void> => {
  let found: Awaited<ReturnType<typeof serverOf>>;
  try {
    found = await serverOf(socket);
  } catch {
    return; // Nobody listens there any more.
  }
  const pids = [found.server, ...found.panes.values()].filter((pid) => pid > 0);
  signalProcess(found.server, 'SIGTERM');
  for (const pid of await waitUntilGone(pids, graceMs)) signalProcess(pid, 'SIGKILL');
  await waitUntilGone(pids, graceMs);
};
