import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';
import {
  changedFileSchema,
  commitHashSchema,
  commitSchema,
  conflictSchema,
  filePathSchema,
  filesOfEvent,
  findingsSchema,
  heldPathSchema,
} from './worktree-work.ts';

const on = { id: instanceIdSchema };

/** What was seen in the instances' worktrees, without anybody having told of it. */
export const worktreeEvents = {
  /** `files` were written, `settled` differ no longer, `dirty` differ now in all; of a flood not every name is told. */
  'instance.changedFiles': z.object({
    ...on,
    files: z.array(changedFileSchema).max(filesOfEvent),
    settled: z.array(filePathSchema).max(filesOfEvent),
    /** Written files that are not named. */
    unnamed: z.number().int().min(0),
    dirty: z.number().int().min(0),
  }),
  /** A commit was made in its worktree. `amends`: in place of that one. */
  'instance.committed': z.object({ ...on, commit: commitSchema, amends: commitHashSchema.nullable() }),
  /**
   * Its worktree stands elsewhere, or is looked at for the first time: on another branch, or on a commit that is none of its own
   * after the one before. `dropped`: so many commits are no longer on the branch.
   */
  'instance.checkedOut': z.object({
    ...on,
    branch: z.string().max(1000).nullable(),
    from: commitHashSchema.nullable(),
    to: commitHashSchema,
    dropped: z.number().int().min(0),
  }),
  /** Its worktree can't be watched, and why; null: it is again. */
  'instance.unwatched': z.object({ ...on, reason: z.string().max(1000).nullable() }),
  /** Its commit touched what others have locked: git was told not to make it. */
  'instance.commitRefused': z.object({
    ...on,
    held: z.array(heldPathSchema).min(1).max(20),
    count: z.number().int().positive(),
  }),
  /** Its commit held what does not belong into a repository (too large, or it looks like a secret): git was told not to make it. */
  'instance.contentRefused': findingsSchema.extend(on),
  /** It has changed a file that another holds. Told again with the commit, once it is in one. */
  'conflict.found': conflictSchema.omit({ at: true }),
  /** `released`: the holder no longer holds it. `undone`: the change is gone. */
  'conflict.resolved': z.object({
    ...on,
    path: filePathSchema,
    holder: partySchema,
    why: z.enum(['released', 'undone']),
  }),
} as const;
