import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import {
  fileVersionsSchema,
  hunkKeySchema,
  reviewCommentSchema,
  reviewLimits,
  reviewLineSchema,
  reviewPathSchema,
  reviewPlaceSchema,
  reviewSchema,
  reviewSideSchema,
  reviewVerdictSchema,
} from './review.ts';
import { command, query } from './verb.ts';
import { commitHashSchema } from './worktree-work.ts';

const id = instanceIdSchema;

/** The person's look at the work of an instance. What has changed, and the commits, is `branches.get`; it is merged by `merges.request`. */
export const reviewVerbs = {
  'review.get': query(z.object({ id }), reviewSchema),
  /**
   * The two versions of one file. `from`, `to` and `oldPath` as `branches.get` told them, so that list and file are of the same
   * commits; absent `to`: as the work stands now.
   */
  'review.file': query(
    z.object({
      id,
      path: reviewPathSchema,
      oldPath: reviewPathSchema.nullable().optional(),
      from: commitHashSchema.nullable().optional(),
      to: commitHashSchema.optional(),
    }),
    fileVersionsSchema,
  ),
  /** The work as a patch, all of it or one file; `cut`: there is more than this. */
  'review.patch': query(
    z.object({ id, path: reviewPathSchema.optional() }),
    z.object({ text: z.string(), cut: z.boolean() }),
  ),
  /**
   * Sends the instance a message with the file, the line and the lines that it is about. `sendBack`: the hunk, or the file where
   * no hunk is named, is sent back with it. Errors: as of `messages.send`.
   */
  'review.comment': command(
    z.object({
      id,
      path: reviewPathSchema,
      text: z
        .string()
        .trim()
        .min(1, 'a comment is missing')
        .max(reviewLimits.comment)
        .refine((text) => !text.includes('\0'), 'a comment can’t hold a zero byte: take it out'),
      /** The first line, from 1, and how many; absent: the file as a whole. */
      line: reviewLineSchema.optional(),
      lines: z.number().int().min(1).max(100_000).default(1),
      side: reviewSideSchema.default('after'),
      hunk: hunkKeySchema.optional(),
      sendBack: z.boolean().default(false),
      /** What was looked at; absent: as it stands now. */
      tip: commitHashSchema.optional(),
      /** Of a renamed file, and of which commit, where `side` is `before`. */
      oldPath: reviewPathSchema.nullable().optional(),
      from: commitHashSchema.nullable().optional(),
    }),
    reviewCommentSchema,
  ),
  /** Verdicts on hunks, files (`hunk` null) or all of the work (`path` null, too); `verdict` null takes one back. */
  'review.mark': command(
    z.object({
      id,
      tip: commitHashSchema.optional(),
      marks: z
        .array(
          reviewPlaceSchema
            .extend({ verdict: reviewVerdictSchema.nullable() })
            .refine(({ path, hunk }) => path !== null || hunk === null, 'a hunk belongs to a file: name it'),
        )
        .min(1, 'name what is marked')
        .max(reviewLimits.marks),
    }),
    reviewSchema,
  ),
} as const;
