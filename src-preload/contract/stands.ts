import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { commitHashSchema, filePathSchema } from './worktree-work.ts';

export const standLimits = {
  /** Files that would conflict and are named: enough to see where; the rest is counted. */
  files: 20,
  /** Overlaps that are remembered, ended ones included: those of some thirty instances that all change the same files. */
  overlaps: 500,
  /** Files of one pair that were told of, so that none is told twice. */
  told: 100,
} as const;

const count = z.number().int().min(0);
const names = z.array(filePathSchema).max(standLimits.files);

/** Where an instance's branch stands against the one that it goes into, in short. */
export const standSchema = z.object({
  /** The branch that it goes into: its parent's, or the person's. */
  base: z.string(),
  /** Null: nothing is known of it yet. */
  tip: commitHashSchema.nullable(),
  baseTip: commitHashSchema.nullable(),
  /** Commits that only the branch has, and that only its base has. */
  ahead: count,
  behind: count,
  /** What its commits change, since it left its base. */
  files: count,
  insertions: count,
  deletions: count,
  /** Lines that are not committed, of files that git knows; how many files these are is in `work.changed`. */
  open: z.object({ insertions: count, deletions: count }),
  /** Files in which it would conflict with its base now; the first of them, and in all. */
  conflicts: names,
  conflicting: count,
  /** What is wrong with it, so that it can't be merged as it is, or that nothing newer is known; null: nothing. */
  trouble: z.string().max(1000).nullable(),
});
export type Stand = z.infer<typeof standSchema>;

/** Two instances, neither above the other, whose commits would conflict. */
export const overlapSchema = z.object({
  /** The one that was spawned first, and the other. */
  id: instanceIdSchema,
  other: instanceIdSchema,
  files: names,
  count: z.number().int().positive(),
  /** All files that were ever told of, the last ones. */
  told: z.array(filePathSchema).max(standLimits.told),
  /** The first time it was found, in milliseconds since 1970. */
  at: z.number(),
  /** It is over: kept, so that the same is not told again. */
  over: z.boolean(),
});
export type Overlap = z.infer<typeof overlapSchema>;
