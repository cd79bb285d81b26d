import { countOf } from '@contract/chunks.ts';
import type { EventData, EventKind, TuttiEvent } from '@contract/events.ts';
import { formatInstanceId, type Role } from '@contract/ids.ts';
import type { Question } from '@contract/instances.ts';
import { reduce } from '@contract/reduce.ts';
import { defaultSettings } from '@contract/settings.ts';
import { type InstanceState, instanceStates, type Witness } from '@contract/states.ts';
import { emptyView, type View } from '@contract/view.ts';
import { sampleFiles, sampleLimits, sampleQuestions, sampleUsed } from './sample-signs.ts';

/** Appends events one by one, with sequence numbers and times, and keeps the view at their tip. */
export type EventTape = {
  readonly events: TuttiEvent[];
  readonly view: View;
  add<K extends EventKind>(kind: K, data: EventData<K>, by?: TuttiEvent['actor']): TuttiEvent;
  /** Moves the tape's clock on, in milliseconds. */
  wait(ms: number): void;
};

export const createTape = (startedAt: number): EventTape => {
  const events: TuttiEvent[] = [];
  let view = emptyView;
  let at = startedAt;
  return {
    events,
    get view() {
      return view;
    },
    add: (kind, data, by = { kind: 'tutti' }) => {
      const run = view.run?.run ?? null;
      // Kind and data belong together by this function's type; the union can't be told so.
      const event = { seq: events.length + 1, at, actor: by, run, cause: null, kind, data } as TuttiEvent;
      events.push(event);
      view = reduce(view, event);
      return event;
    },
    wait: (ms) => {
      at += ms;
    },
  };
};

const tasks = [
  'Issue short-lived access tokens and sign them with the rotating key',
  'Token refresh: one-time refresh tokens, reuse detected and the family revoked',
  'Guard the API routes and answer 401 with a reason',
  'Log-out: revoke on this device or on all of them',
  'Tests for expiry, clock skew and a stolen refresh token',
  'Document the flow in docs/auth.md with a sequence diagram',
  'Move sessions out of memory into SQLite with a migration',
  'Rate-limit the login route per address and per account',
];

type Plan = { readonly role: Role; readonly path: readonly number[] };

/** One executive, managers with up to 7 specialists each, until there are `count`. */
export const planHierarchy = (count: number): Plan[] => {
  const plans: Plan[] = [{ role: 'executive', path: [1] }];
  for (let manager = 1; plans.length < count; manager++) {
    plans.push({ role: 'manager', path: [1, manager] });
    for (let child = 1; child <= 7 && plans.length < count; child++) {
      plans.push({ role: 'specialist', path: [1, manager, child] });
      if (count <= 10 && child === 2) break;
    }
  }
  return plans;
};

const idOf = (plan: Plan): string => formatInstanceId(plan.role, plan.path);
const parentOf = (plan: Plan): string | null =>
  plan.path.length === 1
    ? null
    : formatInstanceId(plan.path.length === 2 ? 'executive' : 'manager', plan.path.slice(0, -1));

const spawn = (tape: EventTape, plan: Plan, index: number): void => {
  const id = idOf(plan);
  const parent = parentOf(plan);
  const task =
    plan.role === 'executive'
      ? 'Give the service JWT authentication: plan it, delegate it, see that its tests pass'
      : (tasks[index % tasks.length] ?? '');
  tape.add(
    'instance.spawned',
    {
      id,
      role: plan.role,
      parent,
      profile: 'rehearsal',
      scripted: true,
      task,
      cwd: `/home/ada/.local/state/tutti/worktrees/12/${id}`,
      branch: `tutti/12/${id}`,
      size: { cols: 100, rows: 30 },
    },
    parent === null ? { kind: 'person', door: 'window' } : { kind: 'instance', id: parent },
  );
  tape.wait(180);
  tape.add('instance.launched', {
    id,
    incarnation: 1,
    pid: 4200 + index,
    startTime: `${9000 + index}`,
    pane: `%${index}`,
  });
};

const move = (
  tape: EventTape,
  id: string,
  to: InstanceState,
  reason: string,
  more: Partial<EventData<'instance.changed'>> = {},
): void => {
  const from = tape.view.instances[id]?.state ?? 'starting';
  const witness: Witness = more.witness ?? 'hook';
  tape.add('instance.changed', { id, from, to, reason, ...more, witness });
};

/** Takes an instance from its launch to `state`, by the way such an instance goes. */
const bringTo = (tape: EventTape, id: string, state: InstanceState): void => {
  if (state === 'starting') return;
  move(tape, id, 'confirming', 'its program runs', { witness: 'process' });
  if (state === 'confirming') return;
  tape.wait(900);
  if (state === 'stalled') {
    tape.wait(60_000);
    tape.add('instance.reminded', { id });
    move(tape, id, 'stalled', 'no confirmation within 60 s', {
      witness: 'tool',
      evidence: '$ rehearsal --never-confirm\nReading CLAUDE.md ...\nThinking about it.\n> ',
    });
    return;
  }
  move(tape, id, 'ready', 'it confirmed its role and task', { witness: 'tool' });
  if (state === 'ready') return;
  tape.wait(400);
  move(tape, id, 'busy', 'it took a message');
  tape.add('instance.progressed', {
    id,
    percent: 40,
    summary: 'Reading the routes, writing the first test',
    todos: [
      { text: 'Read src/auth.ts and its callers', status: 'done' },
      { text: 'Write the failing test', status: 'done' },
      { text: 'Make it pass', status: 'active' },
      { text: 'Commit and report', status: 'open' },
    ],
  });
  if (state === 'busy') return;
  tape.wait(12_000);
  endIn(tape, id, state);
};

/** The next of the sample questions; those that were asked before are still open. */
const nextQuestion = (tape: EventTape): Question => {
  const asked = Object.values(tape.view.instances).filter(({ question }) => question !== null).length;
  const [first] = sampleQuestions;
  return sampleQuestions[asked % sampleQuestions.length] ?? (first as Question);
};

/** What its agent tells of itself: conversation, tokens, the tool it uses and, here and there, what holds it up. */
const tellSigns = (tape: EventTape, id: string, index: number, told: boolean): void => {
  const session = `0b7c52e1-${String(index).padStart(4, '0')}-4d0e-9a51-6f2b8c1d7e33`;
  tape.add('instance.conversed', { id, session, transcript: null });
  if (told) tape.add('instance.used', { id, session, used: sampleUsed(index) });
  if (index % 4 === 2) write(tape, id, index);
  if (tape.view.instances[id]?.state !== 'busy') return;
  const use = { call: `call_${index}`, tool: 'Bash', summary: 'npm test -- token', files: [] };
  tape.add('instance.worked', { id, use: { ...use, status: 'started' } });
  const held = sampleLimits[index];
  if (held === undefined) return;
  const { inMs, ...limit } = held;
  const until = inMs === null ? null : Date.now() + inMs;
  tape.add('instance.limited', { id, limit: { ...limit, until } });
};

/** Files that one writes, some of them more than once. */
const write = (tape: EventTape, id: string, index: number): void => {
  const folder = `/home/ada/.local/state/tutti/worktrees/12/${id}`;
  const use = { call: `write_${index}`, tool: 'Edit', status: 'done' as const, summary: 'edits' };
  const all = sampleFiles.slice(0, 3 + (index % 12)).map((file) => `${folder}/${file}`);
  for (const files of [all, all.slice(0, 1)]) tape.add('instance.worked', { id, use: { ...use, files } });
};

const endIn = (tape: EventTape, id: string, state: InstanceState): void => {
  if (state === 'waiting')
    move(tape, id, state, 'it asks for a permission', { question: nextQuestion(tape) });
  else if (state === 'blocked') {
    const blocker = 'The schema has no table for refresh tokens, and migrations are outside of my files.';
    move(tape, id, state, 'it reported a blocker', { witness: 'tool', blocker });
  } else if (state === 'crashed') {
    move(tape, id, state, 'its process ended with status 1', {
      witness: 'process',
      exit: { status: 1, signal: null },
      evidence: "Error: Cannot find module 'jose'\n    at src/token.ts:3:22\n\nNode.js v20.18.1",
    });
  } else if (state === 'terminated') move(tape, id, state, 'ended by the person', { witness: 'person' });
  else move(tape, id, state, 'it reported its task as finished', { witness: 'tool' });
};

const say = (tape: EventTape, number: number, from: string, to: string, text: string): string => {
  const message = `msg_${number}`;
  tape.add(
    'message.stored',
    { message, from, to, text, replyTo: null },
    from === 'person' ? { kind: 'person', door: 'window' } : { kind: 'instance', id: from },
  );
  return message;
};

/** One that nobody was to read any more, one to two managers at once, and a notice of Tutti's own. */
const otherMessages = (tape: EventTape, ids: readonly string[], next: number): void => {
  const [exec = 'exec_1', ...others] = ids;
  const managers = others.filter((id) => id.startsWith('mgr_')).slice(0, 2);
  const store = (at: number, to: string, more: Partial<EventData<'message.stored'>>): string => {
    const message = `msg_${next + at}`;
    const plain = { message, from: exec, to, text: 'Stop at the next commit: the schema changes.' };
    tape.add('message.stored', { ...plain, replyTo: null, ...more }, { kind: 'instance', id: exec });
    return message;
  };
  const batch = { first: `msg_${next}`, group: 'role:manager' as const };
  managers.forEach((to, at) => void store(at, to, { priority: 'urgent', batch }));
  const to = others.at(-1) ?? exec;
  const late = store(managers.length, to, {
    text: 'The review begins in a minute: is your branch pushed?',
    priority: 'high',
    expiresAt: tape.events.at(-1)?.at ?? 0,
  });
  tape.add('message.expired', { message: late, to });
  const notice = `msg_${next + managers.length + 1}`;
  const text = 'spec_1_1_1 has finished: 3 files, 14 tests pass.';
  const told = { message: notice, from: 'tutti', to: exec, text, replyTo: null };
  tape.add('message.stored', { ...told, priority: 'low' });
};

const messages = (tape: EventTape, ids: readonly string[]): void => {
  const states = ['accepted', 'accepted', 'announced', 'delivering', 'failed', 'queued'] as const;
  ids.slice(1).forEach((id, index) => {
    const from = tape.view.instances[id]?.parent ?? 'person';
    const text = `${tasks[index % tasks.length]}. Stay within src/auth/ and report when the tests pass.`;
    const message = say(tape, 2 * index + 1, from, id, text);
    tape.wait(700);
    const state = states[index % states.length];
    const way = state === 'announced' ? 'inbox' : index % 2 === 0 ? 'paste' : 'stop-hook';
    if (state !== 'queued') tape.add('message.delivering', { message, to: id, attempt: 1, way });
    else
      tape.add('message.held', {
        message,
        to: id,
        reason: 'something stands in its input box that nobody has sent',
      });
    if (state === 'accepted')
      tape.add('message.accepted', { message, to: id, witness: 'hook', how: 'its prompt hook' });
    if (state === 'announced') tape.add('message.announced', { message, to: id });
    if (state === 'failed')
      tape.add('message.failed', { message, to: id, reason: 'no sign of acceptance after 3 submits' });
    if (index % 3 === 0) {
      const reply = say(
        tape,
        2 * index + 2,
        id,
        from,
        'Understood: the test first, then the guard. 3 files.',
      );
      tape.add('message.delivering', { message: reply, to: from, attempt: 1 });
      tape.add('message.accepted', { message: reply, to: from, witness: 'tool', how: 'it read its inbox' });
    }
  });
};

/** Two that hold files, and one that waits for both. */
const locks = (tape: EventTape, ids: readonly string[]): void => {
  const [, first, second, third] = ids;
  if (first === undefined || second === undefined || third === undefined) return;
  const terms = { mode: 'exclusive', lease: null, expiresAt: null } as const;
  const next = (): string => `lock_${tape.events.length + 1}`;
  tape.add('lock.granted', {
    ...terms,
    lock: next(),
    holder: first,
    paths: ['src/auth/token.ts'],
    reason: 'rotating keys',
  });
  tape.add('lock.granted', {
    ...terms,
    lock: next(),
    holder: second,
    paths: ['docs'],
    mode: 'shared',
    reason: '',
  });
  tape.add('lock.queued', {
    ...terms,
    lock: next(),
    holder: third,
    paths: ['src/auth/**', 'docs/auth.md'],
    reason: 'guard',
  });
};

/** Order in which states are dealt out, so that few instances already show the ones that matter. */
const dealt: readonly InstanceState[] = [
  'busy',
  'busy',
  'waiting',
  'busy',
  'crashed',
  'done',
  'ready',
  ...instanceStates,
  'busy',
  'busy',
  'ready',
  'done',
];

/**
 * A run of `count` instances in every state, with messages between them. Deterministic but for `startedAt`. `told`: whether
 * agents tell of tokens. `recorded`: as the settings have it.
 */
export const sampleRun = (count: number, startedAt: number, told = true, recorded = true): EventTape => {
  const tape = createTape(startedAt);
  tape.add('host.started', { pid: 4100, version: '0.1.0', terminals: 'tmux' });
  if (count === 0) return tape;
  if (!recorded) {
    const recording = { ...defaultSettings.recording, on: false };
    tape.add('settings.changed', { settings: { ...defaultSettings, recording } });
  }
  tape.add('run.started', { run: 12, title: 'JWT auth' }, { kind: 'person', door: 'window' });
  const plans = planHierarchy(count);
  plans.forEach((plan, index) => {
    tape.wait(1400);
    spawn(tape, plan, index);
    bringTo(tape, idOf(plan), dealt[index % dealt.length] ?? 'busy');
    if (index % 7 !== 6) tellSigns(tape, idOf(plan), index, told);
  });
  messages(tape, plans.map(idOf));
  locks(tape, plans.map(idOf));
  if (count > 2) otherMessages(tape, plans.map(idOf), countOf(tape.view.messages) + 1);
  const last = Object.keys(tape.view.instances).at(-1) ?? 'spec_1_1_1';
  tape.add(
    'call.refused',
    { verb: 'instances.spawn', code: 'refused', reason: 'a specialist may not spawn' },
    { kind: 'instance', id: last },
  );
  return tape;
};
