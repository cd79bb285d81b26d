import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Instance } from '@contract/instances.ts';
import type { Message } from '@contract/messages.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { onTestFinished } from 'vitest';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { tmuxSocketName } from '../../../src-main/hosts/open-project/choose-terminals.ts';
import { done, eventually, HeadlessWorld, instancesOf, type ServedHost } from '../headless-host.ts';
import type { Script } from '../model-api/script.ts';
import { type ModelApi, startModelApi } from '../model-api/start-model-api.ts';
import { steered } from '../model-api/steered-plot.ts';
import type { AgentKind } from './agent-kind.ts';
import { installedCli } from './installed-cli.ts';
import { type AgentHome, prepareHome } from './prepare-home.ts';

const run = promisify(execFile);

/** A real CLI's start takes a minute on a machine that has much else to do; only a failing test waits longer. */
const patienceMs = 180_000;

export interface AgentWorldOptions {
  readonly script?: Script;
  /** Without it, a CLI that asks whether it may trust a folder asks. */
  readonly trusts?: boolean;
}

/** A real CLI, run by a real host in real tmux, against the scripted model API: all of it ends with the test. */
export class AgentWorld {
  readonly api: ModelApi;
  readonly tutti: HeadlessWorld;
  readonly home: AgentHome;
  readonly host: ServedHost;
  readonly client: FrameClient;
  readonly kind: AgentKind;

  private constructor(parts: Pick<AgentWorld, 'api' | 'tutti' | 'home' | 'host' | 'client' | 'kind'>) {
    this.api = parts.api;
    this.tutti = parts.tutti;
    this.home = parts.home;
    this.host = parts.host;
    this.client = parts.client;
    this.kind = parts.kind;
  }

  static async open(kind: AgentKind, options: AgentWorldOptions = {}): Promise<AgentWorld> {
    const api = await startModelApi({ script: options.script ?? steered });
    onTestFinished(() => api.stop());
    const tutti = new HeadlessWorld();
    onTestFinished(() => tutti.end());
    const program = installedCli(kind);
    if (program === null) throw new Error(`${kind} is not installed`);
    const bin = join(tutti.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(program, join(bin, kind));
    const trusted = options.trusts === false ? [] : [tutti.folder];
    const home = prepareHome(kind, join(tutti.folder, 'home'), { baseUrl: api.url, trusted });
    // The launchers look for `node`: they get the one that runs the tests.
    const path = [bin, dirname(process.execPath), tutti.env.PATH].join(':');
    // A CLI's own settings are where its home has them, not where the host's are.
    const settings = join(home.folder, '.config');
    Object.assign(tutti.env, home.env, { PATH: path, XDG_CONFIG_HOME: settings });
    const host = await tutti.serve();
    return new AgentWorld({ kind, api, tutti, home, host, client: await tutti.connect() });
  }

  /** Starts an instance; it has confirmed once it is ready. */
  async spawn(task = 'To be there', more: Partial<VerbInput<'instances.spawn'>> = {}): Promise<Instance> {
    const spec = { profile: this.kind, role: 'specialist', task, ...more } as const;
    return done(await this.client.call('instances.spawn', spec));
  }

  /** Starts one, and waits until it has confirmed and has nothing to do. */
  async spawnIdle(more: Partial<VerbInput<'instances.spawn'>> = {}): Promise<Instance> {
    const { id } = await this.spawn(undefined, more);
    await this.untilState(id, 'ready');
    await this.settled((await this.send(id, 'hello')).id);
    await this.api.exchanges.ended(`${id} has answered`, ({ request }) => {
      const isIts = JSON.stringify([request.system, request.turns]).includes(`# You are ${id}, `);
      return isIts && request.newText.includes('hello');
    });
    return this.until(id, `${id} is idle`, ({ state, witness }) => state === 'ready' && witness !== 'tool');
  }

  /** Waits until it asks, and it is known what. */
  asks(id: string): Promise<Instance> {
    return this.until(id, `${id} asks`, ({ state, question }) => state === 'waiting' && question !== null);
  }

  /** Waits until it asks, and answers as the person would in the window. */
  async answer(id: string, choice: number): Promise<Instance> {
    const asked = await this.asks(id);
    return done(await this.client.call('instances.answer', { id, asked: asked.since, choice }));
  }

  async instance(id: string): Promise<Instance> {
    const found = (await instancesOf(this.client)).find((each) => each.id === id);
    if (found === undefined) throw new Error(`there is no ${id}`);
    return found;
  }

  /** Waits until an instance is as wanted; fails with what it was instead, and its screen. */
  async until(id: string, what: string, fits: (instance: Instance) => boolean): Promise<Instance> {
    try {
      const look = async (): Promise<Instance | false> => {
        const now = await this.instance(id);
        return fits(now) && now;
      };
      return await eventually(what, look, patienceMs);
    } catch (error) {
      const { state, witness, reason, limit, question } = await this.instance(id);
      const seen = JSON.stringify({ state, witness, reason, limit, question });
      throw new Error(
        `${String(error)}\n${seen}\n${await this.screen(id)}\n${this.api.exchanges.describe()}`,
      );
    }
  }

  untilState(id: string, state: Instance['state']): Promise<Instance> {
    return this.until(id, `${id} is ${state}`, (now) => now.state === state);
  }

  async send(to: string, text: string): Promise<Message> {
    return done(await this.client.call('messages.send', { to, text }));
  }

  /** Waits until a message has been taken, announced or given up. */
  settled(message: string): Promise<Message> {
    return eventually(`${message} is settled`, async () => {
      const now = done(await this.client.call('messages.get', { message }));
      return now.state !== 'queued' && now.state !== 'delivering' && now;
    });
  }

  /** Types keys as a person at the terminal would. */
  async type(id: string, keys: string): Promise<void> {
    done(await this.client.call('instances.type', { id, bytes: new TextEncoder().encode(keys) }));
  }

  async screen(id: string): Promise<string> {
    const { pane } = await this.instance(id);
    const words = ['-L', tmuxSocketName(this.tutti.stateFolder), 'capture-pane', '-p', '-t', pane ?? ''];
    const env = this.tutti.env as NodeJS.ProcessEnv;
    const { stdout } = await run('tmux', words, { env }).catch((error: Error) => ({ stdout: error.message }));
    return stdout.replace(/\n{2,}/g, '\n');
  }
}
