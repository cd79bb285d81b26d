import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Size } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';
import type {
  PaneCapture,
  PaneId,
  PaneInfo,
  PaneSpec,
  Reached,
  Terminals,
  TerminalsListener,
} from '../../core/ports/terminals.ts';
import { checkStart } from '../system/find-program.ts';
import { signalProcess, waitUntilGone } from '../system/process-life.ts';
import { PaneCapturer } from './capture-pane.ts';
import { openCommand, resizeCommand } from './commands.ts';
import type { Answer } from './control-client.ts';
import { ExitWatch } from './exit-watch.ts';
import { isNoPane, pasteText, submitKeys, typeBytes } from './pane-input.ts';
import { PaneRegistry } from './pane-registry.ts';
import { PANE_FORMAT, type PaneRow, parsePaneRow } from './pane-rows.ts';
import { probeTmux } from './probe.ts';
import { serverConfig } from './server-config.ts';
import { ServerConnection, type ServerIdentity } from './server-connection.ts';
import { serverEnvironment, terminfoFor } from './server-environment.ts';

export interface TmuxOptions {
  /** Names the server (`tmux -L`): one a project. */
  readonly socketName: string;
  /** A folder of Tutti's own for tmux's configuration and for captures in passing; made with mode 0700. */
  readonly stateDir: string;
  readonly session?: string;
  readonly tmuxPath?: string;
  readonly log: Log;
  /** After this long without an answer a command counts as failed. */
  readonly commandTimeoutMs?: number;
}

/** An answer takes milliseconds; a machine that swaps may take seconds. Beyond that callers are better told. */
const COMMAND_TIMEOUT_MS = 15_000;
/** Programs get this long after the hang-up of `destroy` to end by themselves, before they are killed. */
const HANGUP_GRACE_MS = 2000;

/** Terminals in a tmux server of the project's own, spoken to through one control-mode client. */
export class TmuxTerminals implements Terminals {
  readonly kind = 'tmux';
  readonly survivesHost = true;
  readonly #options: TmuxOptions;
  readonly #capturer: PaneCapturer;
  #connection: ServerConnection | null = null;
  #panes: PaneRegistry | null = null;
  #tmuxPath = 'tmux';
  #exits: ExitWatch | null = null;
  #deaths = 0;

  constructor(options: TmuxOptions) {
    this.#options = options;
    this.#capturer = new PaneCapturer(resolve(options.stateDir, 'captures'), (line) => this.#request(line));
  }

  /** Process ids of the server and of the control client, for diagnosis. */
  get processes(): { readonly server: number | null; readonly client: number | null } {
    const connection = this.#connection;
    return { server: connection?.identity?.pid ?? null, client: connection?.clientPid ?? null };
  }

  async start(listener: TerminalsListener): Promise<Result<readonly PaneInfo[]>> {
    const found = await probeTmux(this.#options.tmuxPath);
    if (!found.ok) return found;
    this.#tmuxPath = found.value.path;
    const panes = new PaneRegistry(listener);
    this.#panes = panes;
    this.#exits = new ExitWatch({
      panes,
      list: () => this.list(),
      nudge: () => this.#connection?.nudge(),
      log: this.#options.log,
    });
    this.#connection = await this.#makeConnection(panes, listener);
    const connected = await this.#connection.connect();
    if (!connected.ok) return connected;
    const rows = await this.#rows();
    if (!rows.ok) return rows;
    for (const row of rows.value) panes.adopt(row);
    await this.#deleteLeftBuffers();
    this.#options.log.info('attached to tmux', { version: found.value.version, panes: rows.value.length });
    return ok(rows.value.map((row) => row.info));
  }

  async open(spec: PaneSpec): Promise<Result<PaneInfo>> {
    const path = await checkStart(spec);
    if (!path.ok) return path;
    const session = this.#connection?.identity?.session;
    const panes = this.#panes;
    if (session === undefined || panes === null) return notConnected();
    const deathsBefore = this.#deaths;
    panes.beginOpening();
    const answer = await this.#request(openCommand(session, spec, path.value));
    const row = answer.ok ? parsePaneRow(answer.value[0] ?? '', spec.tag) : null;
    panes.endOpening(row);
    if (!answer.ok) return answer;
    if (row === null) return fail('terminal_failed', 'tmux did not name the new pane.', 'Restart the host.');
    // Its death may have been seen before it was known to be ours.
    if (this.#deaths !== deathsBefore) this.#exits?.look();
    return ok({ ...row.info, size: spec.size, exit: null });
  }

  async type(pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>> {
    return isPane(pane) ? typeBytes((line) => this.#request(line), pane, bytes) : noSuchPane(pane);
  }

  async paste(pane: PaneId, text: string, mark: string): Promise<Result<Reached>> {
    return isPane(pane) ? pasteText((line) => this.#request(line), pane, text, mark) : noSuchPane(pane);
  }

  async submit(pane: PaneId, keys: string, mark: string): Promise<Result<Reached>> {
    return isPane(pane) ? submitKeys((line) => this.#request(line), pane, keys, mark) : noSuchPane(pane);
  }

  async resize(pane: PaneId, size: Size): Promise<Result<void>> {
    if (!isPane(pane)) return noSuchPane(pane);
    const answer = await this.#request(resizeCommand(pane, size));
    if (answer.ok) return ok(undefined);
    return isNoPane(answer) ? noSuchPane(pane) : answer;
  }

  async capture(pane: PaneId): Promise<Result<PaneCapture>> {
    if (!isPane(pane)) return noSuchPane(pane);
    const captured = await this.#capturer.capture(pane);
    return isNoPane(captured) ? noSuchPane(pane) : captured;
  }

  async close(pane: PaneId): Promise<Result<void>> {
    if (!isPane(pane)) return ok(undefined);
    this.#panes?.forget(pane);
    const answer = await this.#request(`kill-pane -t ${pane}`);
    return answer.ok || isNoPane(answer) ? ok(undefined) : answer;
  }

  async list(): Promise<Result<readonly PaneInfo[]>> {
    const rows = await this.#rows();
    return rows.ok ? ok(rows.value.map((row) => row.info)) : rows;
  }

  async stop(): Promise<void> {
    this.#exits?.stop();
    await this.#connection?.leave();
    this.#connection = null;
  }

  async destroy(): Promise<void> {
    const listed = await this.list();
    const programs = listed.ok
      ? listed.value.filter((info) => info.exit === null).map((info) => info.pid)
      : [];
    const server = this.#connection?.identity ?? null;
    await this.stop();
    await this.#killServer(server);
    // A program that ignores the hang-up would run on with nobody to see it. Each leads its own process group.
    for (const pid of await waitUntilGone(programs, HANGUP_GRACE_MS)) signalProcess(-pid, 'SIGKILL');
    await waitUntilGone(programs, HANGUP_GRACE_MS);
  }

  async #killServer(server: ServerIdentity | null): Promise<void> {
    const env = serverEnvironment(process.env);
    const kill = ['-L', this.#options.socketName, 'kill-server'];
    try {
      await promisify(execFile)(this.#tmuxPath, kill, { env, timeout: HANGUP_GRACE_MS });
    } catch (error) {
      this.#options.log.info('tmux had no server to end', { why: String(error) });
    }
    if (server === null) return;
    const left = await waitUntilGone([server.pid], HANGUP_GRACE_MS);
    for (const pid of left) signalProcess(pid, 'SIGKILL');
    await waitUntilGone(left, HANGUP_GRACE_MS);
    await rm(server.socketPath, { force: true });
  }

  async #makeConnection(panes: PaneRegistry, listener: TerminalsListener): Promise<ServerConnection> {
    const { stateDir, socketName, session = 'tutti', log } = this.#options;
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    await this.#capturer.prepare();
    const configFile = resolve(stateDir, 'tmux.conf');
    const terminfo = await terminfoFor('tmux-256color');
    await writeFile(configFile, `${serverConfig(terminfo).join('\n')}\n`, { mode: 0o600 });
    const place = {
      tmuxPath: this.#tmuxPath,
      socketName,
      configFile,
      session,
      terminfo,
      env: serverEnvironment(process.env),
      commandTimeoutMs: this.#options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    };
    return new ServerConnection(
      place,
      {
        output: (pane, bytes) => panes.output(pane, bytes),
        notification: (name, rest) => this.#notification(name, rest),
        paneDied: () => {
          this.#deaths++;
          this.#exits?.look();
        },
        reconnected: (reason) => {
          listener.gap(null, reason);
          this.#exits?.look();
        },
        lost: (reason) => {
          panes.clear();
          listener.lost(reason);
        },
        restored: () => listener.restored(),
      },
      log,
    );
  }

  #notification(name: string, rest: string): void {
    const [first = ''] = rest.split(' ', 1);
    if (name === '%unlinked-window-close' || name === '%window-close') {
      if (this.#panes?.hasWindow(first) === true) this.#exits?.look();
    } else if (name === '%pause') {
      this.#panes?.gap(first, 'tmux paused the output');
      if (isPane(first)) void this.#request(`refresh-client -A "${first}:continue"`);
    } else if (name === '%session-changed') {
      const ours = this.#connection?.identity?.session;
      if (ours !== undefined && ours !== first) this.#connection?.dropClient();
    }
  }

  /** A host that was killed between filling a buffer and pasting it left a message there. */
  async #deleteLeftBuffers(): Promise<void> {
    const listed = await this.#request('list-buffers -F "#{buffer_name}"');
    const left = listed.ok ? listed.value.filter((name) => /^(tutti|capture)-[\w-]+$/.test(name)) : [];
    await Promise.all(left.map((name) => this.#request(`delete-buffer -b ${name}`)));
  }

  async #rows(): Promise<Result<readonly PaneRow[]>> {
    const session = this.#connection?.identity?.session;
    if (session === undefined) return notConnected();
    const answer = await this.#request(`list-panes -s -t '${session}' -F "${PANE_FORMAT}"`);
    if (!answer.ok) return answer;
    return ok(answer.value.map((line) => parsePaneRow(line)).filter((row) => row !== null));
  }

  #request(line: string): Promise<Result<Answer>> {
    return this.#connection?.request(line) ?? Promise.resolve(notConnected());
  }
}

function isPane(pane: PaneId): boolean {
  return /^%\d+$/.test(pane);
}

function noSuchPane(pane: PaneId): Result<never> {
  return fail('not_found', `There is no pane ${pane}.`, 'Refresh the list of instances.');
}

function notConnected(): Result<never> {
  return fail(
    'terminal_failed',
    'There is no connection to tmux.',
    'Wait a moment: a new connection is being made.',
  );
}
