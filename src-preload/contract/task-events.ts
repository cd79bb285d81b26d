import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, partySchema } from './ids.ts';
import { partSchema } from './plan.ts';
import { taskIdSchema, taskResultSchema, taskSchema, uncommittedLimit } from './tasks.ts';
import { commitHashSchema } from './worktree-work.ts';

/** A task and who has it, so that an event tells by itself whom it concerns. */
const of = { task: taskIdSchema, assignee: instanceIdSchema.nullable() };

const said = taskSchema.pick({
  title: true,
  instructions: true,
  files: true,
  dependencies: true,
  part: true,
  estimate: true,
  priority: true,
});

export const taskEvents = {
  'task.created': said.extend({ task: taskIdSchema, by: partySchema }),
  /** What is said of it anew; the rest stays. */
  'task.edited': z.object({ ...of, changes: said.partial() }),
  /** `message` tells its assignee; null where it took the task itself. */
  'task.assigned': z.object({
    task: taskIdSchema,
    assignee: instanceIdSchema,
    attempt: z.number().int().positive(),
    message: messageIdSchema.nullable(),
    reason: z.string(),
  }),
  'task.started': z.object({ ...of }),
  /** Nobody has it any more: to be begun again, once it is ready. `assignee` is who had it. */
  'task.reopened': z.object({ ...of, reason: z.string() }),
  'task.completed': z.object({ ...of, result: taskResultSchema }),
  /** Tutti has committed what its assignee had left uncommitted; `found`: an earlier host did, and could not tell. */
  'task.committed': z.object({
    ...of,
    commit: commitHashSchema,
    files: z.number().int().min(0),
    found: z.boolean(),
  }),
  /** What its assignee has not committed could not be committed either, and lies as it was; so it is not done. */
  'task.uncommitted': z.object({ ...of, reason: z.string().max(uncommittedLimit) }),
  'task.failed': z.object({ ...of, reason: z.string() }),
  'task.cancelled': z.object({ ...of, reason: z.string() }),
  /** Whoever leads it has looked at the result and taken it. Sent back, it is assigned again (`task.assigned`). */
  'task.accepted': z.object({ ...of, by: partySchema, comment: z.string() }),
  /** In place of the plan before. */
  'plan.made': z.object({
    goal: z.string(),
    parts: z.array(partSchema.omit({ completed: true })),
    by: partySchema,
  }),
  /** A part has another manager, or none. */
  'plan.staffed': z.object({ part: z.string(), manager: instanceIdSchema.nullable() }),
  'plan.part-completed': z.object({ part: z.string(), by: partySchema, result: taskResultSchema }),
} as const;
