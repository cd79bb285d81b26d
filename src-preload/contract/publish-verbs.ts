import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { branchNameSchema } from './merges.ts';
import { publishedSchema, publishPlanSchema, pullRequestSchema, remoteNameSchema } from './publishing.ts';
import { command, query } from './verb.ts';
import { commitHashSchema } from './worktree-work.ts';

/** Whose work, or which branch; one of them. */
const which = { id: instanceIdSchema.optional(), branch: branchNameSchema.optional() };
/** Absent: as `publish.plan` would choose. `as`: what the branch is to be called there. */
const where = { remote: remoteNameSchema.optional(), as: branchNameSchema.optional() };

/** The person only, as far as a branch leaves the machine. */
export const publishVerbs = {
  /** What `publish.push` would do. Changes nothing, and asks no remote. */
  'publish.plan': query(
    z.object({ ...which, ...where, base: branchNameSchema.optional() }),
    publishPlanSchema,
  ),
  /**
   * Pushes a branch, then opens a pull request for it where one is wanted. Never forced. `tip`: only if the branch still stands there
   * (`wrong_state`). Other errors: `git_failed` (no access, no network, a hook), `timeout`.
   */
  'publish.push': command(
    z.object({
      ...which,
      ...where,
      tip: commitHashSchema.optional(),
      pullRequest: pullRequestSchema.nullable().default(null),
    }),
    publishedSchema,
  ),
  /** Ends a push that is under way. Answers whether there was one. */
  'publish.cancel': command(z.object({ ...which }), z.object({ cancelled: z.boolean() })),
} as const;
