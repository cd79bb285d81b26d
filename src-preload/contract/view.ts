import { z } from 'zod';
import { wishSchema } from './approvals.ts';
import { breakerSchema } from './breakers.ts';
import { budgetsSchema, noBudgets, reachedSchema } from './budgets.ts';
import { countOf, itemAt, placeWhere } from './chunks.ts';
import { type MessageId, runNumberSchema } from './ids.ts';
import { instanceSchema } from './instances.ts';
import { lockSchema } from './locks.ts';
import { mergeSchema } from './merges.ts';
import { type Message, messageSchema } from './messages.ts';
import { batchSchema } from './parallel.ts';
import { planSchema } from './plan.ts';
import { ruleSchema } from './rules.ts';
import { defaultSettings, settingsSchema } from './settings.ts';
import { shutdownSchema } from './shutdowns.ts';
import { overlapSchema } from './stands.ts';
import { subscriptionSchema } from './subscriptions.ts';
import { taskSchema } from './tasks.ts';
import { conflictSchema } from './worktree-work.ts';

export const runSchema = z.object({
  run: runNumberSchema,
  title: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const orphanSchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
  command: z.string(),
  /** The instance it was started for, as `run/id`. */
  instance: z.string(),
  foundAt: z.number(),
});
export type Orphan = z.infer<typeof orphanSchema>;

/** All that a window shows of a project's current run: a pure fold of its events. */
export const viewSchema = z.object({
  /** Sequence number of the last event folded in. */
  seq: z.number().int(),
  /** The last run begun, ended or not. */
  run: runSchema.nullable(),
  /** Instances of that run by id, in the order they were spawned. */
  instances: z.record(z.string(), instanceSchema),
  /** In the order they were stored, in pieces (see chunks.ts), since a run has no end of them; `messageOf` finds one. */
  messages: z.array(z.array(messageSchema).readonly()).readonly(),
  /** Of that run: those held and those waited for, in the order in which they were asked for. */
  locks: z.array(lockSchema).readonly(),
  /** Changes of that run to files that others have locked, in the order in which they were found. */
  conflicts: z.array(conflictSchema).readonly(),
  /** What instances want to be told of, in the order they asked. */
  subscriptions: z.array(subscriptionSchema).readonly(),
  /** Tasks of that run, in the order they were made; see `taskOf` and `statusOf`. */
  tasks: z.array(taskSchema),
  /** What the run is for, and its parts; null: nobody has made a plan. */
  plan: planSchema.nullable(),
  /** Tasks of that run that are given out a few at a time, ended ones included, in the order they were begun. */
  batches: z.array(batchSchema).readonly(),
  /** Merges of that run, ended ones included, in the order in which they were asked for. */
  merges: z.array(mergeSchema).readonly(),
  /** Work of two instances of that run that would conflict, in the order in which it was found; also what is over. */
  overlaps: z.array(overlapSchema).readonly(),
  orphans: z.array(orphanSchema),
  terminals: z.enum(['none', 'up', 'lost']),
  budgets: budgetsSchema,
  /** Budgets that are used up, or nearly. */
  reached: z.array(reachedSchema),
  /** What the person has decided beforehand, in the order it was. */
  rules: z.array(ruleSchema),
  /** What is not started at present, since it failed too often. */
  breakers: z.array(breakerSchema),
  /** Wishes of this run to spawn that wait for the person, in the order they were asked. */
  approvals: z.array(wishSchema),
  /** The person has said yes to all of this run. */
  approvesAll: z.boolean(),
  /** The orderly end of instances that is under way, if any; `awaitedOf` tells whom it waits for. */
  shutdown: shutdownSchema.nullable(),
  /** Of what needs the person: the keys of what they were told of, and that still stands. */
  told: z.array(z.string()).readonly().default([]),
  /** Whether that run is recorded (as the settings were when it began), and why it is not at present; null: it is. */
  recording: z
    .object({ on: z.boolean(), paused: z.string().nullable() })
    .default({ on: false, paused: null }),
  settings: settingsSchema,
  trusted: z.boolean(),
});
export type View = z.infer<typeof viewSchema>;

export const emptyView: View = {
  seq: 0,
  run: null,
  instances: {},
  messages: [],
  locks: [],
  conflicts: [],
  subscriptions: [],
  tasks: [],
  plan: null,
  batches: [],
  merges: [],
  overlaps: [],
  orphans: [],
  terminals: 'none',
  budgets: noBudgets,
  reached: [],
  rules: [],
  breakers: [],
  approvals: [],
  approvesAll: false,
  shutdown: null,
  told: [],
  recording: { on: false, paused: null },
  settings: defaultSettings,
  trusted: false,
};

/** Lists in which each message stands at its number: what is not there need not be looked for. Found out once for a list. */
const numbered = new WeakMap<View['messages'], boolean>();

const isNumbered = (messages: View['messages']): boolean => {
  const known = numbered.get(messages);
  if (known !== undefined) return known;
  const is = messages.flat().every(({ id }, at) => id === `msg_${at + 1}`);
  numbered.set(messages, is);
  return is;
};

/** A list made of another by one change, of which as much is known. `added`: the one that came to its end. */
export const nextMessages = (
  before: View['messages'],
  next: View['messages'],
  added: MessageId | null,
): View['messages'] => {
  numbered.set(next, isNumbered(before) && (added === null || added === `msg_${countOf(next)}`));
  return next;
};

/**
 * Where a message stands in `view.messages`, or -1. They are numbered as they are stored, so its number tells its place;
 * it is looked for only where it does not. A list and not a record by id: copying a record of a thousand keys takes a
 * hundred times as long.
 */
export const placeOfMessage = ({ messages }: Pick<View, 'messages'>, id: MessageId): number => {
  const place = Number(id.slice('msg_'.length)) - 1;
  if (itemAt(messages, place)?.id === id) return place;
  return isNumbered(messages) ? -1 : placeWhere(messages, (message) => message.id === id);
};

export const messageOf = (view: Pick<View, 'messages'>, id: MessageId): Message | undefined =>
  itemAt(view.messages, placeOfMessage(view, id));
