import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { commitHashSchema } from './worktree-work.ts';

/** Whose branch (null: of no instance), and what it is called there. */
const of = { id: instanceIdSchema.nullable(), branch: z.string(), remote: z.string(), as: z.string() };

export const publishEvents = {
  /** A remote has it. `link`: a page that it named. */
  'branch.published': z.object({
    ...of,
    tip: commitHashSchema,
    upToDate: z.boolean(),
    link: z.string().nullable(),
  }),
  /** A pull request is open for it. */
  'branch.proposed': z.object({ ...of, base: z.string(), url: z.string(), existing: z.boolean() }),
  /** It could not be pushed, or its pull request not be opened. */
  'branch.unpublished': z.object({
    ...of,
    step: z.enum(['push', 'pull-request']),
    reason: z.string().max(2000),
  }),
} as const;
