import { fail, ok, type Result } from '@contract/result.ts';
import type { Environment } from '../../adapters/system/state-folder.ts';
import type { Log } from '../../core/ports/log.ts';
import { Host } from '../host/host.ts';
import { hostPlaces } from '../open-project/host-places.ts';
import type { TerminalChoice } from '../open-project/terminal-choices.ts';
import { readPageFiles } from './page-files.ts';
import { openWebDoor } from './web-door.ts';

export interface ServeOptions {
  readonly folder: string;
  readonly env: Environment;
  readonly terminals: TerminalChoice;
  /** Address of the web monitor; loopback unless the person asked for another. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly readOnly: boolean;
  readonly log: Log;
}

/** What a program needs to find its way in. `token` is the person's: every right. */
export interface Served {
  readonly ready: {
    readonly url: string;
    readonly token: string;
    readonly socket: string;
    readonly mcp: string;
    readonly pid: number;
  };
  readonly root: string;
  /** Whether the agents go on when this host ends. */
  readonly agentsGoOn: boolean;
  /** What the person should know; empty when all is well. */
  readonly notices: readonly string[];
  /** Resolves when the project can't be served any more, because the host that owns it has ended. */
  readonly ended: Promise<void>;
  /** Lets go of everything; with tmux the panes go on. */
  close(): Promise<void>;
}

/** Opens a project and the web monitor on it. When it fails, nothing is left open. */
export const serve = async (options: ServeOptions): Promise<Result<Served>> => {
  const { env, terminals, log } = options;
  const places = hostPlaces();
  const host = new Host({
    kind: 'headless',
    env,
    terminals,
    places,
    log,
    askForFolder: null,
    files: null,
    preferences: null,
  });
  const opened = await host.open(options.folder);
  if (!opened.ok) return opened;
  const project = opened.value;
  const door = await openWebDoor({
    ...options,
    token: project.token,
    files: await readPageFiles(places.pages),
    enter: () => host.enter('fixed', project),
  });
  const info = door.ok ? await project.info() : door;
  if (!door.ok || !info.ok) {
    await host.stop();
    return door.ok ? fail('no_host', 'The host that has this project open has ended.', 'Try again.') : door;
  }
  const { root, owned, socket, mcp, token } = project;
  const attached = owned ? [] : ['Another Tutti has this project open: this is a window on it.'];
  const { terminals: kind, terminalsNotice, notices } = info.value;
  return ok({
    ready: { url: door.value.url, token, socket, mcp, pid: process.pid },
    root,
    // Of a host that is only a window on another one, the end ends nothing.
    agentsGoOn: kind === 'tmux' || !owned,
    notices: [...attached, ...(terminalsNotice === null ? [] : [terminalsNotice]), ...notices],
    ended: new Promise((resolve) => project.onGone(resolve)),
    close: async () => {
      await door.value.close();
      await host.stop();
    },
  });
};
