import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { conflictKindSchema, mergeIdSchema, mergeLimits, mergeSchema } from './merges.ts';
import { taskIdSchema } from './tasks.ts';
import { command, query } from './verb.ts';
import { commitHashSchema, filePathSchema } from './worktree-work.ts';

export const conflictLimits = {
  /** Bytes of a version that is sent: larger files are generated, and taken whole from one side. */
  text: 512 * 1024,
  /** UTF-16 units of all texts of one answer; what comes after is named without its text, and asked for by its path. */
  answer: 8 * 1024 * 1024,
  note: 2000,
} as const;

const hunkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), text: z.string() }),
  z.object({ kind: z.literal('conflict'), ours: z.string(), base: z.string(), theirs: z.string() }),
]);

/** A version of a file. `text` null: there is none that can be shown (`kind` says why). */
const versionSchema = z.object({
  kind: z.enum(['absent', 'text', 'binary', 'large', 'link', 'submodule', 'left']),
  text: z.string().nullable(),
});
export type ConflictVersion = z.infer<typeof versionSchema>;

export const conflictFileSchema = z.object({
  path: filePathSchema,
  kind: conflictKindSchema,
  base: versionSchema,
  ours: versionSchema,
  theirs: versionSchema,
  /** As it now lies in the worktree of the merge: with markers, or as it was resolved. */
  result: versionSchema,
  /** The pieces of `result`; null where it is no text, or its markers do not belong together. */
  hunks: z.array(hunkSchema).nullable(),
  /** No marker is left and somebody, or git's memory, has said how it is. */
  resolved: z.boolean(),
});
export type ConflictFile = z.infer<typeof conflictFileSchema>;

const intentsSchema = z.array(z.object({ id: instanceIdSchema, task: z.string() }));
const conflictIntentsSchema = z.object({ ours: intentsSchema, theirs: intentsSchema });
export type ConflictIntents = z.infer<typeof conflictIntentsSchema>;

export const mergeConflictSchema = z.object({
  merge: mergeSchema,
  /** What is merged into what. */
  into: commitHashSchema,
  from: commitHashSchema,
  files: z.array(conflictFileSchema),
  /** Of how many files those are named. */
  count: z.number().int(),
  /** Whose work meets here, on both sides, and what each was to do. Empty: nobody's that is known. */
  intents: conflictIntentsSchema,
});
export type MergeConflict = z.infer<typeof mergeConflictSchema>;

const resolution = { path: filePathSchema };
const resolutionSchema = z.discriminatedUnion('how', [
  z.object({ ...resolution, how: z.literal('text'), text: z.string().max(2 * 1024 * 1024) }),
  z.object({ ...resolution, how: z.enum(['ours', 'theirs', 'delete']) }),
]);
export type Resolution = z.infer<typeof resolutionSchema>;

/** A file that is not resolved: the line (from 1) that a marker is left in, or null. */
const leftSchema = z.object({ path: z.string(), line: z.number().int().nullable() });

export const conflictVerbs = {
  /** What a merge conflicts in, on its target as it stands now. `path`: only that file. */
  'merges.conflict': query(
    z.object({ merge: mergeIdSchema, path: filePathSchema.optional() }),
    mergeConflictSchema,
  ),
  /**
   * Saves how files are resolved; a text may have markers still and is kept so. `finish`: then the merge goes on in its queue (its check,
   * its turn, its target's old value), which is refused while something is left.
   */
  'merges.resolve': command(
    z.object({
      merge: mergeIdSchema,
      files: z.array(resolutionSchema).max(mergeLimits.files).default([]),
      finish: z.boolean().default(false),
    }),
    z.object({ merge: mergeSchema, left: z.array(leftSchema) }),
  ),
  /** A task with the hunks and what both sides were to do: to whoever's work it is, or to a new specialist of the resolver's profile. */
  'merges.handBack': command(
    z.object({
      merge: mergeIdSchema,
      to: z.enum(['owner', 'resolver']).default('owner'),
      note: z.string().max(conflictLimits.note).default(''),
    }),
    z.object({ merge: mergeSchema, to: instanceIdSchema, task: taskIdSchema }),
  ),
  /** Gives a conflict back that was handed to the caller, or takes it from whoever has it. Its task is cancelled; what was saved stays. */
  'merges.decline': command(
    z.object({ merge: mergeIdSchema, reason: z.string().max(conflictLimits.note).default('') }),
    mergeSchema,
  ),
} as const;
