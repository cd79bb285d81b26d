import { setTimeout as delay } from 'node:timers/promises';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';
import { isAlive, signalProcess } from '../system/process-life.ts';
import { type Answer, ControlClient } from './control-client.ts';
import { KEEPER_NAME, serverConfig } from './server-config.ts';

export interface ServerPlace {
  readonly tmuxPath: string;
  readonly socketName: string;
  readonly configFile: string;
  readonly session: string;
  readonly terminfo: string;
  /** The environment tmux itself starts with: nothing of it reaches a program. */
  readonly env: Readonly<Record<string, string>>;
  readonly commandTimeoutMs: number;
}

export interface ConnectionEvents {
  output(pane: string, bytes: Buffer): void;
  notification(name: string, rest: string): void;
  /** A program somewhere has ended. */
  paneDied(): void;
  /** The client died alone; a new one is attached to the same server. */
  reconnected(reason: string): void;
  lost(reason: string): void;
  restored(): void;
}

/** The server and session a client is attached to. */
export interface ServerIdentity {
  readonly pid: number;
  /** `$0`; a session made anew has another one. */
  readonly session: string;
  /** Its socket, which it leaves lying when it ends. */
  readonly socketPath: string;
}

/** A server that is just going leaves its socket for a moment, and a start in that moment fails: seen for up to 100 ms. */
const FIRST_START_TRIES = 8;
const SHORTEST_BACKOFF_MS = 50;
/** A server that dies at every start must not be started in a busy loop, and one that recovers not be waited for long. */
const LONGEST_BACKOFF_MS = 5000;
/** A connection that lived this long was a good one: the next fault starts from the shortest backoff. */
const GOOD_CONNECTION_MS = 10_000;

/** Keeps one control client attached to the project's server, and starts either anew when it dies. */
export class ServerConnection {
  readonly #place: ServerPlace;
  readonly #events: ConnectionEvents;
  readonly #log: Log;
  #client: ControlClient | null = null;
  #identity: ServerIdentity | null = null;
  #keeper: string | null = null;
  #leaving = false;
  #backoffMs = SHORTEST_BACKOFF_MS;
  #connectedAt = 0;
  readonly #left = new AbortController();
  #reconnecting: Promise<void> = Promise.resolve();

  constructor(place: ServerPlace, events: ConnectionEvents, log: Log) {
    this.#place = place;
    this.#events = events;
    this.#log = log;
  }

  get identity(): ServerIdentity | null {
    return this.#identity;
  }

  get clientPid(): number | undefined {
    return this.#client?.pid;
  }

  async connect(): Promise<Result<ServerIdentity>> {
    let connected = await this.#attach();
    for (let tries = 1; !connected.ok && tries < FIRST_START_TRIES; tries++) {
      await this.#pause();
      connected = await this.#attach();
    }
    return connected;
  }

  request(line: string): Promise<Result<Answer>> {
    if (this.#client !== null && this.#identity !== null) return this.#client.request(line);
    const remedy = 'Wait a moment: a new connection is being made.';
    return Promise.resolve(fail('terminal_failed', 'There is no connection to tmux.', remedy));
  }

  /** Detaches for good. No event comes after it is called. */
  async leave(): Promise<void> {
    this.#leaving = true;
    this.#left.abort();
    await Promise.all([this.#client?.leave(), this.#reconnecting]);
  }

  /**
   * Makes the server look for ended children. tmux 3.3a misses the signal for about one in twenty programs that are killed: their
   * panes are dead, without a status and without running the hook, until any other child ends.
   */
  nudge(): void {
    if (this.#identity !== null) signalProcess(this.#identity.pid, 'SIGCHLD');
  }

  /** Drops the client and attaches anew: for one that is attached to the wrong session. */
  dropClient(): void {
    void this.#client?.kill();
  }

  async #attach(): Promise<Result<ServerIdentity>> {
    let client: ControlClient;
    try {
      client = await this.#newClient();
    } catch (error) {
      // No room for a socket, say: it is tried again, as any other fault is.
      const why = error instanceof Error ? error.message : String(error);
      const remedy = 'Make room in the folder for temporary files, and see that it can be written.';
      return fail('terminal_failed', `A connection to tmux could not be made: ${why}`, remedy);
    }
    this.#client = client;
    const lines = serverConfig(this.#place.terminfo);
    const environment = Object.keys(this.#place.env).concat('PWD', 'OLDPWD', 'SHLVL', '_');
    const settings = [...lines, ...environment.map((name) => `set-environment -g -u ${name}`)];
    const set = await Promise.all(settings.map((line) => client.request(line)));
    const keeper = await this.#findKeeper(client);
    const failed = [...set, keeper].find((result) => !result.ok);
    if (failed?.ok === false || !keeper.ok) {
      if (this.#client === client) this.#client = null;
      await client.kill();
      return failed?.ok === false ? failed : fail('internal', 'No keeper.', 'Report this.');
    }
    this.#identity = keeper.value;
    this.#connectedAt = performance.now();
    return ok(keeper.value);
  }

  async #newClient(): Promise<ControlClient> {
    const { tmuxPath, socketName, configFile, session, env, commandTimeoutMs } = this.#place;
    const create = ['new-session', '-A', '-s', session, '-n', KEEPER_NAME, '-x', '80', '-y', '24'];
    const client: ControlClient = await ControlClient.open({
      path: tmuxPath,
      args: ['-L', socketName, '-f', configFile, '-u', '-C', ...create, '--', ...KEEPER_PROGRAM],
      env,
      commandTimeoutMs,
      output: (pane, bytes) => this.#output(pane, bytes),
      notification: (name, rest) => this.#notification(name, rest),
      closed: (reason) => this.#closed(client, reason),
    });
    return client;
  }

  #output(pane: string, bytes: Buffer): void {
    if (this.#leaving) return;
    if (pane === this.#keeper) this.#events.paneDied();
    else this.#events.output(pane, bytes);
  }

  #notification(name: string, rest: string): void {
    if (this.#leaving) return;
    if (name !== '%subscription-changed') this.#events.notification(name, rest);
    else if (rest.endsWith(' : 1')) this.#events.paneDied();
  }

  /** Finds (or makes) the keeper and has every dying pane type a newline to it, whose echo is our signal. */
  async #findKeeper(client: ControlClient): Promise<Result<ServerIdentity>> {
    const asked = await client.request('display-message -p "#{pid} #{session_id} #{socket_path}"');
    if (!asked.ok) return asked;
    const [pid = '', session = '', ...path] = (asked.value[0] ?? '').split(' ');
    const listed = await client.request(
      `list-panes -s -t '${session}' -F "#{window_name} #{pane_dead} #{pane_id}"`,
    );
    if (!listed.ok) return listed;
    const living = listed.value.find((line) => line.startsWith(`${KEEPER_NAME} 0 `));
    const keeper =
      living === undefined ? await this.#makeKeeper(client, session) : ok(living.split(' ')[2] ?? '');
    if (!keeper.ok) return keeper;
    this.#keeper = keeper.value;
    // Notifications are suppressed within hooks, so the promptest signal is a newline typed to the keeper and echoed. The
    // subscription, a second late, is for the deaths whose hook never runs (see `nudge`).
    const hooked = await client.request(
      `set-hook -gw pane-died "send-keys -t ${keeper.value} -H 0a" ; refresh-client -B "${DEAD_SUBSCRIPTION}"`,
    );
    return hooked.ok ? ok({ pid: Number(pid), session, socketPath: path.join(' ') }) : hooked;
  }

  async #makeKeeper(client: ControlClient, session: string): Promise<Result<string>> {
    const program = KEEPER_PROGRAM.map((word) => `"${word}"`).join(' ');
    const made = await client.request(
      `new-window -d -P -F "#{pane_id}" -t '${session}:' -n ${KEEPER_NAME} -- ${program}`,
    );
    return made.ok ? ok(made.value[0] ?? '') : made;
  }

  #closed(client: ControlClient, reason: string): void {
    if (this.#leaving || this.#client !== client || this.#identity === null) return;
    const before = this.#identity;
    this.#client = null;
    this.#identity = null;
    if (performance.now() - this.#connectedAt > GOOD_CONNECTION_MS) this.#backoffMs = SHORTEST_BACKOFF_MS;
    this.#log.warn('the connection to tmux ended', { reason, server: before.pid });
    const gone = SERVER_GONE.test(reason) || !isAlive(before.pid);
    if (gone) this.#events.lost(reason);
    this.#reconnecting = this.#reconnect(before, reason, gone).catch((error: unknown) => {
      this.#log.error('reconnecting to tmux failed', error);
    });
  }

  async #reconnect(before: ServerIdentity, reason: string, toldLost: boolean): Promise<void> {
    let told = toldLost;
    let now = await this.#attach();
    while (!now.ok && !this.#leaving) {
      this.#log.warn('tmux could not be reached', { why: now.error.message, nextTryMs: this.#backoffMs });
      if (!told && !isAlive(before.pid)) {
        told = true;
        this.#events.lost(reason);
      }
      await this.#pause();
      if (!this.#leaving) now = await this.#attach();
    }
    if (this.#leaving || !now.ok) return void (await this.#client?.leave());
    const same = now.value.pid === before.pid && now.value.session === before.session;
    if (same) return this.#events.reconnected(reason);
    if (!told) this.#events.lost(reason);
    this.#events.restored();
  }

  async #pause(): Promise<void> {
    const ms = this.#backoffMs;
    this.#backoffMs = Math.min(ms * 2, LONGEST_BACKOFF_MS);
    // Rejected by `leave`, which is what ends the wait early.
    await delay(ms, undefined, { signal: this.#left.signal }).catch(() => undefined);
  }
}

/** What the client says when its server went, in the words of tmux 3.2 to 3.5. */
const SERVER_GONE = /server exited|lost server/;

/** Blocks on its terminal for ever and echoes what is typed to it. */
const KEEPER_PROGRAM = ['/bin/sh', '-c', 'exec cat'] as const;

/** Reports every pane whose `pane_dead` changes. */
const DEAD_SUBSCRIPTION = 'tutti-dead:%*:#{pane_dead}';
