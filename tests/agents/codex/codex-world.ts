import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instance } from '@contract/instances.ts';
import type { VerbInput } from '@contract/verbs.ts';
import type { FrameClient } from '../../../src-main/hosts/frame-client/frame-client.ts';
import { installedCli } from '../../support/agent-clis/installed-cli.ts';
import { type AgentHome, type HomeOptions, prepareHome } from '../../support/agent-clis/prepare-home.ts';
import { done, eventually, HeadlessWorld, instancesOf } from '../../support/headless-host.ts';
import { mcpCall } from '../../support/model-api/hands.ts';
import type { ModelRequest } from '../../support/model-api/model-request.ts';
import { text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { type ModelApi, startModelApi } from '../../support/model-api/start-model-api.ts';

/** The real codex on a real host: `tutti serve`, tmux, git, MCP and hooks, with the scripted model behind it. */
export interface CodexWorld {
  readonly world: HeadlessWorld;
  readonly api: ModelApi;
  readonly client: FrameClient;
  readonly home: AgentHome;
  /** Answers once it rests. */
  spawn(more?: Partial<VerbInput<'instances.spawn'>>): Promise<Instance>;
  instance(id: string): Promise<Instance>;
  /** Waits until an instance is as `fits` says; fails with its screen. */
  until(id: string, what: string, fits: (instance: Instance) => boolean): Promise<Instance>;
  screen(id: string): Promise<string>;
  /** Sends as the person, and answers with the message's id. */
  send(to: string, text: string): Promise<string>;
  /** Sends, and waits until it was taken and its turn is over. */
  say(to: string, text: string): Promise<Instance>;
  end(): Promise<void>;
}

interface Options extends Partial<Omit<HomeOptions, 'baseUrl'>> {
  /** Changes the person's config.toml. */
  readonly settings?: (toml: string) => string;
}

export const openCodexWorld = async (
  script: Script,
  { settings = (toml) => toml, ...options }: Options = {},
): Promise<CodexWorld> => {
  const program = installedCli('codex');
  if (program === null) throw new Error('codex is not installed');
  const api = await startModelApi({ script });
  const world = new HeadlessWorld();
  const bin = join(world.folder, 'bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'codex'));
  const home = prepareHome('codex', world.env.HOME ?? '', {
    trusted: [realpathSync(world.root)],
    ...options,
    baseUrl: api.url,
  });
  const config = join(home.folder, '.codex', 'config.toml');
  writeFileSync(config, settings(readFileSync(config, 'utf8')));
  Object.assign(world.env, home.env);
  world.env.PATH = `${bin}:${dirname(process.execPath)}:${world.env.PATH}`;
  await world.serve();
  const client = await world.connect();
  const instance = async (id: string): Promise<Instance> => {
    const found = (await instancesOf(client)).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  const screen = async (id: string): Promise<string> =>
    done(await client.call('instances.read', { id })).lines.join('\n');
  const until: CodexWorld['until'] = async (id, what, fits) => {
    let last: Instance | null = null;
    return eventually(`${id} is ${what}`, async () => {
      last = await instance(id);
      return fits(last) && last;
    }).catch(async (error: Error) => {
      const evidence = [JSON.stringify(last), await screen(id), api.exchanges.describe()];
      throw new Error([error.message, ...evidence].join('\n'));
    });
  };
  const send: CodexWorld['send'] = async (to, words) =>
    done(await client.call('messages.send', { to, text: words })).id;
  return {
    world,
    api,
    client,
    home,
    instance,
    screen,
    until,
    send,
    spawn: async (more = {}) => {
      const { id } = done(
        await client.call('instances.spawn', {
          profile: 'codex',
          role: 'specialist',
          confirm: true,
          ...more,
        }),
      );
      return until(id, 'at rest', (now) => isAtRest(now, api));
    },
    say: async (to, words) => {
      const message = await send(to, words);
      await eventually(`${message} is accepted`, async () => {
        const now = done(await client.call('messages.get', { message }));
        if (now.state === 'failed') throw new Error(`${now.reason}\n${await screen(to)}`);
        return now.state === 'accepted';
      });
      return until(to, 'at rest again', (now) => isAtRest(now, api, `[${message} `));
    },
    end: async () => {
      await world.end();
      await api.stop();
    },
  };
};

/**
 * Its turn is over: by its own hook or record, or, where its record only agreed with what its confirmation had told already, by
 * the model's last word to what it was told. A confirmation alone comes in the middle of a turn.
 */
const isAtRest = ({ state, witness, session }: Instance, { exchanges }: ModelApi, told = ''): boolean => {
  if (state !== 'ready') return false;
  if (witness !== 'tool') return true;
  const last = exchanges.all.at(-1);
  return (
    session !== null &&
    last?.outcome === 'answered' &&
    last.request.lastUserText.includes(told) &&
    last.steps.every((step) => step.do !== 'toolCall')
  );
};

/** What it was told last: a resumed conversation keeps the instructions, and the nonce, that it began with. */
const toldIn = ({ newText, turns }: ModelRequest, told: RegExp): string =>
  (told.exec(newText) ?? told.exec(JSON.stringify(turns)))?.[1] ?? '';

/** Confirms over MCP at each start, then plays on. */
export const confirming =
  (then: Script): Script =>
  (request, context) => {
    if (/^(Begin as your instructions say|# You are)/.test(request.newText)) {
      const nonce = toldIn(request, /tutti confirm ([\w-]+)/);
      const role = toldIn(request, /# You are \w+, an? (\w+) in/);
      if (nonce === '') return text('I begin.');
      return mcpCall(request, 'tutti', 'confirm', { nonce, role, task: 'to be tested' });
    }
    if (request.newText === '' && /^(Begin|# You are)/.test(request.lastUserText)) return text('I am here.');
    return then(request, context);
  };
