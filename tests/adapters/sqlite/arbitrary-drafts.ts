import { type EventDraft, type EventKind, eventKinds } from '@contract/events.ts';
import { groupSchema } from '@contract/messages.ts';
import { priorities } from '@contract/priority.ts';
import { defaultSettings } from '@contract/settings.ts';
import { instanceStates, witnesses } from '@contract/states.ts';
import fc from 'fast-check';
import { attentionData } from './arbitrary-attention.ts';
import { batchData } from './arbitrary-batches.ts';
import { keptData } from './arbitrary-kept-work.ts';
import { lockData } from './arbitrary-locks.ts';
import { mergeData } from './arbitrary-merges.ts';
import { publishData } from './arbitrary-publish.ts';
import { recordingData } from './arbitrary-recordings.ts';
import { reviewData } from './arbitrary-review.ts';
import { setUpData } from './arbitrary-set-up.ts';
import { shutdownData } from './arbitrary-shutdown.ts';
import { standData } from './arbitrary-stands.ts';
import { startData } from './arbitrary-starts.ts';
import { taskData } from './arbitrary-tasks.ts';

// Few ids, so that sequences often speak of the same things; some of them never exist.
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('exec_1', 'mgr_1_1') },
  { weight: 1, arbitrary: fc.constantFrom('exec_2', 'spec_1_1_1', 'spec_9_9_9') },
);
const message = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('msg_1', 'msg_2') },
  { weight: 1, arbitrary: fc.constantFrom('msg_10', 'msg_99') },
);
const party = fc.oneof(id, fc.constant('person'));
const sender = fc.oneof(party, fc.constant('tutti'));
const priority = fc.constantFrom(...priorities);
const batch = fc.record({ first: message, group: fc.constantFrom(...groupSchema.options) });
// `binary` holds lone surrogates, NUL and astral characters.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.constant('𝄞'.repeat(201)),
  fc.constant(`x${'𝄞'.repeat(300)}`),
);
const size = fc.record({ cols: fc.integer({ min: 2, max: 1000 }), rows: fc.integer({ min: 1, max: 1000 }) });
const state = fc.constantFrom(...instanceStates);
const witness = fc.constantFrom(...witnesses);
const way = fc.constantFrom('paste', 'stop-hook', 'inbox');
const pid = fc.integer({ min: 1, max: 5 });
const percent = fc.option(fc.integer({ min: 0, max: 100 }));
const todo = fc.record({
  text: fc.string({ maxLength: 9 }),
  status: fc.constantFrom('open', 'active', 'done'),
});
const exit = fc.record({ status: fc.option(fc.integer({ min: 0, max: 255 })), signal: fc.option(text) });
const question = fc.record({
  text,
  choices: fc.array(fc.record({ label: fc.string({ maxLength: 9 }), keys: fc.constant('1\r') }), {
    maxLength: 3,
  }),
});

const rule = fc.constantFrom('rule_1', 'rule_2');
const knowledgeKey = fc.constantFrom('api', 'api/auth', 'db');
const version = fc.integer({ min: 1, max: 4 });
const decision = fc.constantFrom('dec_1', 'dec_2');
// An agent names its conversations and calls: also by what every object has.
const session = fc.constantFrom('first', 'second', 'constructor', '__proto__');
const count = fc.nat({ max: 1_000_000 });
const most = fc.option(fc.integer({ min: 1, max: 9 }));
const amounts = fc.record({ tokens: most, cost: most, minutes: most });
const used = fc.record({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite: count,
  cost: fc.option(fc.double({ min: 0, max: 99, noNaN: true })),
  model: fc.option(fc.string({ maxLength: 9 })),
  context: fc.option(count),
  contextWindow: fc.option(count),
});
const use = fc.record({
  call: fc.constantFrom('call-1', 'call-2', 'a\0b', '\ud800'),
  tool: fc.string({ maxLength: 9 }),
  status: fc.constantFrom('started', 'done', 'failed'),
  summary: text,
  files: fc.oneof(
    fc.array(fc.oneof(fc.constantFrom('a', './a', '/w/a', '/w'), fc.string({ maxLength: 9 })), {
      maxLength: 4,
    }),
    // More than are kept, with the others.
    fc.constant(Array.from({ length: 99 }, (_, at) => `/w/${at}`)),
  ),
});
const limit = fc.record({
  kind: fc.constantFrom('overloaded', 'usage', 'login'),
  reason: text,
  until: fc.option(count),
});

const subscription = fc.constantFrom('sub_1', 'sub_2');
const hash = fc.constantFrom('a'.repeat(40), 'b'.repeat(40));
const path = fc.constantFrom('src/a', 'src/ä b', '-x\n');
const conflictOf = { id, path, holder: party };

const data: { readonly [K in EventKind]: fc.Arbitrary<unknown> } = {
  'host.started': fc.record({ pid, version: text, terminals: fc.constantFrom('tmux', 'pty') }),
  'host.stopped': fc.record({ pid }),
  'settings.changed': fc.tuple(fc.integer({ min: 100, max: 9999 }), fc.boolean()).map(([scrollback, on]) => ({
    settings: { ...defaultSettings, scrollback, recording: { ...defaultSettings.recording, on } },
  })),
  'project.trusted': fc.record({ trusted: fc.boolean() }),
  'run.started': fc.constant({ title: 'again' }),
  'run.ended': fc.record({ run: fc.integer({ min: 1, max: 4 }) }),
  'instance.spawned': fc.record({
    id,
    role: fc.constantFrom('executive', 'manager', 'specialist'),
    parent: fc.option(id),
    profile: text,
    scripted: fc.boolean(),
    task: text,
    cwd: fc.oneof(text, fc.constant('/w')),
    branch: fc.option(text),
    size,
    mode: fc.option(
      fc.record({
        name: fc.constantFrom('ask', 'auto_edit'),
        title: text,
        meaning: text,
        dangerous: fc.boolean(),
      }),
    ),
    model: fc.option(text),
  }),
  'instance.launched': fc.record({
    id,
    incarnation: fc.integer({ min: 1, max: 9 }),
    pid,
    startTime: text,
    pane: text,
  }),
  'instance.changed': fc.record(
    {
      id,
      from: state,
      to: state,
      witness,
      reason: text,
      evidence: text,
      exit,
      question,
      blocker: text,
      help: fc.record({
        kind: fc.constantFrom('decision', 'access', 'other'),
        needs: fc.option(text),
        from: fc.option(text),
        with: fc.oneof(id, fc.constant('person')),
      }),
    },
    { requiredKeys: ['id', 'from', 'to', 'witness', 'reason'] },
  ),
  'blocker.climbed': fc.record({
    id,
    parent: id,
    why: fc.constantFrom('ended', 'blocked', 'declined', 'unanswered'),
    reason: text,
  }),
  'instance.reminded': fc.record({ id }),
  'instance.progressed': fc.record(
    { id, percent, summary: text, todos: fc.array(todo, { maxLength: 3 }) },
    { requiredKeys: ['id', 'percent', 'summary'] },
  ),
  'instance.answered': fc.record({ id, question: text, answer: text, rule: fc.option(rule) }),
  'rule.added': fc.record({
    id: rule,
    terms: fc.record({
      effect: fc.constantFrom('allow', 'deny'),
      about: fc.constantFrom('permission', 'dialog'),
      profile: fc.option(fc.string({ maxLength: 9 })),
      tool: fc.string({ minLength: 1, maxLength: 9 }),
      subject: fc.string({ minLength: 1, maxLength: 9 }),
      run: fc.option(fc.constant(1)),
      instance: fc.option(id),
    }),
  }),
  'budgets.changed': fc.record({ budgets: fc.record({ run: amounts, instance: amounts }) }),
  'budgets.reached': fc.record({
    reached: fc.array(
      fc.record({
        scope: fc.oneof(fc.constant('run'), id),
        kind: fc.constantFrom('tokens', 'cost', 'minutes'),
        state: fc.constantFrom('warned', 'spent'),
        used: count,
        limit: count,
      }),
      { maxLength: 2 },
    ),
  }),
  'rule.revoked': fc.record({ id: rule }),
  'instance.planned': fc.record({ id, todos: fc.array(todo, { maxLength: 3 }) }),
  'instance.conversed': fc.record({ id, session: text, transcript: fc.option(text) }),
  'instance.used': fc.record({ id, session, used }),
  'instance.worked': fc.record({ id, use }),
  'instance.limited': fc.record({ id, limit: fc.option(limit) }),
  'instance.resized': fc.record({ id, size }),
  'instance.adopted': fc.record({ id, pane: text }),
  'message.stored': fc.record(
    {
      message,
      from: sender,
      to: party,
      text,
      replyTo: fc.option(message),
      priority,
      expiresAt: count,
      batch,
    },
    { requiredKeys: ['message', 'from', 'to', 'text', 'replyTo'] },
  ),
  'message.delivering': fc.record(
    { message, to: party, attempt: fc.integer({ min: 0, max: 9 }), way },
    { requiredKeys: ['message', 'to', 'attempt'] },
  ),
  'message.announced': fc.record({ message, to: party }),
  'message.held': fc.record({ message, to: party, reason: text }),
  'message.requeued': fc.record({ message, to: party, reason: text }),
  'message.accepted': fc.record(
    { message, to: party, witness, how: text, way },
    { requiredKeys: ['message', 'to', 'witness', 'how'] },
  ),
  'message.expired': fc.record({ message, to: party }),
  'message.failed': fc.record({ message, to: party, reason: text }),
  'knowledge.recorded': fc.record({ key: knowledgeKey, version, value: text }),
  'knowledge.forgotten': fc.record({ key: knowledgeKey, version }),
  'decision.recorded': fc.record({
    decision,
    title: text,
    text,
    paths: fc.array(fc.constantFrom('src', 'docs/a.md'), { maxLength: 2 }),
    replaces: fc.option(decision),
  }),
  'call.refused': fc.record({ verb: text, code: fc.constant('refused'), reason: text }),
  'terminal.gapped': fc.record({ id: fc.option(id), reason: text }),
  'terminals.lost': fc.record({ reason: text }),
  'terminals.restored': fc.constant({}),
  'orphan.found': fc.record({ pid, startTime: text, command: text, instance: text }),
  'orphan.ended': fc.record({ pid }),
  'instance.changedFiles': fc.record({
    id,
    files: fc.array(fc.record({ path, kind: fc.constantFrom('created', 'deleted'), at: count }), {
      maxLength: 2,
    }),
    settled: fc.array(path, { maxLength: 2 }),
    unnamed: count,
    dirty: fc.nat({ max: 2 }),
  }),
  'instance.committed': fc.record({
    id,
    commit: fc.record({
      hash,
      parents: fc.array(hash, { maxLength: 2 }),
      way: fc.constantFrom('commit', 'merge'),
      author: fc.string({ maxLength: 9 }),
      at: count,
      subject: fc.string({ maxLength: 9 }),
      files: fc.array(path, { maxLength: 2 }),
      count,
    }),
    amends: fc.option(hash),
  }),
  'instance.checkedOut': fc.record({
    id,
    branch: fc.option(path),
    from: fc.option(hash),
    to: hash,
    dropped: count,
  }),
  'instance.unwatched': fc.record({ id, reason: fc.option(path) }),
  'instance.commitRefused': fc.record({
    id,
    held: fc.array(
      fc.record({ path, holder: party, mode: fc.constant('shared'), lock: fc.constant('lock_1') }),
      { minLength: 1, maxLength: 2 },
    ),
    count: count.map((n) => n + 1),
  }),
  'instance.contentRefused': fc.record({
    id,
    findings: fc.array(
      fc.record({
        path,
        line: fc.option(count.map((n) => n + 1)),
        why: fc.constantFrom('looks like a GitHub token', '81.3 MB, and 50 MB are the most'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    count: count.map((n) => n + 1),
  }),
  'conflict.found': fc.record({
    ...conflictOf,
    mode: fc.constantFrom('exclusive', 'shared'),
    lock: fc.constantFrom('lock_1', 'lock_2'),
    token: count.map((n) => n + 1),
    commit: fc.option(hash),
  }),
  'conflict.resolved': fc.record({ ...conflictOf, why: fc.constantFrom('released', 'undone') }),
  'subscription.made': fc.record({
    subscription,
    instance: id,
    kinds: fc.array(fc.constantFrom('task', 'instance.changed'), { minLength: 1, maxLength: 2 }),
    from: fc.array(sender, { maxLength: 2 }),
  }),
  'subscription.told': fc.record({ subscription, message, upTo: count }),
  'subscription.ended': fc.record({ subscription }),
  ...lockData(party, text),
  ...taskData(id, text),
  ...batchData(id, text),
  ...mergeData(id, text),
  ...reviewData(id, text),
  ...publishData(id, text),
  ...standData(id, text),
  ...setUpData(id, text),
  ...keptData(text),
  'instance.restartPlanned': fc.record({
    id,
    attempt: fc.integer({ min: 1, max: 3 }),
    most: fc.constant(3),
    at: count,
    reason: text,
  }),
  'instance.restartDropped': fc.record({ id, reason: text }),
  'instance.startHeld': fc.record({ id, reason: text }),
  ...startData(id, text),
  ...attentionData,
  ...recordingData(text),
  ...shutdownData(id, text),
};

const actor = fc.oneof(
  fc.constant({ kind: 'tutti' }),
  fc.constant({ kind: 'person', door: 'cli' }),
  id.map((of) => ({ kind: 'instance', id: of })),
);

const anyKind: fc.Arbitrary<EventKind> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<EventKind>('instance.spawned', 'message.stored', 'task.created') },
  { weight: 4, arbitrary: fc.constantFrom<EventKind>('instance.changed') },
  { weight: 3, arbitrary: fc.constantFrom<EventKind>('lock.queued', 'lock.granted', 'conflict.found') },
  { weight: 12, arbitrary: fc.constantFrom(...eventKinds.filter((kind) => kind !== 'run.started')) },
);
// A run begins seldom, or nothing would ever live for long.
const kind = fc.oneof(
  { weight: 20, arbitrary: anyKind },
  { weight: 1, arbitrary: fc.constant<EventKind>('run.started') },
);
// The run that an event names: mostly the current one (0), else an earlier one, one that never was, or none.
const runOffset = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 1, null) },
);

const loose = kind.chain((of) => fc.record({ kind: fc.constant(of), data: data[of], actor, runOffset }));

/** Numbers the runs: a run's number is always a new one. */
const numbered = (
  steps: readonly { kind: EventKind; data: unknown; actor: unknown; runOffset: number | null }[],
) => {
  let run = 0;
  return steps.map(({ runOffset: offset, ...step }) => {
    const begins = step.kind === 'run.started';
    if (begins) run += 1;
    const own = begins ? { ...(step.data as object), run } : step.data;
    const of = offset === null ? null : run + offset;
    return { ...step, data: own, run: of, cause: null } as EventDraft;
  });
};

/** Sequences of facts, likely and unlikely, in the batches in which they are committed. */
export const draftBatches: fc.Arbitrary<EventDraft[][]> = fc
  .tuple(
    fc.array(loose, { maxLength: 3 }),
    fc.array(loose, { minLength: 1, maxLength: 60, size: 'max' }),
    fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
  )
  .map(([before, after, cuts]) => {
    const first = {
      kind: 'run.started' as const,
      data: { title: 'first' },
      actor: { kind: 'tutti' },
      runOffset: 0,
    };
    const all = numbered([...before, first, ...after]);
    const batches: EventDraft[][] = [];
    while (all.length > 0) batches.push(all.splice(0, cuts.next().value));
    return batches;
  });
