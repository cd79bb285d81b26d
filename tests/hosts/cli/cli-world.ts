import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHostFile } from '../../../src-main/adapters/system/host-file.ts';
import { stateFolderOf } from '../../../src-main/adapters/system/state-folder.ts';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import type { CliIo } from '../../../src-main/hosts/cli/cli-io.ts';
import { exitCodeFor } from '../../../src-main/hosts/cli/run-cli.ts';
import { serveSocket } from '../../../src-main/hosts/local-socket/serve-socket.ts';
import { fakeLog, fakeRooms } from '../../core/doors/fake-rooms.ts';

export const specialist: Caller = { kind: 'instance', id: 'spec_1_1', run: 1, door: 'cli' };

/** A repository, a state folder, and a command line in them; a host with fake rooms when one is started. */
export const cliWorld = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutti-cli-')));
  const root = join(folder, 'a project');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: folder,
    TUTTI_STATE_DIR: join(folder, 'state'),
  };
  const endings: (() => unknown)[] = [];

  const startHost = async () => {
    const fake = fakeRooms();
    const stateFolder = stateFolderOf(root, env);
    const socket = join(folder, 'host.sock');
    const served = await serveSocket({
      path: socket,
      version: '1.2.3',
      identify: (token) => (token === 'spec-token' ? specialist : null),
      enter: () => ({ rooms: fake.rooms, leave: () => {} }),
      log: fakeLog().log,
    });
    if (!served.ok) throw new Error(served.error.message);
    writeHostFile(stateFolder, {
      pid: process.pid,
      startTime: '',
      socket,
      mcp: 'http://127.0.0.1:1/mcp',
      version: '1.2.3',
    });
    endings.push(() => served.value.close());
    return { ...fake, close: () => served.value.close() };
  };

  const run = async (
    words: readonly string[],
    more: { stdin?: string; env?: Record<string, string>; cwd?: string; colour?: boolean } = {},
  ) => {
    const printed = { out: '', err: '' };
    let interrupt = (): void => {};
    const io: CliIo = {
      out: (text) => {
        printed.out += text;
      },
      err: (text) => {
        printed.err += text;
      },
      stdin: async () => more.stdin ?? '',
      env: { ...env, ...more.env },
      cwd: more.cwd ?? root,
      colour: more.colour ?? false,
      onInterrupt: (stop) => {
        interrupt = stop;
        return () => {};
      },
    };
    const ended = exitCodeFor(words, io, '1.2.3');
    return { printed, ended, interrupt: () => interrupt() };
  };

  return {
    folder,
    root,
    env,
    startHost,
    /** Runs a command to its end. */
    tutti: async (words: readonly string[], more: Parameters<typeof run>[1] = {}) => {
      const { printed, ended } = await run(words, more);
      return { code: await ended, ...printed };
    },
    begin: run,
    end: async () => {
      for (const end of endings.splice(0).reverse()) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
