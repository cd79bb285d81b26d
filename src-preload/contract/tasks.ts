import { z } from 'zod';
import { instanceIdSchema, partySchema, runNumberSchema } from './ids.ts';
import { pathClaimSchema, pathLimit } from './paths.ts';
import { prioritySchema } from './priority.ts';

/** `task_N`, counted in each run from 1 in the order of creation. */
export const taskIdSchema = z.string().regex(/^task_[1-9]\d{0,14}$/, 'a task id looks like task_12');
export type TaskId = z.infer<typeof taskIdSchema>;

/** What is stored of where a task stands. Whether an open one can be begun follows from others: see `statusOf`. */
export const taskStates = ['open', 'assigned', 'running', 'done', 'failed', 'cancelled'] as const;
export const taskStateSchema = z.enum(taskStates);
export type TaskState = z.infer<typeof taskStateSchema>;

/** What everyone is shown: `planned` waits for other tasks, `ready` can be begun. */
export const taskStatuses = [
  'planned',
  'ready',
  'assigned', // somebody has it, and has not begun
  'running',
  'done',
  'failed',
  'cancelled',
] as const;
export const taskStatusSchema = z.enum(taskStatuses);
export type TaskStatus = z.infer<typeof taskStatusSchema>;

export const taskLimits = {
  /** A line on a board. */
  title: 200,
  /** As much as a role prompt takes of a task; what is longer belongs into a file of the project. */
  instructions: 20_000,
  /** Claims of a task: one that touches more than this touches a folder. */
  files: 100,
  dependencies: 100,
  /** Minutes in a week: what takes longer is a plan. */
  estimate: 10_080,
  /** Tasks made in one call, so that its answer stays readable. */
  together: 100,
  /** Tasks of a run: every window holds all of them. */
  run: 2000,
  /** A summary, a reason, a comment. */
  words: 4000,
  /** Commits, or tests, that a result names. */
  evidence: 100,
  /** Tasks that are split at once: each is compared with each. */
  split: 500,
} as const;

export const partNameSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u,
    'a part’s name is letters, digits, spaces, ".", "_" and "-", at most 60',
  )
  .refine((name) => name === name.trim(), 'a part’s name has no space at its end');

export const commitSchema = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/i, 'a commit is named by its hash, of 7 digits at least')
  .transform((hash) => hash.toLowerCase());

export const testRunSchema = z.object({
  command: z.string().min(1).max(500),
  outcome: z.enum(['passed', 'failed']),
});
export type TestRun = z.infer<typeof testRunSchema>;

/** What came of a task, and what shows it. */
export const taskResultSchema = z.object({
  summary: z.string(),
  commits: z.array(z.string()),
  tests: z.array(testRunSchema),
});
export type TaskResult = z.infer<typeof taskResultSchema>;

/** What a hook says is cut to this, so that a message can hold it. */
export const uncommittedLimit = 4000;

/** A task as it is stored: a fold of its events. Times are milliseconds since 1970. */
export const taskSchema = z.object({
  id: taskIdSchema,
  run: runNumberSchema,
  title: z.string(),
  instructions: z.string(),
  /** Paths, folders and globs that it may touch; see paths.ts. */
  files: z.array(z.string().max(pathLimit)),
  /** What must be done before it can be begun. */
  dependencies: z.array(taskIdSchema),
  /** The plan's part that it belongs to. */
  part: z.string().nullable(),
  /** Minutes. */
  estimate: z.number().nullable(),
  priority: prioritySchema,
  state: taskStateSchema,
  /** Why it is in this state, where somebody said. */
  reason: z.string(),
  /** Who has it, or had it when it ended. */
  assignee: instanceIdSchema.nullable(),
  /** How often it was given to somebody. */
  attempts: z.number().int(),
  /** The message by which its assignee got it; null where it took it. */
  message: z.string().nullable(),
  result: taskResultSchema.nullable(),
  /** Commits that Tutti has made for it, of what its assignee had left uncommitted; the oldest first. */
  commits: z.array(z.string()),
  /** Why that failed last, until it succeeds or somebody else ends it. */
  uncommitted: z.object({ reason: z.string(), at: z.number() }).nullable(),
  /** Who has looked at the result and taken it. */
  accepted: z.object({ by: partySchema, comment: z.string(), at: z.number() }).nullable(),
  createdBy: partySchema,
  createdAt: z.number(),
  /** When it was begun, in its last attempt. */
  startedAt: z.number().nullable(),
  /** When it came into its state. */
  since: z.number(),
});
export type Task = z.infer<typeof taskSchema>;

/** A task as it is answered: with what follows from the tasks it depends on. */
export const shownTaskSchema = taskSchema.extend({
  status: taskStatusSchema,
  /** Dependencies that are not done. */
  waitsFor: z.array(taskIdSchema),
  /** Those of them that never will be, unless somebody sees to it: they failed or were cancelled. */
  stuckOn: z.array(taskIdSchema),
});
export type ShownTask = z.infer<typeof shownTaskSchema>;

/** Becomes part of a message, and no terminal takes a zero byte in a paste. */
const plain = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((text) => !text.includes('\0'), 'a text of a task can’t hold a zero byte: take it out');

/** What may be said of a task by whoever leads it. */
export const taskFields = {
  title: plain(taskLimits.title).trim().min(1, 'a task needs a title'),
  instructions: plain(taskLimits.instructions),
  files: z.array(pathClaimSchema).max(taskLimits.files),
  dependencies: z.array(taskIdSchema).max(taskLimits.dependencies),
  part: partNameSchema.nullable(),
  estimate: z.number().int().min(1).max(taskLimits.estimate).nullable(),
  priority: prioritySchema,
};

/** A name for a task among those that are made in the same call. */
export const taskRefSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u,
    'a reference is letters, digits, ".", "_" and "-", at most 60',
  );

/** Strict: a misspelt field of one of many would be dropped in silence. */
export const newTaskSchema = z.strictObject({
  /** For the dependencies of others in the same call. It is not kept. */
  ref: taskRefSchema
    .refine((ref) => !/^task_\d+$/.test(ref), 'a reference must not look like the id of a task')
    .optional(),
  title: taskFields.title,
  instructions: taskFields.instructions.default(''),
  files: taskFields.files.default([]),
  /** Ids of tasks, or references to others of the same call. */
  dependencies: z.array(taskRefSchema).max(taskLimits.dependencies).default([]),
  part: taskFields.part.default(null),
  estimate: taskFields.estimate.default(null),
  priority: taskFields.priority.default('normal'),
});
export type NewTask = z.output<typeof newTaskSchema>;

export const newTasksSchema = z.array(newTaskSchema).min(1).max(taskLimits.together);

export const evidenceFields = {
  summary: plain(taskLimits.words).trim().min(1, 'say what was done'),
  commits: z.array(commitSchema).max(taskLimits.evidence).default([]),
  tests: z.array(testRunSchema).max(taskLimits.evidence).default([]),
};

/** A reason or a comment. */
export const taskWordsSchema = plain(taskLimits.words);
