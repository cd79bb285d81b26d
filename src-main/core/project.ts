import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Status } from '@contract/machine.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { ProjectVerbName, StreamInput, VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Deliveries } from './coordination/deliveries.ts';
import type { Following, StreamSink } from './doors/served-rooms.ts';
import { adopt } from './hierarchy/adopt.ts';
import { Breakers } from './hierarchy/breakers.ts';
import { Crew } from './hierarchy/crew.ts';
import { Recovery } from './hierarchy/recovery.ts';
import { SetUps } from './hierarchy/set-up.ts';
import { signOfLife } from './hierarchy/stall.ts';
import { Starts } from './hierarchy/starts.ts';
import { listenToTerminals } from './hierarchy/terminals.ts';
import type { Keeper } from './keeper.ts';
import { actorOf, Ledger } from './ledger.ts';
import { makeKeepers } from './make-keepers.ts';
import { makeRooms } from './make-rooms.ts';
import { checkVerb } from './model/authority.ts';
import type { Caller } from './model/caller.ts';
import type { ProjectRooms, TerminalFollower } from './ports/rooms.ts';
import type { ProjectPorts } from './project-ports.ts';
import { exportRecording } from './recording/export-room.ts';
import { TerminalFeed } from './recording/terminal-feed.ts';
import type { Rooms } from './room.ts';

/** Events are handed to a follower in batches of at most so many: a window folds one in a frame. */
const batchLimit = 2000;

/** An opened project: its instances, its log, and the verbs that act on them. */
export class Project implements ProjectRooms {
  readonly #ports: ProjectPorts;
  readonly #crew: Crew;
  readonly #deliveries: Deliveries;
  readonly #keepers: readonly Keeper[];
  readonly #rooms: Rooms;
  readonly #startedAt: number;
  #open: () => void = () => undefined;
  /** A call that comes before everything is taken over waits: it may be the very sign that a delivery waits for. */
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  constructor(ports: ProjectPorts, describe: () => Status['project']) {
    const ledger = new Ledger(ports.store, ports.log);
    this.#ports = ports;
    this.#startedAt = ports.clock.now();
    this.#crew = new Crew(ports, ledger, new TerminalFeed(ports.clock, ports.screens), (crew) => ({
      starts: new Starts(crew),
      breakers: new Breakers(crew),
      recovery: new Recovery(crew),
      setUps: new SetUps(crew),
    }));
    const { asked, all } = makeKeepers(this.#crew);
    this.#deliveries = asked.deliveries;
    this.#keepers = all;
    this.#rooms = makeRooms(this.#crew, asked, () => this.#status(describe()));
  }

  /** Connects to the terminals and takes over what an earlier host left. Call once. */
  async start(): Promise<Result<void>> {
    try {
      return await this.#takeOver();
    } finally {
      this.#open();
    }
  }

  async #takeOver(): Promise<Result<void>> {
    const panes = await this.#ports.terminals.start(listenToTerminals(this.#crew));
    if (!panes.ok) return panes;
    const { pid, version } = this.#ports.host;
    const { kind } = this.#ports.terminals;
    this.#crew.ledger.append([{ kind: 'host.started', data: { pid, version, terminals: kind }, run: null }]);
    this.#crew.hostBegan = this.#crew.ledger.view.seq;
    await adopt(this.#crew, panes.value);
    for (const keeper of this.#keepers) await keeper.resume?.(panes.value);
    return ok(undefined);
  }

  /** Lets go of everything; the panes go on where they survive the host. */
  async stop(): Promise<void> {
    this.#crew.stop();
    for (const keeper of this.#keepers) keeper.stop?.();
    this.#crew.feed.close();
    await this.#ports.terminals.stop();
    this.#crew.ledger.append([{ kind: 'host.stopped', data: { pid: this.#ports.host.pid }, run: null }]);
  }

  async call<V extends ProjectVerbName>(
    caller: Caller,
    verb: V,
    input: VerbParsed<V>,
  ): Promise<Result<VerbOutput<V>>> {
    await this.#opened;
    const { ledger, lives } = this.#crew;
    const allowed = checkVerb(ledger.view, caller, verb);
    const result = allowed.ok ? await this.#rooms[verb](caller, input) : allowed;
    if (!result.ok && result.error.code === 'refused') {
      const { code, message: reason } = result.error;
      ledger.append([{ kind: 'call.refused', data: { verb, code, reason }, actor: actorOf(caller) }]);
    }
    const life = caller.kind === 'instance' ? lives.get(caller.id) : undefined;
    if (life !== undefined && caller.kind === 'instance') {
      signOfLife(this.#crew, life);
      if (caller.door === 'mcp' || caller.door === 'cli') this.#deliveries.calledTool(caller.id, verb);
    }
    return result;
  }

  identify(token: string): { readonly id: InstanceId; readonly run: number } | null {
    return this.#ports.store.bearer(this.#ports.secrets.hash(token));
  }

  followEvents(after: number, sink: (events: readonly TuttiEvent[]) => void): () => void {
    let at = after;
    let cancelled = false;
    const catchUp = (): void => {
      while (!cancelled) {
        const events = this.#ports.store.events({ after: at, limit: batchLimit, newest: false });
        const last = events.at(-1);
        if (last === undefined) return;
        at = last.seq;
        sink(events);
      }
    };
    catchUp();
    const stop = this.#crew.ledger.listen((events) => {
      const fresh = events.filter((event) => event.seq > at);
      const last = fresh.at(-1);
      if (last === undefined) return;
      at = last.seq;
      sink(fresh);
    });
    return () => {
      cancelled = true;
      stop();
    };
  }

  followExport(
    caller: Caller,
    input: StreamInput<'recordings.export'>,
    sink: StreamSink<'recordings.export'>,
  ): Result<Following> {
    return exportRecording(this.#ports, () => this.#crew.ledger.view, caller, input, sink);
  }

  followTerminal(id: InstanceId, sink: (item: TerminalItem) => void): Result<TerminalFollower> {
    if (this.#crew.instance(id) === undefined) {
      return fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' });
    }
    return ok(this.#crew.feed.follow(this.#crew.keyOf(id), sink));
  }

  #status(project: Status['project']): Status {
    const { ledger } = this.#crew;
    const counts: Record<string, number> = {};
    for (const { state } of Object.values(ledger.view.instances)) counts[state] = (counts[state] ?? 0) + 1;
    const { pid, version, socket, memoryBytes } = this.#ports.host;
    return {
      pid,
      version,
      project,
      uptimeSeconds: Math.round((this.#ports.clock.now() - this.#startedAt) / 1000),
      mcp: this.#ports.ground().mcpUrl,
      socket,
      run: ledger.view.run?.run ?? null,
      instances: counts,
      events: ledger.view.seq,
      memoryBytes: memoryBytes(),
    };
  }
}
