import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, partySchema } from './ids.ts';
import { commitHashSchema, filePathSchema } from './worktree-work.ts';

export const reviewLimits = {
  /** Marks of one call: as many as a person's "accept this file" of a generated file makes. */
  marks: 500,
  /** Marks that are kept of one instance's work; one of a whole file, or of all of it, takes the place of those below it. */
  kept: 5000,
  /** Of one comment, in UTF-16 units: an agent reads it in a message. */
  comment: 10_000,
  /** Lines that a comment quotes; it may be about more. */
  quoted: 40,
  /** Of one quoted line, in UTF-16 units: a minified file is one line. */
  quotedLine: 400,
  /** Comments of one answer, the newest. */
  comments: 500,
  /** Of a patch as one answer has it, in UTF-16 units; what is more is looked at in the window, file by file. */
  patch: 1024 * 1024,
} as const;

const reviewPathSchema = filePathSchema
  .min(1, 'a file is missing')
  .refine((path) => !path.includes('\0'), 'a file’s name can’t hold a zero byte');

/** What a hunk is known by: its text (see `hunkKey`), so that a mark holds for as long as the hunk reads the same. */
export const hunkKeySchema = z.string().regex(/^[0-9a-z]{1,16}-\d{1,6}$/, 'a hunk’s key looks like 1k9z3x-0');

/** `accepted`: it may stay. `returned`: sent back, it has to change. */
export const reviewVerdicts = ['accepted', 'returned'] as const;
export const reviewVerdictSchema = z.enum(reviewVerdicts);
export type ReviewVerdict = z.infer<typeof reviewVerdictSchema>;

/** What a verdict is about: a hunk, a whole file (`hunk` null), or all of the work (`path` null, too). */
export const reviewPlaceSchema = z.object({
  path: reviewPathSchema.nullable(),
  hunk: hunkKeySchema.nullable(),
});
export type ReviewPlace = z.infer<typeof reviewPlaceSchema>;

/** The person's verdict. One without a hunk holds for the commit `tip` alone, one of a hunk for as long as that is the same. */
export const reviewMarkSchema = reviewPlaceSchema.extend({
  verdict: reviewVerdictSchema,
  tip: commitHashSchema,
  by: partySchema,
  at: z.number(),
});
export type ReviewMark = z.infer<typeof reviewMarkSchema>;

/** `before`: a line that the work took out, by its number before. */
export const reviewSideSchema = z.enum(['before', 'after']);
export type ReviewSide = z.infer<typeof reviewSideSchema>;

const lineSchema = z.number().int().min(1).max(10_000_000);

/** Where in a file a comment belongs; `line` null: to the file as a whole. */
export const commentPlaceSchema = z.object({
  path: reviewPathSchema,
  side: reviewSideSchema,
  /** The first line, from 1, and how many. */
  line: lineSchema.nullable(),
  lines: z.number().int().min(1).max(100_000),
  hunk: hunkKeySchema.nullable(),
});
export type CommentPlace = z.infer<typeof commentPlaceSchema>;

/** A comment that went to an instance as a message. */
export const reviewCommentSchema = commentPlaceSchema.extend({
  text: z.string(),
  /** The lines that it is about, as they were. */
  quote: z.array(z.string()),
  tip: commitHashSchema,
  message: messageIdSchema,
  by: partySchema,
  at: z.number(),
});
export type ReviewComment = z.infer<typeof reviewCommentSchema>;

export const reviewSchema = z.object({
  id: instanceIdSchema,
  marks: z.array(reviewMarkSchema),
  /** In the order in which they were written. */
  comments: z.array(reviewCommentSchema),
});
export type Review = z.infer<typeof reviewSchema>;

/** A file as one commit has it. `exact` false: some bytes are no UTF-8. `mode` as git writes it. */
export const fileVersionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('text'), text: z.string(), exact: z.boolean(), mode: z.string() }),
  z.object({ kind: z.literal('binary'), bytes: z.number(), mode: z.string() }),
  z.object({ kind: z.literal('large'), bytes: z.number(), mode: z.string() }),
  z.object({ kind: z.literal('link'), target: z.string() }),
  z.object({ kind: z.literal('submodule'), commit: z.string() }),
]);
export type FileVersion = z.infer<typeof fileVersionSchema>;

/** The two versions of a file: at the merge base, and at the tip of the work. */
export const fileVersionsSchema = z.object({
  path: reviewPathSchema,
  oldPath: filePathSchema.nullable(),
  /** Null: the branch and its base have no history in common. */
  from: commitHashSchema.nullable(),
  to: commitHashSchema,
  before: fileVersionSchema,
  after: fileVersionSchema,
});
export type FileVersions = z.infer<typeof fileVersionsSchema>;

export { lineSchema as reviewLineSchema, reviewPathSchema };

/** 53 bits of a text (cyrb53, public domain): two hunks of one file that differ practically never share it. */
const hash53 = (text: string): string => {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
};

/** `nth`: so many hunks before it in the file read the same. */
export const hunkKey = (before: string, after: string, nth: number): string =>
  `${hash53(`${before}\0${after}`)}-${nth}`;

/** The verdict on a place at a commit: its own, or its file's, or that on all of the work; null: none. */
export const verdictAt = (
  marks: readonly ReviewMark[],
  { path, hunk }: ReviewPlace,
  tip: string,
): ReviewVerdict | null => {
  const holds = (mark: ReviewMark): boolean => mark.hunk !== null || mark.tip === tip;
  const of = (onPath: string | null, onHunk: string | null): ReviewMark | undefined =>
    marks.find((mark) => mark.path === onPath && mark.hunk === onHunk && holds(mark));
  const own = hunk === null ? undefined : of(path, hunk);
  return (own ?? of(path, null) ?? of(null, null))?.verdict ?? null;
};
