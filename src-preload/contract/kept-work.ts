import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { commitHashSchema } from './worktree-work.ts';

/** `<run>/<instance>/<n>`: the n-th work that was kept of an instance, counted from 1. Its ref is `refs/tutti/work/` and this. */
export const keptIdSchema = z
  .string()
  .max(120)
  .regex(
    /^[1-9]\d{0,8}\/(?:exec|mgr|spec)(?:_[1-9]\d{0,8}){1,8}\/[1-9]\d{0,8}$/,
    'kept work is named like 1/spec_1_1_2/3: list it',
  );
export type KeptId = z.infer<typeof keptIdSchema>;

/** What was about to happen, or had happened, when it was kept. `found`: its ref was there, and nothing told why. */
export const keptReasons = [
  'ended',
  'crashed',
  'restart',
  'run-ended',
  'merge',
  'clean-up',
  'found',
] as const;
export const keptReasonSchema = z.enum(keptReasons);
export type KeptReason = z.infer<typeof keptReasonSchema>;

export const keptLimits = {
  /** Files that could not be kept and are named; mostly there is none. */
  left: 20,
} as const;

/** Work of an instance that is kept by a ref, whatever becomes of its worktree and its branch. Times are milliseconds since 1970. */
export const keptWorkSchema = z.object({
  work: keptIdSchema,
  run: runNumberSchema,
  id: instanceIdSchema,
  ref: z.string(),
  commit: commitHashSchema,
  /** The branch it comes from. */
  branch: z.string().nullable(),
  /** `uncommitted`: what was not committed, as a commit on top of the branch. `tip`: the branch as it stood. */
  kind: z.enum(['uncommitted', 'tip']),
  why: keptReasonSchema,
  /** How many files it changes; 0 of a tip. */
  files: z.number().int().min(0),
  /** Files that could not be read, so are not in it: the first of them. */
  left: z.array(z.string()),
  at: z.number(),
  /** When its ref was taken away, and why; null: it is kept. */
  dropped: z.object({ at: z.number(), reason: z.string() }).nullable(),
  /** Where it was brought back to last; null: it never was. */
  back: z.object({ worktree: z.string(), branch: z.string() }).nullable(),
});
export type KeptWork = z.infer<typeof keptWorkSchema>;
