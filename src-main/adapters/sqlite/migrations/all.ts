import type Database from 'better-sqlite3';
import { eventsAndRows } from './0001-events-and-rows.ts';
import { agentsOwnSigns } from './0002-agents-own-signs.ts';
import { rules } from './0003-rules.ts';
import { budgets } from './0004-budgets.ts';
import { writtenFilesAndUsage } from './0005-written-files-and-usage.ts';
import { modesAndModels } from './0006-modes-and-models.ts';
import { waysOfMessages } from './0007-ways-of-messages.ts';
import { locks } from './0008-locks.ts';
import { tasks } from './0009-tasks.ts';
import { messageQueue } from './0010-message-queue.ts';
import { worktrees } from './0011-worktrees.ts';
import { recoveryBreakersApprovals } from './0012-recovery-breakers-approvals.ts';
import { knowledge } from './0013-knowledge.ts';
import { blockages } from './0014-blockages.ts';
import { batches } from './0015-batches.ts';
import { shutdowns } from './0016-shutdowns.ts';
import { toldAttention } from './0017-told-attention.ts';
import { merges } from './0018-merges.ts';
import { review } from './0019-review.ts';
import { stands } from './0021-stands.ts';
import { keptWork } from './0022-kept-work.ts';
import { cleanUps } from './0023-clean-ups.ts';
import { setUp } from './0024-set-up.ts';
import { taskCommits } from './0025-task-commits.ts';
import { recordings } from './0026-recordings.ts';

/** SQL, or what does it where rows have to be folded out of the log. */
export type Migration = string | ((db: Database.Database) => void);

/** In order; the place in this list plus one is the `user_version` that a migration leads to. Only ever append. */
export const migrations: readonly Migration[] = [
  eventsAndRows,
  agentsOwnSigns,
  rules,
  budgets,
  writtenFilesAndUsage,
  modesAndModels,
  waysOfMessages,
  locks,
  tasks,
  messageQueue,
  worktrees,
  recoveryBreakersApprovals,
  knowledge,
  blockages,
  batches,
  shutdowns,
  toldAttention,
  merges,
  review,
  stands,
  keptWork,
  cleanUps,
  setUp,
  taskCommits,
  recordings,
];
