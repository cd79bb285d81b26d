import { z } from 'zod';
import { partySchema } from './ids.ts';

/** Longest value, in UTF-16 units, some ten pages: what is longer is a file of the project, and its path is worth knowing. */
export const knowledgeLimit = 20_000;

/** How much of a value a list carries; the whole of it comes when it is asked for by its key. */
export const knowledgePreviewLength = 400;

/** `api/auth/token-format`: what it is about, from the widest to the narrowest. */
export const knowledgeKeySchema = z
  .string()
  .max(200)
  .regex(
    /^(?!\.)[\p{L}\p{N}_.-]+(?:\/(?!\.)[\p{L}\p{N}_.-]+)*$/u,
    'a key looks like api/auth/token-format: letters, digits, ".", "_" and "-", with "/" between',
  );

/** What someone has found out and others need: one version of one key. Times are milliseconds since 1970. */
export const knowledgeSchema = z.object({
  key: z.string(),
  /** 1 at first, one more each time it is recorded or forgotten. */
  version: z.number().int().positive(),
  /** The whole, or the first `knowledgePreviewLength` characters; null: it was forgotten with this version. */
  value: z.string().nullable(),
  /** UTF-16 length of the whole value. */
  length: z.number().int(),
  author: partySchema,
  /** The run that it was recorded in; null before the first. */
  run: z.number().int().nullable(),
  at: z.number(),
});
export type Knowledge = z.infer<typeof knowledgeSchema>;

export const decisionIdSchema = z.string().regex(/^dec_[1-9]\d{0,14}$/, 'a decision’s id looks like dec_12');

/** What was settled, so that nobody settles it again otherwise. */
export const decisionSchema = z.object({
  id: decisionIdSchema,
  title: z.string(),
  /** What was chosen, and why. */
  text: z.string(),
  /** Paths that it concerns; empty: the project as a whole. */
  paths: z.array(z.string()),
  /** The decision that it takes the place of. */
  replaces: decisionIdSchema.nullable(),
  /** The one that stands in its place. */
  replacedBy: decisionIdSchema.nullable(),
  author: partySchema,
  run: z.number().int().nullable(),
  at: z.number(),
});
export type Decision = z.infer<typeof decisionSchema>;
