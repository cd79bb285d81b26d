import { z } from 'zod';
import { command, query } from './verb.ts';
import {
  changesInputSchema,
  changesSchema,
  checkCommitSchema,
  checkedCommitSchema,
  conflictSchema,
  refusedCommitSchema,
} from './worktree-work.ts';

export const worktreeVerbs = {
  /** Who has changed and committed what in this run, as it was seen in the worktrees. */
  'instances.changes': query(changesInputSchema, changesSchema),
  /** Open conflicts, in the order in which they were found. */
  'conflicts.list': query(z.object({}), z.array(conflictSchema)),
  /** By git's hook in a worktree: what of a commit others have locked. A refusal is told as an event. */
  'locks.check': command(checkCommitSchema, checkedCommitSchema),
  /** By git's hook in a worktree: it has refused a commit for what it holds. Told as an event of whose worktree it is. */
  'commits.refused': command(refusedCommitSchema, z.object({})),
} as const;
