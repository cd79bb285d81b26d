import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import {
  conflictedFileSchema,
  mergeCheckSchema,
  mergeIdSchema,
  mergeLimits,
  mergeSchema,
  resolvedSchema,
} from './merges.ts';
import { taskIdSchema } from './tasks.ts';
import { commitHashSchema } from './worktree-work.ts';

/** Which merge, and whose work it is, so that an event tells by itself whom it concerns. */
const of = { merge: mergeIdSchema, id: instanceIdSchema.nullable() };

/** What was tried: the source's commit on the target's. */
const tried = { tip: commitHashSchema, onto: commitHashSchema };

const reason = z.string().max(2000);

export const mergeEvents = {
  'merge.queued': mergeSchema
    .pick({ source: true, target: true, strategy: true, message: true, reviewed: true })
    .extend(of),
  /** The target can't be moved now, and why. */
  'merge.waiting': z.object({ ...of, reason }),
  /** The project's check runs on the target with it, and with those before it in the same batch. */
  'merge.checking': z.object({ ...of, ...tried, command: z.string() }),
  /** Written before the target is moved to `commit`: a host that dies meanwhile leaves what its next needs to tell whether it was. */
  'merge.began': z.object({ ...of, ...tried, commit: commitHashSchema, check: mergeCheckSchema.nullable() }),
  /** The target stands on `commit`; null: all of it was there already. */
  'merge.merged': z.object({ ...of, commit: commitHashSchema.nullable() }),
  'merge.conflicted': z.object({
    ...of,
    ...tried,
    files: z.array(conflictedFileSchema).max(mergeLimits.files),
    count: z.number().int().positive(),
    reason,
  }),
  /** A commit has both sides: it is what lands, in its turn. */
  'merge.resolved': z.object({
    ...of,
    ...tried,
    commit: commitHashSchema,
    way: resolvedSchema.shape.way,
    files: z.array(z.string()).max(mergeLimits.files),
    reason,
  }),
  /** Somebody was given the task to resolve it. */
  'merge.handed': z.object({ ...of, to: instanceIdSchema, task: taskIdSchema }),
  /** Whoever was to resolve it is so no longer. */
  'merge.declined': z.object({ ...of, reason }),
  'merge.failed': z.object({ ...of, reason, check: mergeCheckSchema.nullable() }),
  /** It is tried again, and why. */
  'merge.requeued': z.object({ ...of, reason }),
  'merge.cancelled': z.object({ ...of, reason }),
  'merge.undone': z.object({ ...of, commit: commitHashSchema, way: z.enum(['back', 'revert']), reason }),
} as const;
