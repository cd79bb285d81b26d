import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Status } from '@contract/machine.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { ProjectVerbName, VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { answer, answerByRules } from './coordination/answers.ts';
import { approvalRooms } from './coordination/approval-rooms.ts';
import { Approvals } from './coordination/approvals.ts';
import { BlockerWatch } from './coordination/blocker-watch.ts';
import { blockerRooms } from './coordination/blockers.ts';
import { branchRooms } from './coordination/branches/branch-rooms.ts';
import { BudgetWatch } from './coordination/budgets.ts';
import { Deliveries } from './coordination/deliveries.ts';
import { Expiries } from './coordination/expiries.ts';
import { decideByHook } from './coordination/hook-decisions.ts';
import { Inboxes } from './coordination/inboxes.ts';
import { knowledgeRooms } from './coordination/knowledge.ts';
import { lockRooms } from './coordination/lock-rooms.ts';
import { Locks } from './coordination/locks.ts';
import { MergeQueue } from './coordination/merges/merge-queue.ts';
import { mergeRooms } from './coordination/merges/merge-rooms.ts';
import { messageRooms } from './coordination/messages.ts';
import { Parallel } from './coordination/parallel/parallel.ts';
import { parallelRooms } from './coordination/parallel/parallel-rooms.ts';
import { progressRooms } from './coordination/progress.ts';
import { addRule, revokeRule } from './coordination/rules.ts';
import { subscriptionRooms } from './coordination/subscription-rooms.ts';
import { Subscriptions } from './coordination/subscriptions.ts';
import { keepTasks } from './coordination/tasks/keep-tasks.ts';
import { taskRooms } from './coordination/tasks/task-rooms.ts';
import { readTranscript, searchTranscript } from './coordination/transcripts.ts';
import { UsageByDay } from './coordination/usage.ts';
import { worktreeRooms } from './coordination/worktrees/worktree-rooms.ts';
import { WorktreeWork } from './coordination/worktrees/worktree-work.ts';
import { runTemplateRooms } from './distribution/run-template-rooms.ts';
import { adopt } from './hierarchy/adopt.ts';
import { breakerRooms } from './hierarchy/breaker-rooms.ts';
import { Breakers } from './hierarchy/breakers.ts';
import { confirm, remindAgain } from './hierarchy/confirm.ts';
import { reportOrphans } from './hierarchy/crash.ts';
import { Crew } from './hierarchy/crew.ts';
import { endOrphan } from './hierarchy/orphans.ts';
import { Recovery } from './hierarchy/recovery.ts';
import { reportProgress } from './hierarchy/reports.ts';
import { restart, restartCrashed } from './hierarchy/restart.ts';
import { endRun, startRun } from './hierarchy/runs.ts';
import { shutdownRooms } from './hierarchy/shutdown-rooms.ts';
import { Shutdowns } from './hierarchy/shutdowns.ts';
import { takeHook } from './hierarchy/signs.ts';
import { signOfLife } from './hierarchy/stall.ts';
import { Starts } from './hierarchy/starts.ts';
import { listenToTerminals, resizeTerminal, typeInto } from './hierarchy/terminals.ts';
import { terminate } from './hierarchy/terminate.ts';
import { actorOf, Ledger } from './ledger.ts';
import { checkVerb, pickCommandable, pickReadable, readable } from './model/authority.ts';
import { type Caller, looksOnly } from './model/caller.ts';
import type { ProjectRooms, TerminalFollower } from './ports/rooms.ts';
import type { ProjectPorts } from './project-ports.ts';
import { TerminalFeed } from './recording/terminal-feed.ts';
import type { Rooms } from './room.ts';

const textsHidden = fail(
  'read_only',
  'The text of a profile may hold keys, so it is not shown here.',
  'Use the window itself.',
);

/** Events are handed to a follower in batches of at most so many: a window folds one in a frame. */
const batchLimit = 2000;

/** An opened project: its instances, its log, and the verbs that act on them. */
export class Project implements ProjectRooms {
  readonly #ports: ProjectPorts;
  readonly #crew: Crew;
  readonly #deliveries: Deliveries;
  readonly #expiries: Expiries;
  readonly #subscriptions: Subscriptions;
  readonly #budgets: BudgetWatch;
  readonly #tasks: ReturnType<typeof keepTasks>;
  readonly #locks: Locks;
  readonly #work: WorktreeWork;
  readonly #approvals: Approvals;
  readonly #parallel: Parallel;
  readonly #blockers: BlockerWatch;
  readonly #shutdowns: Shutdowns;
  readonly #merges: MergeQueue;
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
    }));
    decideByHook(this.#crew);
    this.#expiries = new Expiries(this.#crew);
    this.#deliveries = new Deliveries(this.#crew);
    this.#subscriptions = new Subscriptions(this.#crew);
    answerByRules(this.#crew);
    this.#tasks = keepTasks(this.#crew);
    this.#budgets = new BudgetWatch(this.#crew);
    this.#blockers = new BlockerWatch(this.#crew);
    this.#locks = new Locks(this.#crew);
    this.#work = new WorktreeWork(this.#crew);
    this.#approvals = new Approvals(this.#crew);
    this.#parallel = new Parallel(this.#crew, (caller, input) => this.#approvals.spawn(caller, input));
    this.#shutdowns = new Shutdowns(this.#crew);
    this.#merges = new MergeQueue(this.#crew);
    const keepers = {
      locks: this.#locks,
      work: this.#work,
      approvals: this.#approvals,
      shutdowns: this.#shutdowns,
      merges: this.#merges,
      inboxes: new Inboxes(this.#crew),
    };
    this.#rooms = makeRooms(this.#crew, keepers, () => this.#status(describe()));
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
    await adopt(this.#crew, panes.value);
    this.#expiries.resume();
    this.#deliveries.resume(panes.value);
    this.#subscriptions.resume();
    await reportOrphans(this.#crew);
    this.#tasks.resume();
    this.#budgets.look();
    this.#locks.begin();
    this.#work.start();
    this.#crew.breakers.resume();
    this.#crew.recovery.resume();
    this.#approvals.resume();
    this.#parallel.look();
    this.#blockers.look();
    this.#shutdowns.resume();
    this.#merges.resume();
    return ok(undefined);
  }

  /** Lets go of everything; the panes go on where they survive the host. */
  async stop(): Promise<void> {
    this.#crew.stopped = true;
    for (const life of this.#crew.lives.values()) {
      for (const cancel of life.timers) cancel();
      life.timers.clear();
      life.watch?.stop();
    }
    this.#budgets.stop();
    this.#shutdowns.stop();
    this.#merges.stop();
    this.#locks.stop();
    this.#work.stop();
    this.#parallel.stop();
    this.#crew.breakers.stop();
    this.#crew.recovery.stop();
    this.#crew.starts.stop();
    this.#expiries.stop();
    this.#blockers.stop();
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

/** What acts by itself, over time, and is asked by rooms. */
interface Keepers {
  readonly locks: Locks;
  readonly work: WorktreeWork;
  readonly approvals: Approvals;
  readonly shutdowns: Shutdowns;
  readonly merges: MergeQueue;
  readonly inboxes: Inboxes;
}

const makeRooms = (crew: Crew, keepers: Keepers, status: () => Status): Rooms => {
  const { locks, work, approvals, shutdowns, merges, inboxes } = keepers;
  const { ledger, ports } = crew;
  const usage = new UsageByDay(ports);
  const serially = <T>(caller: Caller, work: () => T): Promise<T> =>
    crew.queue.run(caller.kind === 'instance' ? caller.id : 'person', async () => work());
  return {
    'view.get': () => ok(ledger.view),
    'status.get': () => ok(status()),
    'events.list': (_caller, input) => ok([...ports.store.events(input)]),
    'runs.list': () => ok([...ports.store.runs()]),
    'runs.start': (caller, input) => startRun(crew, input.title, actorOf(caller)),
    'runs.end': (caller) => endRun(crew, actorOf(caller)),
    'instances.list': (caller) => ok(readable(ledger.view, caller)),
    'instances.read': (caller, input) => readScreen(crew, caller, input),
    'instances.transcript': (caller, input) => readTranscript(crew, caller, input),
    'instances.searchTranscript': (caller, input) => searchTranscript(crew, caller, input),
    'instances.spawn': (caller, input) => approvals.spawn(caller, input),
    'instances.terminate': (caller, input) => terminate(crew, caller, input),
    'instances.restart': (caller, input) => restart(crew, caller, input.id),
    'instances.restartCrashed': (caller, { ids }) => restartCrashed(crew, caller, ids),
    'instances.confirm': (caller, input) => serially(caller, () => confirm(crew, caller, input)),
    'instances.remind': async (caller, input) => {
      const target = pickCommandable(ledger.view, caller, input.id, 'remind');
      return target.ok ? remindAgain(crew, target.value) : target;
    },
    'instances.reportProgress': (caller, input) =>
      serially(caller, () => reportProgress(crew, caller, input)),
    ...blockerRooms(crew),
    ...progressRooms(crew),
    'instances.hook': (caller, input) => serially(caller, () => takeHook(crew, caller, input)),
    'instances.answer': (caller, input) => answer(crew, caller, input),
    'budgets.set': (caller, budgets) => {
      ledger.append([{ kind: 'budgets.changed', data: { budgets }, actor: actorOf(caller), run: null }]);
      return ok(ledger.view.budgets);
    },
    'usage.days': (_caller, { days, zone }) => usage.days(days, zone),
    'rules.list': () => ok([...ledger.view.rules]),
    'rules.add': (caller, input) => addRule(crew, caller, input),
    'rules.revoke': (caller, input) => revokeRule(crew, caller, input.id),
    'instances.type': (_caller, input) => typeInto(crew, input),
    'instances.resize': (caller, input) => resizeTerminal(crew, caller, input),
    ...messageRooms(crew, inboxes),
    ...subscriptionRooms(crew),
    'profiles.list': async () => ok([...(await ports.profiles.list(ledger.view.trusted))]),
    'profiles.source': (caller, choice) =>
      looksOnly(caller) ? textsHidden : ports.profileFiles.source(choice, ledger.view.trusted),
    // What a text extends comes back with it.
    'profiles.examine': async (caller, input) =>
      looksOnly(caller) ? textsHidden : ok(await ports.profileFiles.examine(input)),
    'profiles.save': (_caller, input) => ports.profileFiles.save(input, ledger.view.trusted),
    'profiles.copy': (_caller, input) => ports.profileFiles.copy(input, ledger.view.trusted),
    'profiles.delete': async (_caller, read) => {
      const removed = await ports.profileFiles.remove(read, ledger.view.trusted);
      return removed.ok ? ok({}) : removed;
    },
    'profiles.logins': async (_caller, { profile }) =>
      ok([...(await ports.profiles.logins(ledger.view.trusted, profile))]),
    'project.trust': (caller, input) => {
      ledger.append([{ kind: 'project.trusted', data: input, actor: actorOf(caller), run: null }]);
      return ok({});
    },
    'settings.set': (caller, settings) => {
      ledger.append([{ kind: 'settings.changed', data: { settings }, actor: actorOf(caller), run: null }]);
      return ok(ledger.view.settings);
    },
    'orphans.end': (_caller, input) => endOrphan(crew, input.pid),
    ...knowledgeRooms(crew),
    ...taskRooms(crew),
    ...parallelRooms(crew),
    ...lockRooms(locks),
    ...worktreeRooms(crew, work),
    ...breakerRooms(crew),
    ...approvalRooms(approvals),
    ...runTemplateRooms(crew),
    ...shutdownRooms(shutdowns),
    ...mergeRooms(crew, merges),
    ...branchRooms(crew),
  };
};

const readScreen = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.read'>,
): Promise<Result<VerbOutput<'instances.read'>>> => {
  const target = pickReadable(crew.ledger.view, caller, input.id);
  if (!target.ok) return target;
  const text = await crew.ports.screens.text(crew.keyOf(input.id), input.lines);
  if (text === null) {
    const lines = target.value.evidence === '' ? [] : target.value.evidence.split('\n');
    return ok({ id: input.id, size: target.value.size, lines, cursor: { x: 0, y: 0 } });
  }
  return ok({ id: input.id, size: text.size, lines: [...text.lines], cursor: text.cursor });
};
