import { z } from 'zod';
import { approvalEvents } from './approval-events.ts';
import { attentionEvents } from './attention-events.ts';
import { askedHelpSchema, blockerEvents } from './blockers.ts';
import { breakerEvents } from './breaker-events.ts';
import { budgetsSchema, reachedSchema } from './budgets.ts';
import {
  instanceIdSchema,
  isInstanceId,
  messageIdSchema,
  partySchema,
  roleSchema,
  runNumberSchema,
  senderSchema,
} from './ids.ts';
import { exitSchema, questionSchema, sizeSchema, todoSchema } from './instances.ts';
import { knowledgeEvents } from './knowledge-events.ts';
import { lockEvents } from './lock-events.ts';
import { mergeEvents } from './merge-events.ts';
import { groupSchema, messageTextLimit, messageWaySchema } from './messages.ts';
import { parallelEvents } from './parallel-events.ts';
import { prioritySchema } from './priority.ts';
import { permissionModeSchema } from './profile-choices.ts';
import { publishEvents } from './publish-events.ts';
import { recordingEvents } from './recording-events.ts';
import { recoveryEvents } from './recovery-events.ts';
import { errorCodeSchema } from './result.ts';
import { reviewEvents } from './review-events.ts';
import { ruleIdSchema, ruleTermsSchema } from './rules.ts';
import { setUpEvents } from './set-up-events.ts';
import { settingsSchema } from './settings.ts';
import { shutdownEvents } from './shutdown-events.ts';
import { standEvents } from './stand-events.ts';
import { instanceStateSchema, witnessSchema } from './states.ts';
import { subscriptionEvents } from './subscription-events.ts';
import { taskEvents } from './task-events.ts';
import { limitSchema, toolUseSchema, usedSchema } from './usage.ts';
import { workEvents } from './work-events.ts';
import { worktreeEvents } from './worktree-events.ts';

/** The way a caller came in. `core` is Tutti itself. */
export const doorSchema = z.enum(['window', 'web', 'cli', 'mcp', 'hook', 'core']);
export type Door = z.infer<typeof doorSchema>;

export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), door: doorSchema }),
  z.object({ kind: z.literal('instance'), id: instanceIdSchema }),
  z.object({ kind: z.literal('tutti') }),
]);
export type Actor = z.infer<typeof actorSchema>;

const on = { id: instanceIdSchema };
/** A message and whom it is for, so that an event tells by itself whom it concerns. */
const of = { message: messageIdSchema, to: partySchema };

/** What each kind of event carries. The key is the event's kind; names are `<thing>.<past tense>`. */
export const eventData = {
  'host.started': z.object({ pid: z.number(), version: z.string(), terminals: z.enum(['tmux', 'pty']) }),
  'host.stopped': z.object({ pid: z.number() }),
  'settings.changed': z.object({ settings: settingsSchema }),
  'project.trusted': z.object({ trusted: z.boolean() }),
  'run.started': z.object({ run: runNumberSchema, title: z.string() }),
  /** `reason`: why, where it could not begin. */
  'run.ended': z.object({ run: runNumberSchema, reason: z.string().optional() }),
  'instance.spawned': z.object({
    ...on,
    role: roleSchema,
    parent: instanceIdSchema.nullable(),
    profile: z.string(),
    scripted: z.boolean(),
    /** Absent in logs of before there were modes, as is `model`. */
    mode: permissionModeSchema.nullable().optional(),
    model: z.string().nullable().optional(),
    task: z.string(),
    cwd: z.string(),
    branch: z.string().nullable(),
    size: sizeSchema,
  }),
  /** Its program runs. `startTime` tells this process from a later one with the same pid. */
  'instance.launched': z.object({
    ...on,
    incarnation: z.number().int().positive(),
    pid: z.number().int(),
    startTime: z.string(),
    pane: z.string(),
  }),
  'instance.changed': z.object({
    ...on,
    from: instanceStateSchema,
    to: instanceStateSchema,
    witness: witnessSchema,
    reason: z.string(),
    evidence: z.string().optional(),
    exit: exitSchema.optional(),
    question: questionSchema.optional(),
    blocker: z.string().optional(),
    /** Absent in logs of before a blocker had a parent to go to. */
    help: askedHelpSchema.optional(),
  }),
  ...blockerEvents,
  'instance.reminded': z.object({ ...on }),
  'instance.progressed': z.object({
    ...on,
    percent: z.number().min(0).max(100).nullable(),
    summary: z.string(),
    todos: z.array(todoSchema).optional(),
  }),
  /** What it asked was answered, by the actor, or by a rule of the person's. */
  'instance.answered': z.object({
    ...on,
    question: z.string(),
    answer: z.string(),
    rule: ruleIdSchema.nullable(),
    /** The dangerous mode whose choice by the person was a yes to this dialog, too. */
    mode: z.string().optional(),
    /** `hook`: in the answer to the hook that asked, without a key. Absent: by keys. */
    way: z.enum(['keys', 'hook']).optional(),
  }),
  'budgets.changed': z.object({ budgets: budgetsSchema }),
  /** All budgets that are used up, or nearly, in place of those that were before. */
  'budgets.reached': z.object({ reached: z.array(reachedSchema) }),
  /** `answered`: the answer that it was kept from ("always"), with who had asked; absent where the person wrote it. */
  'rule.added': z.object({
    id: ruleIdSchema,
    terms: ruleTermsSchema,
    answered: z.object({ by: instanceIdSchema, question: z.string(), answer: z.string() }).optional(),
  }),
  'rule.revoked': z.object({ id: ruleIdSchema }),
  /** Its agent told of its own to-do list. */
  'instance.planned': z.object({ ...on, todos: z.array(todoSchema) }),
  /** It has a conversation that can be named. */
  'instance.conversed': z.object({ ...on, session: z.string(), transcript: z.string().nullable() }),
  /** A conversation of its has used so much since it began. */
  'instance.used': z.object({ ...on, session: z.string(), used: usedSchema }),
  /** It began or ended a call of one of its own tools. */
  'instance.worked': z.object({ ...on, use: toolUseSchema }),
  /** Something holds it up, or null: no longer. */
  'instance.limited': z.object({ ...on, limit: limitSchema.nullable() }),
  'instance.resized': z.object({ ...on, size: sizeSchema }),
  /** A host found its pane alive and took it over. */
  'instance.adopted': z.object({ ...on, pane: z.string() }),
  'message.stored': z.object({
    message: messageIdSchema,
    from: senderSchema,
    to: partySchema,
    text: z.string().max(messageTextLimit),
    replyTo: messageIdSchema.nullable(),
    /** Absent: normal, as in logs of before there were any. */
    priority: prioritySchema.optional(),
    /** Milliseconds since 1970; absent: never. */
    expiresAt: z.number().optional(),
    /** Of one that went to a group: the first of its messages, and which group. */
    batch: z.object({ first: messageIdSchema, group: groupSchema }).optional(),
  }),
  /** An attempt begins; written before anything is typed or handed over. `way` absent: told before there was another than a paste. */
  'message.delivering': z.object({ ...of, attempt: z.number().int(), way: messageWaySchema.optional() }),
  /** The text waits in the inbox; a line in the pane says so. */
  'message.announced': z.object({ ...of }),
  /** It is queued still, and why it has to wait. */
  'message.held': z.object({ ...of, reason: z.string() }),
  /** Back in the queue: nothing of it reached the program. */
  'message.requeued': z.object({ ...of, reason: z.string() }),
  /** `way` where it came by another than its attempt was to take: read from the inbox while it was queued still. */
  'message.accepted': z.object({
    ...of,
    witness: witnessSchema,
    how: z.string(),
    way: messageWaySchema.optional(),
  }),
  'message.failed': z.object({ ...of, reason: z.string() }),
  ...knowledgeEvents,
  /** Its time had come before it was handed over. */
  'message.expired': z.object({ ...of }),
  'call.refused': z.object({ verb: z.string(), code: errorCodeSchema, reason: z.string() }),
  /** Terminal bytes between these moments were not seen. `id` null: of every instance. */
  'terminal.gapped': z.object({ id: instanceIdSchema.nullable(), reason: z.string() }),
  'terminals.lost': z.object({ reason: z.string() }),
  'terminals.restored': z.object({}),
  /** A process of an earlier host or incarnation that still runs. */
  'orphan.found': z.object({
    pid: z.number().int(),
    startTime: z.string(),
    command: z.string(),
    instance: z.string(),
  }),
  'orphan.ended': z.object({ pid: z.number().int() }),
  ...lockEvents,
  ...worktreeEvents,
  ...taskEvents,
  ...parallelEvents,
  ...subscriptionEvents,
  ...recoveryEvents,
  ...breakerEvents,
  ...approvalEvents,
  ...attentionEvents,
  ...shutdownEvents,
  ...mergeEvents,
  ...standEvents,
  ...workEvents,
  ...reviewEvents,
  ...setUpEvents,
  ...publishEvents,
  ...recordingEvents,
} as const;

/** Things whose ids count within a run: an event of one is about nothing without its run. */
const ofRun = [
  'instance.',
  'message.',
  'subscription.',
  'lock.',
  'task.',
  'plan.',
  'approval.',
  'conflict.',
  'batch.',
  'blocker.',
  'shutdown.',
  'merge.',
  'branch.',
  'overlap.',
  'review.',
] as const;

export const isOfRun = (kind: string): boolean => ofRun.some((thing) => kind.startsWith(thing));

export type EventKind = keyof typeof eventData;
export const eventKinds = Object.keys(eventData) as EventKind[];
export type EventData<K extends EventKind> = z.infer<(typeof eventData)[K]>;

/** What is about to be appended: the store gives it its sequence number and time. */
export type EventDraft = {
  [K in EventKind]: {
    readonly kind: K;
    readonly data: EventData<K>;
    readonly actor: Actor;
    /** Number of the run it belongs to; null for host and settings events. */
    readonly run: number | null;
    /** Sequence number of the event that led to it. */
    readonly cause: number | null;
  };
}[EventKind];

/** One fact in the log. `seq` starts at 1 and has no gaps within a project; `at` is milliseconds since 1970. */
export type TuttiEvent = EventDraft & { readonly seq: number; readonly at: number };

const envelope = {
  seq: z.number().int().positive(),
  at: z.number(),
  actor: actorSchema,
  run: z.number().int().nullable(),
  cause: z.number().int().nullable(),
};

const variants = eventKinds.map((kind) =>
  z.object({ ...envelope, kind: z.literal(kind), data: eventData[kind] }),
);

// Built from the table above, so its static type is stated rather than inferred.
export const eventSchema = z.discriminatedUnion(
  'kind',
  variants as unknown as [(typeof variants)[number], ...typeof variants],
) as unknown as z.ZodType<TuttiEvent>;

/** Whom or what an event is about: an instance, the person, or what else has an id of its own. */
const subjectOf = (event: TuttiEvent): string | null => {
  if (event.kind === 'rule.added' || event.kind === 'rule.revoked') return null;
  if ('scope' in event.data) return event.data.scope === 'instance' ? event.data.name : null;
  if ('by' in event.data) return event.data.by;
  if ('id' in event.data) return event.data.id;
  if ('holder' in event.data) return event.data.holder === 'person' ? null : event.data.holder;
  if (event.kind === 'message.stored') {
    const { from, to } = event.data;
    if (to !== 'person') return to;
    return from === 'person' || from === 'tutti' ? null : from;
  }
  if ('assignee' in event.data && event.data.assignee !== null) return event.data.assignee;
  if ('to' in event.data && 'message' in event.data && event.data.to !== 'person') return event.data.to;
  return event.actor.kind === 'instance' ? event.actor.id : null;
};

/** The instance an event is about, for filters and for "click to go there"; null when it is about none. */
export const instanceOf = (event: TuttiEvent): string | null => {
  const subject = subjectOf(event);
  return subject !== null && isInstanceId(subject) ? subject : null;
};
