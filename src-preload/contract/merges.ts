import { z } from 'zod';
import { instanceIdSchema, partySchema, runNumberSchema } from './ids.ts';
import { taskIdSchema } from './tasks.ts';
import { commitHashSchema, filePathSchema } from './worktree-work.ts';

/** `merge_N`, counted in each run from 1 in the order of asking. */
export const mergeIdSchema = z.string().regex(/^merge_[1-9]\d*$/, 'a merge id looks like merge_12');
export type MergeId = z.infer<typeof mergeIdSchema>;

/** Longest name of a branch: a loose ref is a file, whose name has 255 bytes at most. */
const branchLength = 250;

/** What git allows in a branch's name (git-check-ref-format), as far as a name alone tells. */
const isBranchName = (name: string): boolean =>
  !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^[-/@]$|^-|^\/|\/$|\.$|(?:^|\/)\.|\.lock(?:\/|$)/.test(name);

export const branchNameSchema = z
  .string()
  .min(1, 'a branch is missing')
  .max(branchLength, `a branch’s name has at most ${branchLength} characters`)
  .refine(isBranchName, 'this is no branch’s name: use letters, digits, "-", "_", "." and "/"');

/** `merge`: a commit with both as parents. `squash`: one commit with all of it. `rebase`: each of its commits, set on top. */
export const mergeStrategies = ['merge', 'squash', 'rebase'] as const;
export const mergeStrategySchema = z.enum(mergeStrategies);
export type MergeStrategy = z.infer<typeof mergeStrategySchema>;

export const mergeStates = [
  'queued', // waits for its turn
  'waiting', // its turn has come, but the target can't be moved now
  'checking', // the project's check runs on it
  'merging', // the target is being moved
  'merged',
  'conflicted', // somebody has to resolve it
  'failed', // the check failed with it, or there is nothing to be merged any more
  'cancelled',
  'undone',
] as const;
export const mergeStateSchema = z.enum(mergeStates);
export type MergeState = z.infer<typeof mergeStateSchema>;

export const mergeLimits = {
  /** Of a commit's message: its first line and some paragraphs. */
  message: 4000,
  /** Files of a conflict that are named; the rest is counted. */
  files: 100,
  /** Of a check's output what its end tells, in UTF-16 units: agents read it in a message. */
  output: 6000,
} as const;

/** As git calls them. `names`: two names that differ in case alone, where the file system does not tell them apart. */
export const conflictKindSchema = z.enum([
  'content',
  'modify/delete',
  'add/add',
  'rename/rename',
  'rename/delete',
  'rename/add',
  'file/directory',
  'directory rename',
  'binary',
  'submodule',
  'modes',
  'names',
  'other',
]);
export type ConflictKind = z.infer<typeof conflictKindSchema>;

export const conflictedFileSchema = z.object({ path: filePathSchema, kind: conflictKindSchema });
export type ConflictedFile = z.infer<typeof conflictedFileSchema>;

/** How the project's check went. */
export const mergeCheckSchema = z.object({
  command: z.string(),
  outcome: z.enum(['passed', 'failed', 'timed-out', 'not-started']),
  /** The end of what it printed. */
  output: z.string(),
  ms: z.number(),
});
export type MergeCheck = z.infer<typeof mergeCheckSchema>;

/** How a conflict was resolved: a commit that has both sides. `memory`: git had learnt it from an earlier one. */
export const resolvedSchema = z.object({
  tip: commitHashSchema,
  onto: commitHashSchema,
  commit: commitHashSchema,
  way: z.enum(['hand', 'memory', 'handed']),
  files: z.number().int(),
});
export type Resolved = z.infer<typeof resolvedSchema>;

/** One branch that is to go, or went, into another. Times are milliseconds since 1970. */
export const mergeSchema = z.object({
  id: mergeIdSchema,
  run: runNumberSchema,
  /** Whose work it is; null: a branch that belongs to no instance. */
  of: instanceIdSchema.nullable(),
  source: z.string(),
  target: z.string(),
  strategy: mergeStrategySchema,
  /** The commit's message as it was asked for; empty: one that Tutti makes. */
  message: z.string(),
  /** The commit that was approved: no other is merged until it has come to an end and is tried again. Absent: as it stands in its turn. */
  reviewed: commitHashSchema.optional(),
  state: mergeStateSchema,
  /** Why it is in this state, in a few words. */
  reason: z.string(),
  by: partySchema,
  askedAt: z.number(),
  since: z.number(),
  /** The source's commit that was tried, and the target's that it was tried on. */
  tip: commitHashSchema.nullable(),
  onto: commitHashSchema.nullable(),
  /** What the target stands on with it, from the moment that it is being moved. Null before, and where there was nothing new in it. */
  commit: commitHashSchema.nullable(),
  files: z.array(conflictedFileSchema),
  /** Of how many files those are named. */
  conflicts: z.number().int(),
  check: mergeCheckSchema.nullable(),
  /** Null: no conflict of it was resolved here. */
  resolved: resolvedSchema.nullable(),
  /** Who was given the task to resolve it. */
  handed: z.object({ to: instanceIdSchema, task: taskIdSchema }).nullable(),
  /** How it was taken back: the target went back to where it was, or got a commit that reverts it. */
  undone: z.object({ commit: commitHashSchema, way: z.enum(['back', 'revert']) }).nullable(),
});
export type Merge = z.infer<typeof mergeSchema>;

/** Whether something will still become of it by itself. */
export const isUnderWay = ({ state }: Pick<Merge, 'state'>): boolean =>
  state === 'queued' || state === 'waiting' || state === 'checking' || state === 'merging';

/** Whether it is not over: it is under way, or waits for somebody. */
export const isOpen = (merge: Pick<Merge, 'state'>): boolean =>
  isUnderWay(merge) || merge.state === 'conflicted';

/**
 * The merge that brought just this commit of a branch into its target as other commits (squash, rebase): git's history does not tell of it.
 * The target may have lost it since.
 */
export const landedOtherwise = (
  merges: readonly Merge[],
  of: { readonly source: string; readonly target: string; readonly tip: string },
): Merge | undefined =>
  merges.findLast(
    ({ source, target, tip, state, commit, strategy }) =>
      strategy !== 'merge' &&
      state === 'merged' &&
      commit !== null &&
      source === of.source &&
      target === of.target &&
      tip === of.tip,
  );
