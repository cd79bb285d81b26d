import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import type { MessageWithText } from '@contract/messages.ts';
import type { ProfileInput } from '@contract/profiles.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { installedCli } from '../../support/agent-clis/installed-cli.ts';
import { type AgentHome, prepareHome } from '../../support/agent-clis/prepare-home.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  instancesOf,
  type ServedHost,
} from '../../support/headless-host.ts';
import { confirming } from '../../support/model-api/confirming-claude.ts';
import { text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { type ModelApi, startModelApi } from '../../support/model-api/start-model-api.ts';

export interface ClaudeWorldOptions {
  /** What the model does once it has confirmed. */
  readonly script?: Script;
  /** Whether it asks if it may trust its folder. */
  readonly trusted?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** What the model answers to what claude asks for itself: a title, a summary. */
  readonly sideScript?: Script;
}

/** The real claude, with the shipped profile, under the built host: one world a test file or test. */
export class ClaudeWorld {
  readonly world = new HeadlessWorld();
  readonly api: ModelApi;
  readonly home: AgentHome;
  #client: FrameClient | null = null;
  #host: ServedHost | null = null;

  private constructor(api: ModelApi, { trusted = true, env = {} }: ClaudeWorldOptions) {
    this.api = api;
    const { world } = this;
    const folder = join(world.folder, 'home');
    this.home = prepareHome('claude', folder, {
      baseUrl: api.url,
      trusted: trusted ? [world.folder, world.root] : [],
    });
    const bin = join(world.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(installedCli('claude') ?? '/nowhere', join(bin, 'claude'));
    Object.assign(world.env, this.home.env, { PATH: `${bin}:${world.env.PATH}` }, env);
  }

  static async open(options: ClaudeWorldOptions = {}): Promise<ClaudeWorld> {
    const { script = () => text('ok'), sideScript } = options;
    const api = await startModelApi({
      script: confirming(script),
      ...(sideScript === undefined ? {} : { sideScript }),
    });
    const opened = new ClaudeWorld(api, options);
    opened.#host = await opened.world.serve();
    return opened;
  }

  /** As if the machine had ended the host in the middle; its agents go on. */
  async killHost(): Promise<void> {
    await this.#host?.end('SIGKILL');
  }

  async serveAgain(): Promise<void> {
    this.#host = await this.world.serve();
    this.#client = null;
  }

  /** The shipped profile under another name, with messages handed over as its Stop hook is answered. */
  writeStopHookProfile(): string {
    const shipped = readFileSync('src-main/adapters/agents/shipped/claude.yaml', 'utf8');
    const name = 'claude-hook';
    const text = shipped
      .replace(/^name: claude$/m, `name: ${name}`)
      .replace(/^submit:$/m, 'submit:\n  way: stop-hook');
    this.world.writeProfileText(`${name}.yaml`, text);
    return name;
  }

  /** One that ends with the running test. */
  static async forTest(options: ClaudeWorldOptions = {}): Promise<ClaudeWorld> {
    const opened = await ClaudeWorld.open(options);
    onTestFinished(() => opened.end());
    return opened;
  }

  play(script: Script): void {
    this.api.setScript(confirming(script));
  }

  async client(): Promise<FrameClient> {
    this.#client ??= await this.world.connect();
    return this.#client;
  }

  async spawn(
    task = 'Wait for messages.',
    profile = 'claude',
    more: Partial<VerbInput<'instances.spawn'>> = {},
  ): Promise<Instance> {
    const client = await this.client();
    return done(await client.call('instances.spawn', { role: 'specialist', profile, task, ...more }));
  }

  async instance(id: string): Promise<Instance> {
    const found = (await instancesOf(await this.client())).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  }

  async screen(id: string): Promise<string> {
    const client = await this.client();
    return done(await client.call('instances.read', { id, lines: 60 })).lines.join('\n');
  }

  /** Waits until an instance is as it should be; what it was last, and its screen, are told when it never is. */
  async until(id: string, what: string, fits: (now: Instance) => boolean): Promise<Instance> {
    let last: Instance | null = null;
    try {
      return await eventually(`${id} ${what}`, async () => {
        last = await this.instance(id);
        return fits(last) && last;
      });
    } catch (error) {
      const screen = await this.screen(id);
      throw new Error(
        `${String(error)}\n${JSON.stringify(last, null, 1)}\n${screen}\n${this.api.exchanges.describe()}`,
      );
    }
  }

  untilState(id: string, state: Instance['state']): Promise<Instance> {
    return this.until(id, `is ${state}`, (now) => now.state === state);
  }

  /** Confirmed, and its first turn is over. */
  async spawnReady(task?: string, profile?: string): Promise<Instance> {
    const { id } = await this.spawn(task, profile);
    await this.until(id, 'is confirmed', (now) => now.state === 'ready' && now.session !== null);
    await this.untilIdle(id);
    return this.untilState(id, 'ready');
  }

  /** Waits until claude itself says that it does nothing. */
  async untilIdle(id: string): Promise<void> {
    const { pid } = await this.instance(id);
    const file = join(this.home.folder, '.claude', 'sessions', `${pid}.json`);
    await eventually(
      `${id} is idle`,
      () => existsSync(file) && readFileSync(file, 'utf8').includes('"status":"idle"'),
    );
  }

  async send(to: string, message: string): Promise<string> {
    const client = await this.client();
    return done(await client.call('messages.send', { to, text: message })).id;
  }

  async settled(message: string): Promise<MessageWithText> {
    const client = await this.client();
    let last: MessageWithText | null = null;
    try {
      return await eventually(`${message} is settled`, async () => {
        last = done(await client.call('messages.get', { message }));
        return last.state !== 'queued' && last.state !== 'delivering' && last;
      });
    } catch (error) {
      const { to = '' } = (last ?? {}) as Partial<MessageWithText>;
      const evidence = [last, await this.instance(to)].map((part) => JSON.stringify(part));
      throw new Error([String(error), ...evidence, await this.screen(to)].join('\n'));
    }
  }

  /** Waits until it asks with choices. */
  asks(id: string, tool: string): Promise<Instance> {
    return this.until(
      id,
      `asks: ${tool}`,
      ({ state, question }) => state === 'waiting' && question?.tool === tool,
    );
  }

  /** Waits until it asks with choices, and answers as the person would in the window. */
  async answer(id: string, tool: string, choice: number): Promise<Instance> {
    const { since } = await this.asks(id, tool);
    const client = await this.client();
    return done(await client.call('instances.answer', { id, asked: since, choice }));
  }

  async type(id: string, keys: string): Promise<void> {
    const client = await this.client();
    const bytes = new TextEncoder().encode(keys);
    done(await client.call('instances.type', { id, bytes }));
  }

  /** A profile of the person's: the shipped one, with some of it changed. */
  writeProfile(name: string, change: (shipped: ProfileInput) => Partial<ProfileInput>): void {
    const file = new URL('../../../src-main/adapters/agents/shipped/claude.yaml', import.meta.url);
    const shipped = parse(readFileSync(file, 'utf8')) as ProfileInput;
    this.world.writeProfile({ ...shipped, ...change(shipped), name });
  }

  /** As on a machine on which claude was never started. */
  forgetHome(): void {
    rmSync(join(this.home.folder, '.claude.json'), { force: true });
  }

  /** The person's settings for claude, with more in them. */
  editHome(change: (settings: Record<string, unknown>) => void): void {
    const file = join(this.home.folder, '.claude.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    change(settings);
    writeFileSync(file, JSON.stringify(settings));
  }

  async end(): Promise<void> {
    await this.world.end();
    await this.api.stop();
  }
}
