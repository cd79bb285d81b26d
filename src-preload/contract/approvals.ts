import { z } from 'zod';
import { instanceIdSchema, roleSchema } from './ids.ts';

export const wishIdSchema = z.string().regex(/^wish_[1-9]\d{0,14}$/, 'is not a wish, such as wish_3');

/** What an instance wants to spawn. */
export const wishTermsSchema = z.object({
  role: roleSchema,
  parent: instanceIdSchema.nullable(),
  profile: z.string(),
  task: z.string(),
  model: z.string().nullable(),
  /** The branch it would get as things stand; null: none of its own. */
  branch: z.string().nullable(),
  /** It is to work in its parent's worktree. */
  shared: z.boolean().optional(),
});
export type WishTerms = z.infer<typeof wishTermsSchema>;

/** An instance's wish to spawn that waits for the person. Times are milliseconds since 1970. */
export const wishSchema = wishTermsSchema.extend({
  wish: wishIdSchema,
  by: instanceIdSchema,
  askedAt: z.number(),
  /** Said yes to, and being carried out. */
  granted: z.boolean(),
});
export type Wish = z.infer<typeof wishSchema>;
