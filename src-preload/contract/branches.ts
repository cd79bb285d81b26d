import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { commitHashSchema, filePathSchema } from './worktree-work.ts';

export const branchLimits = {
  /** Files and commits of a branch that one answer names; the rest is counted. */
  files: 2000,
  commits: 200,
} as const;

export const fileChangeSchema = z.object({
  path: filePathSchema,
  /** Of a renamed or copied one: what it was called. */
  oldPath: filePathSchema.nullable(),
  /** `type`: a file became a link, or a submodule. */
  kind: z.enum(['created', 'changed', 'deleted', 'renamed', 'copied', 'type']),
  /** Lines; 0 of a binary file. */
  insertions: z.number().int().min(0),
  deletions: z.number().int().min(0),
  binary: z.boolean(),
});
export type FileChange = z.infer<typeof fileChangeSchema>;

export const branchCommitSchema = z.object({
  hash: commitHashSchema,
  parents: z.array(commitHashSchema),
  author: z.string(),
  /** The author's time in milliseconds since 1970. */
  at: z.number(),
  subject: z.string(),
});
export type BranchCommit = z.infer<typeof branchCommitSchema>;

/** An instance's branch against the one that it goes into. */
export const branchStandSchema = z.object({
  id: instanceIdSchema,
  branch: z.string(),
  /** Its parent's branch, or the person's. */
  base: z.string(),
  worktree: z.string(),
  tip: commitHashSchema,
  baseTip: commitHashSchema,
  /** Null: they have no history in common. */
  mergeBase: commitHashSchema.nullable(),
  /** Commits that only the branch has, and that only its base has. */
  ahead: z.number().int().min(0),
  behind: z.number().int().min(0),
  /** What it has changed since it left its base; the first of them, and in all. */
  files: z.array(fileChangeSchema),
  count: z.number().int().min(0),
  insertions: z.number().int().min(0),
  deletions: z.number().int().min(0),
  /** Its own commits, newest first; the first of them. */
  commits: z.array(branchCommitSchema),
  /** Files in which it would conflict with its base now; the first of them, and in all. */
  conflicts: z.array(filePathSchema),
  conflicting: z.number().int().min(0),
  /** What is wrong with it, so that it can't be merged as it is; null: nothing. */
  trouble: z.string().nullable(),
  /** Files in its worktree that are not committed; null: git could not tell. */
  uncommitted: z.number().int().min(0).nullable(),
});
export type BranchStand = z.infer<typeof branchStandSchema>;
