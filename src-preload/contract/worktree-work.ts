import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';
import { lockIdSchema, lockModeSchema, lockTokenSchema } from './locks.ts';
import { pathClaimSchema } from './paths.ts';

/** Longest path or subject that is kept, in UTF-16 units: the system's own limit of a path. */
const pathLength = 4096;
const subjectLength = 500;

/** A file's name as git has it, relative to the worktree. */
export const filePathSchema = z.string().max(pathLength);

export const commitHashSchema = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, 'a commit’s full hash');

/** Files that one event names; more are told by several, or only counted. */
export const filesOfEvent = 500;

export const changedFileSchema = z.object({
  path: filePathSchema,
  kind: z.enum(['created', 'changed', 'deleted']),
  /** When it was written, in milliseconds since 1970. Of one that is written again and again, within some seconds. */
  at: z.number(),
});
export type ChangedFile = z.infer<typeof changedFileSchema>;

export const commitSchema = z.object({
  hash: commitHashSchema,
  /** More than one: a merge. */
  parents: z.array(commitHashSchema).max(100),
  way: z.enum(['commit', 'amend', 'merge', 'pick', 'rebase']),
  author: z.string().max(200),
  /** The author's time in milliseconds since 1970. */
  at: z.number(),
  subject: z.string().max(subjectLength),
  /** What it changes; of a merge, what is like none of its parents. At most so many names, and how many there are. */
  files: z.array(filePathSchema).max(filesOfEvent),
  count: z.number().int().min(0),
});
export type Commit = z.infer<typeof commitSchema>;

/** What must not be committed, and where. `why` says what it is, and nothing of it. */
export const findingSchema = z.object({
  path: filePathSchema,
  /** From 1; null: it is about the file as a whole. */
  line: z.number().int().positive().nullable(),
  why: z.string().min(1).max(200),
});
export type Finding = z.infer<typeof findingSchema>;

/** So many findings of a commit are named; more are counted. */
const findingsNamed = 20;
export const findingsSchema = z.object({
  findings: z.array(findingSchema).min(1).max(findingsNamed),
  count: z.number().int().positive(),
});

/** `src/mail.ts:14 looks like a SendGrid key and 2 more`. */
export const findingWords = ({ path, line, why }: Finding, count: number): string =>
  `${path}${line === null ? '' : `:${line}`} ${why}${count > 1 ? ` and ${count - 1} more` : ''}`;

/** What an instance has done in its worktree, in short. */
export const workSchema = z.object({
  /** The commit that it stands on; null: nobody has looked yet. */
  tip: commitHashSchema.nullable(),
  /** Files that differ from that commit. */
  changed: z.number().int().min(0),
  /** Commits made in it so far, amended ones once. */
  commits: z.number().int().min(0),
  lastCommit: z.object({ hash: commitHashSchema, subject: z.string(), at: z.number() }).nullable(),
  /** Why it is only looked at now and then instead of being watched; null: it is watched. */
  trouble: z.string().nullable(),
  /** Its last commit was refused for what it holds, and why; null or absent: it was not, or it has committed since. */
  refused: z.object({ reason: z.string(), at: z.number() }).nullable().optional(),
});
export type Work = z.infer<typeof workSchema>;
export const noWork: Work = { tip: null, changed: 0, commits: 0, lastCommit: null, trouble: null };

/** A change in an instance's worktree to a file that another has locked. */
export const conflictSchema = z.object({
  /** Who changed it. */
  id: instanceIdSchema,
  path: filePathSchema,
  /** Who has locked it, how, and by which lock. */
  holder: partySchema,
  mode: lockModeSchema,
  lock: lockIdSchema,
  token: lockTokenSchema,
  /** The commit that it is in; null: it has not been committed. */
  commit: commitHashSchema.nullable(),
  /** Since when, in milliseconds since 1970. */
  at: z.number(),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** So many conflicts between one instance and one holder are named; more would be the same news. */
export const conflictsNamed = 50;

/** A path that a commit may not touch. */
export const heldPathSchema = conflictSchema.pick({ path: true, holder: true, mode: true, lock: true });
export type HeldPath = z.infer<typeof heldPathSchema>;

/** What a commit's hook asks with: where it runs, and the files of the commit. The largest commits have some ten thousand. */
export const checkCommitSchema = z.object({
  folder: z.string().max(pathLength),
  paths: z.array(filePathSchema).max(200_000),
});

/** What a commit's hook tells that it has refused. */
export const refusedCommitSchema = findingsSchema.extend({ folder: z.string().max(pathLength) });

export const checkedCommitSchema = z.object({
  /** The first of them, and how many there are. */
  held: z.array(heldPathSchema).max(20),
  count: z.number().int().min(0),
});

export const changesInputSchema = z.object({
  /** Absent: of all instances of the run. */
  id: instanceIdSchema.optional(),
  /** Only files that this covers: a file, a folder or a glob. */
  path: pathClaimSchema.optional(),
  /** Only what was written or committed since, in milliseconds since 1970. */
  since: z.number().min(0).optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});

export const changesSchema = z.object({
  /** What differs now in the worktrees, the latest first. */
  files: z.array(changedFileSchema.extend({ id: instanceIdSchema })),
  /** What was committed, the latest first. `told`: when Tutti learned of it. */
  commits: z.array(commitSchema.extend({ id: instanceIdSchema, told: z.number() })),
  /** Whether there is more than `limit` of either. */
  more: z.boolean(),
});
export type Changes = z.infer<typeof changesSchema>;
