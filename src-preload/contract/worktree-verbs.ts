import { command, query } from './verb.ts';
import {
  changesInputSchema,
  changesSchema,
  checkCommitSchema,
  checkedCommitSchema,
} from './worktree-work.ts';

export const worktreeVerbs = {
  /** Who has changed and committed what in this run, as it was seen in the worktrees. */
  'instances.changes': query(changesInputSchema, changesSchema),
  /** By git's hook in a worktree: what of a commit others have locked. A refusal is told as an event. */
  'locks.check': command(checkCommitSchema, checkedCommitSchema),
} as const;
