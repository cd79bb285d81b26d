import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { newPlanSchema, shownPlanSchema } from './plan.ts';
import {
  evidenceFields,
  newTasksSchema,
  partNameSchema,
  shownTaskSchema,
  taskFields,
  taskIdSchema,
  taskLimits,
  taskStatuses,
  taskStatusSchema,
  taskWordsSchema,
} from './tasks.ts';
import { command, query } from './verb.ts';

const task = { task: taskIdSchema };
const some = z.array(taskIdSchema).min(1).max(taskLimits.run).optional();

/** Tasks that are to be done by one after the other. */
export const workGroupSchema = z.object({
  /** Counted from 1. */
  group: z.number().int(),
  /** In the order in which they can be done. */
  tasks: z.array(taskIdSchema),
  files: z.array(z.string()),
  /** Groups that must be finished before. */
  after: z.array(z.number().int()),
  /** Why just these belong together. */
  reason: z.string(),
});
export type WorkGroup = z.infer<typeof workGroupSchema>;

/** A task that was given to nobody, and why. */
export const leftTaskSchema = z.object({ ...task, reason: z.string() });

export const taskVerbs = {
  /** All, or none. In the order given; `dependencies` may name others of the call by their `ref`. */
  'tasks.create': command(z.object({ tasks: newTasksSchema }), z.array(shownTaskSchema)),
  /** By an instance, for itself: it is running then. `task` absent: the most urgent that is ready, the oldest first. */
  'tasks.claim': command(z.object({ task: taskIdSchema.optional() }), shownTaskSchema),
  /**
   * Fields: whoever leads it. `state`: `running` and `failed` (with a reason) by its assignee too; `open`: it is taken back, or
   * tried again after it failed.
   */
  'tasks.update': command(
    z.object({
      ...task,
      title: taskFields.title.optional(),
      instructions: taskFields.instructions.optional(),
      files: taskFields.files.optional(),
      dependencies: taskFields.dependencies.optional(),
      part: taskFields.part.optional(),
      estimate: taskFields.estimate.optional(),
      priority: taskFields.priority.optional(),
      state: z.enum(['open', 'running', 'failed']).optional(),
      reason: taskWordsSchema.default(''),
    }),
    shownTaskSchema,
  ),
  /** Those that the caller may see, in the order of their creation. */
  'tasks.list': query(
    z.object({
      tasks: some,
      status: z.array(taskStatusSchema).min(1).max(taskStatuses.length).optional(),
      part: z.string().max(60).optional(),
      assignee: instanceIdSchema.optional(),
    }),
    z.array(shownTaskSchema),
  ),
  'tasks.complete': command(z.object({ ...task, ...evidenceFields }), shownTaskSchema),
  'tasks.cancel': command(z.object({ ...task, reason: taskWordsSchema.default('') }), shownTaskSchema),
  /** A ready task; its text is sent to the instance as a message. */
  'tasks.assign': command(
    z.object({ ...task, to: instanceIdSchema, note: taskWordsSchema.default('') }),
    shownTaskSchema,
  ),
  /** Of a done task: taken, or sent back to its assignee with a comment. */
  'tasks.review': command(
    z.object({ ...task, accept: z.boolean(), comment: taskWordsSchema.default('') }),
    shownTaskSchema,
  ),
  /** Groups of tasks, so that no two groups that may be worked on together touch the same file. Changes nothing. */
  'tasks.split': query(z.object({ tasks: some }), z.array(workGroupSchema)),
  /** Assigns ready tasks (all that the caller leads, or those named) to instances (those named, or its ready children). */
  'tasks.distribute': command(
    z.object({
      tasks: some,
      to: z.array(instanceIdSchema).min(1).max(200).optional(),
      by: z.enum(['round-robin', 'least-loaded']).default('least-loaded'),
    }),
    z.object({ assigned: z.array(shownTaskSchema), left: z.array(leftTaskSchema) }),
  ),
  /** In place of the plan before, if there is one. */
  'plan.make': command(newPlanSchema, shownPlanSchema),
  'plan.get': query(z.object({}), shownPlanSchema.nullable()),
  'plan.staff': command(
    z.object({ part: partNameSchema, manager: instanceIdSchema.nullable() }),
    shownPlanSchema,
  ),
  /** By a part's manager, or above: it is finished, as are all of its tasks. */
  'plan.complete': command(z.object({ part: partNameSchema, ...evidenceFields }), shownPlanSchema),
} as const;
