import { randomBytes } from 'node:crypto';
import type { EventDraft } from '@contract/events.ts';
import type { InstanceId, Role } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { ListedLock } from '@contract/lock-verbs.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { progressOfOne, progressOfRun } from '@contract/progress.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Shutdown } from '@contract/shutdowns.ts';
import type { ProjectVerbName, VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { noWork } from '@contract/worktree-work.ts';
import type { Caller } from '../../src-main/core/model/caller.ts';
import type { ProjectRooms } from '../../src-main/core/ports/rooms.ts';

const roleOf = (id: InstanceId): Role =>
  id.startsWith('exec') ? 'executive' : id.startsWith('mgr') ? 'manager' : 'specialist';

/** An instance as it stands in the list; `over` changes what the test is about. */
export const anInstance = (id: InstanceId, over: Partial<Instance> = {}): Instance => ({
  id,
  run: 1,
  role: roleOf(id),
  parent: null,
  profile: 'rehearsal',
  scripted: true,
  mode: null,
  model: null,
  task: `task of ${id}`,
  state: 'ready',
  witness: 'tool',
  reason: '',
  since: 1,
  evidence: '',
  spawnedAt: 1,
  incarnation: 1,
  pid: 4242,
  pane: '%1',
  cwd: '/tmp/project',
  branch: `tutti/${id}`,
  size: { cols: 80, rows: 24 },
  exit: null,
  progress: null,
  todos: [],
  blocker: null,
  blockage: null,
  question: null,
  session: null,
  used: {},
  tool: null,
  files: { count: 0, last: [] },
  work: noWork,
  stand: null,
  setUp: null,
  limit: null,
  recovery: { tried: [], at: null },
  ...over,
});

export const aMessage = (over: Partial<MessageWithText> = {}): MessageWithText => {
  const text = over.text ?? 'hello';
  return {
    id: 'msg_1',
    run: 1,
    from: 'person',
    to: 'exec_1',
    preview: text.slice(0, 400),
    length: text.length,
    state: 'queued',
    attempts: 0,
    way: null,
    storedAt: 1,
    since: 1,
    witness: null,
    reason: '',
    replyTo: null,
    priority: 'normal',
    expiresAt: null,
    batch: null,
    group: null,
    readAt: null,
    replies: [],
    text,
    ...over,
  };
};

export const aLock = (over: Partial<ListedLock> = {}): ListedLock => ({
  id: 'lock_11',
  run: 1,
  holder: 'exec_1',
  paths: ['src/a.ts'],
  mode: 'exclusive',
  state: 'held',
  token: 12,
  reason: 'parser',
  lease: null,
  askedAt: 1,
  since: 1,
  expiresAt: null,
  graceUntil: null,
  place: null,
  waitsFor: [],
  ...over,
});

export interface FakeCall {
  readonly caller: Caller;
  readonly verb: ProjectVerbName;
  readonly input: unknown;
}

type Handler<V extends ProjectVerbName> = (
  input: VerbParsed<V>,
  caller: Caller,
) => Promise<Result<VerbOutput<V>>> | Result<VerbOutput<V>>;

const shutdown: Shutdown = {
  seq: 7,
  top: null,
  ids: ['mgr_1_1'],
  by: 'exec_1',
  reason: '',
  begunAt: 1,
  until: 2,
  state: 'waiting',
};

/** Verbs that change another instance: a specialist may not. */
const leadersOnly: readonly ProjectVerbName[] = [
  'instances.spawn',
  'instances.terminate',
  'instances.restart',
  'runs.shutdown',
  'runs.cancelShutdown',
  'blockers.escalate',
  'progress.all',
];

/** Rooms without a house: they keep who called what, answer from memory, and refuse by role as the real ones do. */
export class FakeRooms implements ProjectRooms {
  readonly calls: FakeCall[] = [];
  readonly events: EventDraft[] = [];
  readonly instances = new Map<InstanceId, Instance>();
  readonly inbox: MessageWithText[] = [];
  readonly #tokens = new Map<string, InstanceId>();
  readonly #handlers = new Map<ProjectVerbName, Handler<never>>();

  constructor(ids: readonly InstanceId[] = ['exec_1', 'mgr_1_1', 'spec_1_1_1']) {
    for (const id of ids) this.instances.set(id, anInstance(id));
    this.on('instances.list', () => ok([...this.instances.values()]));
    this.on('instances.read', ({ id }) =>
      this.#with(id, () =>
        ok({ id, size: { cols: 80, rows: 24 }, lines: ['$ npm test', 'ok'], cursor: { x: 0, y: 2 } }),
      ),
    );
    this.on('instances.spawn', (input, caller) => {
      const parent = input.parent ?? (caller.kind === 'instance' ? caller.id : null);
      const over = {
        role: input.role,
        parent,
        profile: input.profile,
        task: input.task,
        state: 'starting' as const,
      };
      const id = `${{ executive: 'exec', manager: 'mgr', specialist: 'spec' }[input.role]}_1_${this.instances.size}`;
      this.instances.set(id, anInstance(id, over));
      return this.#with(id, ok);
    });
    this.on('instances.terminate', ({ id }) => this.#with(id, (it) => ok([{ ...it, state: 'terminated' }])));
    this.on('runs.shutdown', ({ reason }) => ok({ ...shutdown, reason, awaited: [] }));
    this.on('runs.cancelShutdown', () => ok(shutdown));
    this.on('instances.restart', ({ id }) => this.#with(id, (it) => ok({ ...it, state: 'starting' })));
    this.on('instances.confirm', (input, caller) => this.#self(caller, input.id));
    this.on('instances.reportProgress', (_input, caller) => this.#self(caller));
    this.on('instances.reportBlocker', (_input, caller) => this.#self(caller));
    this.on('blockers.escalate', ({ id }) => this.#with(id, ok));
    this.on('progress.get', ({ id }, caller) => {
      const whose = id ?? (caller.kind === 'instance' ? caller.id : '');
      return this.#with(whose, () => {
        const one = progressOfOne(this.#sources(), whose);
        return one === null ? fail('not_found', `No ${whose}`, 'Use another.') : ok(one);
      });
    });
    this.on('tasks.list', () => ok([]));
    this.on('progress.all', () => ok(progressOfRun(null, this.#sources())));
    this.on('instances.hook', (_input, caller) => {
      const self = this.#self(caller);
      return self.ok ? ok({ instance: self.value, reply: null }) : self;
    });
    this.on('messages.send', ({ to, text }) => ok({ ...aMessage({ to, text }), also: [] }));
    this.on('messages.readInbox', () => ok([...this.inbox]));
    this.on('locks.acquire', () => ok(aLock()));
    this.on('locks.release', () => ok([aLock()]));
    this.on('instances.changes', () => ok({ files: [], commits: [], more: false }));
    this.on('locks.list', () => ok([aLock()]));
  }

  /** Replaces what a verb answers. */
  on<V extends ProjectVerbName>(verb: V, handler: Handler<V>): void {
    this.#handlers.set(verb, handler as Handler<never>);
  }

  /** A new bearer token for an instance. */
  tokenOf(id: InstanceId): string {
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(token, id);
    return token;
  }

  /** As when the instance is terminated. */
  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  async call<V extends ProjectVerbName>(
    caller: Caller,
    verb: V,
    input: VerbParsed<V>,
  ): Promise<Result<VerbOutput<V>>> {
    this.calls.push({ caller, verb, input });
    if (caller.kind === 'instance' && roleOf(caller.id) === 'specialist' && leadersOnly.includes(verb)) {
      return this.#refuse(caller.id, verb);
    }
    // `on` ties a verb to a handler of its own types.
    const handler = this.#handlers.get(verb) as Handler<V> | undefined;
    return handler
      ? handler(input, caller)
      : fail('unsupported', `No ${verb} here.`, 'Give the fake a handler for it.');
  }

  identify(token: string): { readonly id: InstanceId; readonly run: number } | null {
    const id = this.#tokens.get(token);
    return id === undefined ? null : { id, run: 1 };
  }

  followEvents(): () => void {
    return () => undefined;
  }

  followExport(): ReturnType<ProjectRooms['followExport']> {
    return fail('unsupported', 'nothing is recorded here', 'Record a run.');
  }

  followTerminal(): Result<never> {
    return fail('unsupported', 'No terminals here.', 'Use the real rooms.');
  }

  #sources() {
    return { instances: [...this.instances.values()], now: 60_000 };
  }

  #refuse(id: InstanceId, verb: ProjectVerbName): Result<never> {
    const reason = `${id} is a specialist, which may not use ${verb}`;
    const data = { verb, code: 'refused' as const, reason };
    this.events.push({ kind: 'call.refused', data, actor: { kind: 'instance', id }, run: 1, cause: null });
    return fail('refused', `${reason}.`, 'Ask your parent with sendMessage.');
  }

  #with<T>(id: InstanceId, then: (instance: Instance) => Result<T>): Result<T> {
    const found = this.instances.get(id);
    if (found !== undefined) return then(found);
    const others = [...this.instances.keys()].join(', ');
    return fail('not_found', `No instance ${id}; you may read ${others}.`, 'Use one of these ids.', {
      field: 'id',
    });
  }

  #self(caller: Caller, id?: InstanceId): Result<Instance> {
    if (caller.kind === 'instance') return this.#with(caller.id, ok);
    return id === undefined
      ? fail('bad_input', 'The person must name an instance.', 'Give its id.', { field: 'id' })
      : this.#with(id, ok);
  }
}
