import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, roleSchema, runNumberSchema } from './ids.ts';
import { lockIdSchema } from './locks.ts';
import { mergeIdSchema, mergeStateSchema } from './merges.ts';
import { taskIdSchema, taskStateSchema } from './tasks.ts';
import { usedSchema } from './usage.ts';

/** Milliseconds. */
const ms = z.number().min(0);
/** Milliseconds since 1970. */
const moment = z.number();
const count = z.number().int().min(0);

/** What an instance's time goes to. At each moment of its life it is exactly one of these. */
export const activities = [
  'starting', // its worktree is made ready, its program starts, it confirms
  'busy', // it works
  'person', // it asks a person, and waits for the answer
  'lock', // a lock that it asked for is another's
  'message', // it is ready, and what it waits for is on its way: a message, its children, word of a task in hand
  'idle', // it is ready, and nothing is on its way to it
  'blocked', // it has reported a blocker
  'stalled', // no sign of life
  'crashed', // its process ended unasked, and it was not put aside
  'done', // it has reported its work as finished
] as const;
export const activitySchema = z.enum(activities);
export type Activity = z.infer<typeof activitySchema>;

/** Time by activity; all of them are named. */
export const timesSchema = z.record(activitySchema, ms);
export type Times = z.infer<typeof timesSchema>;

/** How long something took, each time: percentiles by nearest rank, so each is a time that was seen. Null: there was none. */
export const spreadSchema = z.object({
  count,
  p50: ms.nullable(),
  p90: ms.nullable(),
  p99: ms.nullable(),
  longest: ms.nullable(),
});
export type Spread = z.infer<typeof spreadSchema>;

export const instanceReportSchema = z.object({
  id: instanceIdSchema,
  role: roleSchema,
  parent: instanceIdSchema.nullable(),
  profile: z.string(),
  model: z.string().nullable(),
  spawnedAt: moment,
  /** When it was terminated; null: it was there at the end of what is reported. */
  endedAt: moment.nullable(),
  /** The sum of `times`: from its spawn to its end, without the time between a termination and a restart. */
  lifeMs: ms,
  times: timesSchema,
  /** How often its program was started. */
  launches: count,
  crashes: count,
  /** Null: its agent told nothing. */
  used: usedSchema.nullable(),
});
export type InstanceReport = z.infer<typeof instanceReportSchema>;

export const taskReportSchema = z.object({
  task: taskIdSchema,
  title: z.string(),
  state: taskStateSchema,
  /** Who has it, or had it last. */
  assignee: instanceIdSchema.nullable(),
  /** How often it was given to somebody. */
  attempts: count,
  madeAt: moment,
  /** When it was begun first. */
  begunAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** From each begin of an attempt to that attempt's end. */
  workedMs: ms,
  /** From its creation to its first begin. */
  waitedMs: ms,
});
export type TaskReport = z.infer<typeof taskReportSchema>;

export const mergeReportSchema = z.object({
  merge: mergeIdSchema,
  source: z.string(),
  target: z.string(),
  state: mergeStateSchema,
  /** From its asking to its end, or to the end of what is reported. */
  ms,
  /** Of these: in the queue, or while the target could not be moved. */
  waitedMs: ms,
  /** While the project's check ran on it. */
  checkedMs: ms,
  /** While somebody had to resolve it. */
  conflictedMs: ms,
  checks: count,
  requeued: count,
});
export type MergeReport = z.infer<typeof mergeReportSchema>;

export const lockWaitSchema = z.object({
  lock: lockIdSchema,
  holder: z.string(),
  paths: z.array(z.string()),
  since: moment,
  ms,
  /** `waiting`: it waits still. */
  outcome: z.enum(['granted', 'refused', 'withdrawn', 'expired', 'waiting']),
});
export type LockWait = z.infer<typeof lockWaitSchema>;

export const personWaitSchema = z.object({
  id: instanceIdSchema,
  since: moment,
  ms,
  /** The first words of what it asked; empty where that is not known. */
  question: z.string(),
  /** Null: nobody is known to have answered. `rule`: a rule of the person's did. */
  answeredBy: z.enum(['person', 'rule', 'tutti', 'instance']).nullable(),
});
export type PersonWait = z.infer<typeof personWaitSchema>;

/** From `at` on so many work, and so many are there, until the next step. Means of a stretch in a long run, so not always whole. */
export const parallelStepSchema = z.object({ at: moment, busy: z.number().min(0), live: z.number().min(0) });
export type ParallelStep = z.infer<typeof parallelStepSchema>;

/**
 * One stretch of the critical path; each begins when the one before it ends. `instance`, `merge`: that one's own time. `spawn`,
 * `message`, `lock`, `task`: what handed the path on to the next (a task: to one that depends on it). `run`: before anybody was there.
 */
export const pathStepSchema = z.object({
  kind: z.enum(['run', 'instance', 'merge', 'spawn', 'message', 'lock', 'task']),
  /** Whose time it is, or which message, lock or task: an id. */
  name: z.string(),
  from: moment,
  to: moment,
  /** As much of it as counts: without waits that another's time stands for. */
  ms,
  /** For an instance: what it did meanwhile, and the tasks that it had begun. */
  times: timesSchema.optional(),
  tasks: z.array(taskIdSchema).optional(),
});
export type PathStep = z.infer<typeof pathStepSchema>;

export const criticalPathSchema = z.object({
  /** The sum of its steps' `ms`: at most the run's. */
  ms,
  steps: z.array(pathStepSchema),
});
export type CriticalPath = z.infer<typeof criticalPathSchema>;

export const runTotalsSchema = z.object({
  events: count,
  instances: count,
  lifeMs: ms,
  times: timesSchema,
  tasks: z.object({ total: count, done: count, failed: count, cancelled: count, open: count }),
  messages: z.object({ stored: count, accepted: count, failed: count, expired: count }),
  merges: z.object({ asked: count, merged: count, failed: count, open: count }),
  crashes: count,
  /** Starts of a program beyond each instance's first. */
  restarts: count,
  /** Tasks' attempts beyond each one's first. */
  retries: count,
  /** Messages' attempts beyond each one's first. */
  redeliveries: count,
  refusals: count,
  blockers: count,
  /** Null: no agent told anything. Its cost is null where none is known. */
  used: usedSchema.nullable(),
});
export type RunTotals = z.infer<typeof runTotalsSchema>;

/** What a run's time went to, from its events alone. */
export const runReportSchema = z.object({
  run: runNumberSchema,
  title: z.string(),
  begunAt: moment,
  /** Null: it goes on. */
  endedAt: moment.nullable(),
  /** Up to when is reported: its end, or now. */
  until: moment,
  ms,
  totals: runTotalsSchema,
  instances: z.array(instanceReportSchema),
  parallelism: z.object({
    steps: z.array(parallelStepSchema),
    mostBusy: count,
    mostLive: count,
    /** Over the whole run. */
    meanBusy: z.number().min(0),
  }),
  criticalPath: criticalPathSchema,
  /** Of messages to instances, each from the moment it was stored. */
  messages: z.object({
    /** To the first attempt to hand it over. */
    begun: spreadSchema,
    /** To the text being there: accepted, or announced in the pane. */
    delivered: spreadSchema,
    accepted: spreadSchema,
    /** To its being read from the inbox, where that is how it was taken. */
    read: spreadSchema,
    /** How many were accepted within `to` ms and not within the one before: for a histogram. `to` null: after longer than all. */
    bins: z.array(z.object({ to: ms.nullable(), count })),
    /** The slowest to be accepted, with how long that took. */
    slowest: z.array(z.object({ message: messageIdSchema, from: z.string(), to: z.string(), ms })),
  }),
  tasks: z.array(taskReportSchema),
  merges: z.array(mergeReportSchema),
  lockWaits: z.array(lockWaitSchema),
  personWaits: z.array(personWaitSchema),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** A run in a list. */
export const runLineSchema = z.object({
  run: runNumberSchema,
  title: z.string(),
  begunAt: moment,
  endedAt: moment.nullable(),
  /** To its end, to now, or for one that was left unended to its last event. */
  ms,
  instances: count,
  tasks: z.object({ total: count, done: count, failed: count }),
  merged: count,
});
export type RunLine = z.infer<typeof runLineSchema>;

export const noTimes = (): Times => Object.fromEntries(activities.map((activity) => [activity, 0])) as Times;
