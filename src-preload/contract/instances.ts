import { z } from 'zod';
import { blockageSchema } from './blockers.ts';
import { instanceIdSchema, roleSchema, runNumberSchema } from './ids.ts';
import { permissionModeSchema } from './profile-choices.ts';
import { noRecovery, recoverySchema } from './recovery.ts';
import { setUpSchema } from './set-up.ts';
import { standSchema } from './stands.ts';
import { instanceStateSchema, witnessSchema } from './states.ts';
import { limitSchema, toolUseSchema, usedSchema } from './usage.ts';
import { noWork, workSchema } from './worktree-work.ts';
import { noFiles, writtenFilesSchema } from './written-files.ts';

/** Columns and rows of a terminal, in cells. Bounds: tmux refuses windows over 10,000; 2 columns hold a wide character. */
export const sizeSchema = z.object({
  cols: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(1000),
});
export type Size = z.infer<typeof sizeSchema>;

export const todoSchema = z.object({
  text: z.string().max(500),
  status: z.enum(['open', 'active', 'done']),
});
export type Todo = z.infer<typeof todoSchema>;

/** One of the answers that a question offers, and the keys that choose it. */
export const choiceSchema = z.object({
  label: z.string().max(200),
  keys: z.string().max(40),
  /** What choosing it does to what is asked for; absent where it is neither. */
  means: z.enum(['allow', 'allow-always', 'deny']).optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A question an instance asks a person. `choices` are what its screen offers, in order; empty when free text is asked. */
export const questionSchema = z.object({
  text: z.string().max(4000),
  choices: z.array(choiceSchema).max(20),
  /** A tool to be allowed, a question of the agent's own, a plan to be approved, a dialog of the CLI; absent: not known. */
  kind: z.enum(['permission', 'question', 'plan', 'dialog']).optional(),
  /** For a permission: the tool that is asked for, as the agent calls it. For a dialog: its name in the profile. */
  tool: z.string().max(200).optional(),
  /** The command, path or address itself, which rules are compared with; absent: `detail`. */
  subject: z.string().max(8000).optional(),
  /** All there is to be read before an answer: a command, a patch, a plan's text. */
  detail: z.string().max(8000).optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** How a process ended: one of the two is set, or neither when nobody saw it (`lost`). */
export const exitSchema = z.object({
  status: z.number().int().nullable(),
  signal: z.string().nullable(),
});
export type Exit = z.infer<typeof exitSchema>;

/** An instance as everyone sees it: a fold of its events. Times are milliseconds since 1970. */
export const instanceSchema = z.object({
  id: instanceIdSchema,
  run: runNumberSchema,
  role: roleSchema,
  parent: instanceIdSchema.nullable(),
  profile: z.string(),
  /** A scripted stand-in (the rehearsal agent): labelled wherever it is shown. */
  scripted: z.boolean(),
  /** How far it may go without asking, as it was spawned; null where its profile has no modes. */
  mode: permissionModeSchema.nullable(),
  /** The model it was given; null: its CLI's own choice. */
  model: z.string().nullable(),
  task: z.string(),
  state: instanceStateSchema,
  witness: witnessSchema,
  /** Why it is in this state, in a few words. */
  reason: z.string(),
  /** Since when it is in this state. */
  since: z.number(),
  /** Evidence for the state: a stalled or crashed instance's last screen lines. */
  evidence: z.string(),
  spawnedAt: z.number(),
  /** 1 at first, one more at each restart. */
  incarnation: z.number().int().positive(),
  pid: z.number().int().nullable(),
  pane: z.string().nullable(),
  cwd: z.string(),
  branch: z.string().nullable(),
  size: sizeSchema,
  exit: exitSchema.nullable(),
  progress: z
    .object({ percent: z.number().min(0).max(100).nullable(), summary: z.string(), at: z.number() })
    .nullable(),
  todos: z.array(todoSchema),
  blocker: z.string().nullable(),
  /** What it needs and who is to help; null where it is not blocked, or reported it before that was told. */
  blockage: blockageSchema.nullable().default(null),
  question: questionSchema.nullable(),
  /** The conversation it has now, in the CLI's own terms; null where it has not told. */
  session: z.object({ id: z.string(), transcript: z.string().nullable() }).nullable(),
  /** What each of its conversations has used. */
  used: z.record(z.string(), usedSchema),
  /** The call of one of its own tools that is under way; with several, the last begun. */
  tool: toolUseSchema.extend({ since: z.number() }).nullable(),
  /** What its own tools have written. */
  files: writtenFilesSchema.default(noFiles),
  /** What is seen in its worktree. */
  work: workSchema.default(noWork),
  /** Where its branch stands; null: nobody has looked yet, or it has none. */
  stand: standSchema.nullable().default(null),
  /** How its worktree was made ready; null: nothing was asked for. */
  setUp: setUpSchema.nullable().default(null),
  /** Why it gets nowhere, where it told. */
  limit: limitSchema.nullable(),
  /** How it is started again unasked. */
  recovery: recoverySchema.default(noRecovery),
});
export type Instance = z.infer<typeof instanceSchema>;
