import type { EventKind, TuttiEvent } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { settingsSchema } from '@contract/settings.ts';
import type { View } from '@contract/view.ts';
import { test as base, expect } from 'playwright/test';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from './headless-host.ts';
import { type InstanceTools, ToolSessions, toolsOver } from './instance-tools.ts';

export { done, eventually, expect };

type EventOf<K extends EventKind> = Extract<TuttiEvent, { kind: K }>;
type Settings = Parameters<typeof settingsSchema.parse>[0] & object;

interface Hire {
  readonly parent?: string;
  /** A profile of `script`; absent: the rehearsal agent as it comes, which waits for input. */
  readonly profile?: string;
  readonly task?: string;
  readonly confirm?: boolean;
}

/** How many of each a crew has; specialists per manager. */
interface Size {
  readonly managers?: number;
  readonly specialists?: number;
  readonly profile?: string;
}

const settled: readonly MessageWithText['state'][] = ['accepted', 'failed', 'expired'];

/** A host that a worker's patterns share; each has a run of its own in it. */
export class PatternHost {
  readonly world = new HeadlessWorld();
  #host: ServedHost | null = null;
  #client: FrameClient | null = null;

  get client(): FrameClient {
    if (this.#client === null) throw new Error('the host is away');
    return this.#client;
  }

  /** Nothing where it is there already. */
  async start(): Promise<void> {
    if (this.#host !== null) return;
    this.#host = await this.world.serve();
    this.#client = await this.world.connect(this.#host);
  }

  /** Without a farewell, unless a milder signal is given. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#host?.end(signal);
    this.#host = null;
    this.#client = null;
  }

  /** What the last of them has said. */
  stderr(): string {
    return this.#host?.stderr() ?? '';
  }
}

/** Instances of one pattern: rehearsal agents in real panes, and what the test sees and does of them. */
export class PatternCrew {
  readonly #host: PatternHost;
  /** Number of the last event before the pattern began. */
  readonly #from: number;
  readonly #sessions = new ToolSessions();

  private constructor(host: PatternHost, from: number) {
    this.#host = host;
    this.#from = from;
  }

  /** Begins a run. */
  static async begin(host: PatternHost, title: string): Promise<PatternCrew> {
    const { client } = host;
    done(await client.call('settings.set', settingsOf({})));
    done(await client.call('runs.start', { title }));
    return new PatternCrew(host, done(await client.call('view.get', {})).seq);
  }

  /** Ends all that lives, in the host that is there or a new one. */
  async end(): Promise<void> {
    await this.#sessions.close();
    await this.#host.start();
    const view = await this.view();
    // A breaker that a pattern has opened is not the next one's.
    for (const { scope, name } of view.breakers)
      done(await this.client.call('breakers.close', { scope, name }));
    const roots = Object.values(view.instances).filter(({ parent }) => parent === null);
    await Promise.all(roots.map(({ id }) => this.client.call('instances.terminate', { id })));
    await eventually('nobody lives', async () =>
      Object.values((await this.view()).instances).every(({ state }) => state === 'terminated'),
    );
  }

  get world(): HeadlessWorld {
    return this.#host.world;
  }

  /** The person's connection. */
  get client(): FrameClient {
    return this.#host.client;
  }

  /** Kills the host and starts another on the same log, with `meanwhile` between them. */
  async rehost(
    meanwhile: () => Promise<unknown> | unknown = () => undefined,
    signal?: NodeJS.Signals,
  ): Promise<void> {
    await this.#host.kill(signal);
    await this.#sessions.close();
    await meanwhile();
    await this.#host.start();
  }

  /** Settings that differ from the usual, for this pattern. */
  async settings(settings: Settings): Promise<void> {
    done(await this.client.call('settings.set', settingsOf(settings)));
  }

  /** A profile: the rehearsal agent with ways to misbehave (`never-confirm`, `late-confirm`, ...), and fields that differ. */
  script(
    name: string,
    misbehave: readonly string[] = [],
    more: Readonly<Record<string, unknown>> = {},
  ): string {
    const env = misbehave.length > 0 ? { env: { TUTTI_MISBEHAVE: misbehave.join(',') } } : {};
    this.world.writeProfile({ name, extends: 'rehearsal', ...env, ...more });
    return name;
  }

  /** Spawns as the person, and answers at once: it may not be ready yet. */
  async spawn(role: Instance['role'], { profile = 'rehearsal', ...more }: Hire = {}): Promise<string> {
    return done(await this.client.call('instances.spawn', { profile, role, ...more })).id;
  }

  /** An executive with managers and their specialists (`exec_1`, `mgr_1_1`, `spec_1_1_1`, ...), in the order of their ids, all of them ready. */
  async hire({ managers = 0, specialists = 0, profile = 'rehearsal' }: Size = {}): Promise<string[]> {
    const top = await this.spawn('executive', { profile });
    const led = await Promise.all(
      Array.from({ length: managers }, () => this.spawn('manager', { profile, parent: top })),
    );
    const rest = await Promise.all(
      led.flatMap((parent) =>
        Array.from({ length: specialists }, () => this.spawn('specialist', { profile, parent })),
      ),
    );
    // Who is spawned beside another may get the number after it.
    const ids = [top, ...led, ...rest].sort();
    await this.state(ids, 'ready');
    return ids;
  }

  async view(): Promise<View> {
    return done(await this.client.call('view.get', {}));
  }

  async instance(id: string): Promise<Instance> {
    const found = (await this.view()).instances[id];
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  }

  async pid(id: string): Promise<number> {
    const { pid } = await this.instance(id);
    if (pid === null) throw new Error(`${id} does not run`);
    return pid;
  }

  /** The tools of an instance that runs, called with the token that its program was given. */
  as(id: string): InstanceTools {
    return toolsOver(async () => {
      const pid = await this.pid(id);
      const { TUTTI_MCP_URL: url = '', TUTTI_TOKEN: token = '' } = this.world.environmentOf(pid);
      return this.#sessions.of({ url, token });
    });
  }

  /** Sends as the person. Answers the message's id. */
  async send(to: string, text: string): Promise<string> {
    return done(await this.client.call('messages.send', { to, text })).id;
  }

  /** Waits until all of these are in one of the states. */
  async state(ids: string | readonly string[], ...states: Instance['state'][]): Promise<Instance[]> {
    return untilStates(this.client, states, typeof ids === 'string' ? [ids] : ids);
  }

  /** Waits until a message is in one of the states (absent: accepted, failed or expired). */
  async message(id: string, ...states: MessageWithText['state'][]): Promise<MessageWithText> {
    const wanted = states.length > 0 ? states : settled;
    return eventually(`${id} is ${wanted.join(' or ')}`, async () => {
      const now = done(await this.client.call('messages.get', { message: id }));
      return wanted.includes(now.state) && now;
    });
  }

  /** What has happened since the pattern began, or after an event's number; of some kinds or of all. */
  async events<K extends EventKind = EventKind>(
    kinds?: readonly K[],
    after = this.#from,
  ): Promise<EventOf<K>[]> {
    const input = { after, limit: 5000, ...(kinds === undefined ? {} : { kinds: [...kinds] }) };
    return done(await this.client.call('events.list', input)) as EventOf<K>[];
  }

  /** Waits for an event of a kind since the pattern began; answers the first that fits. */
  event<K extends EventKind>(
    kind: K,
    fits: (event: EventOf<K>) => boolean = () => true,
  ): Promise<EventOf<K>> {
    return eventually(`there is a fitting ${kind}`, async () => (await this.events([kind])).find(fits));
  }

  /** What an instance's terminal shows, scrollback included. */
  async screen(id: string): Promise<string> {
    return done(await this.client.call('instances.read', { id, lines: 5000 })).lines.join('\n');
  }

  async shown(id: string, text: string): Promise<void> {
    await eventually(`${id} shows ${text}`, async () => (await this.screen(id)).includes(text));
  }
}

/** What this machine has free must not matter, an agent need not plan before it spawns, and a crash is to be looked at. */
const settingsOf = (settings: Settings): ReturnType<typeof settingsSchema.parse> =>
  settingsSchema.parse({
    starts: { keepFreeMb: 0, together: 8 },
    recovery: { restart: 'off' },
    coordination: { planBeforeSpawn: false },
    ...settings,
  });

/** A pattern is a test with a crew: `test('name', async ({ crew }) => ...)`. One host a worker; a failure gets the next a new one. */
export const test = base.extend<{ crew: PatternCrew }, { patternHost: PatternHost }>({
  patternHost: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const host = new PatternHost();
      try {
        await host.start();
        await use(host);
      } finally {
        await host.world.end();
      }
    },
    { scope: 'worker' },
  ],
  crew: async ({ patternHost }, use, info) => {
    const crew = await PatternCrew.begin(patternHost, info.title);
    await use(crew);
    if (info.status !== info.expectedStatus) {
      const told = (await crew.events()).map((event) => JSON.stringify(event)).join('\n');
      await info.attach('events', { body: told, contentType: 'text/plain' });
      await info.attach('host', { body: patternHost.stderr(), contentType: 'text/plain' });
    }
    await crew.end();
  },
});
