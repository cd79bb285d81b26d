import { type EventKind, isOfRun, type TuttiEvent } from '@contract/events.ts';
import type Database from 'better-sqlite3';
import { approvalProjectors } from './approvals.ts';
import { attentionProjectors } from './attention.ts';
import { batchProjectors } from './batches.ts';
import { blockerProjectors } from './blockers.ts';
import { breakerProjectors } from './breakers.ts';
import { instanceProjectors } from './instances.ts';
import { keptWorkProjectors } from './kept-work.ts';
import { knowledgeProjectors } from './knowledge.ts';
import { lockProjectors } from './locks.ts';
import { mergeProjectors } from './merges.ts';
import { messageProjectors } from './messages.ts';
import { orphanProjectors } from './orphans.ts';
import { projectProjectors } from './project.ts';
import { logOnly, type Projector } from './projector.ts';
import { recordingProjectors } from './recordings.ts';
import { recoveryProjectors } from './recovery.ts';
import { reviewProjectors } from './review.ts';
import { ruleProjectors } from './rules.ts';
import { runProjectors } from './runs.ts';
import { setUpProjectors } from './set-up.ts';
import { shutdownProjectors } from './shutdowns.ts';
import { standProjectors } from './stands.ts';
import { subscriptionProjectors } from './subscriptions.ts';
import { taskProjectors } from './tasks.ts';
import { worktreeProjectors } from './worktrees.ts';

type Projectors = { readonly [K in EventKind]: Projector<K> };

/** Changes the rows that an event is about; with `reduce` it is the other of the two readings of the log. */
export const prepareProjection = (db: Database.Database): ((event: TuttiEvent) => void) => {
  const runs = runProjectors(db);
  const instances = instanceProjectors(db);
  const recovery = recoveryProjectors(db);
  const projectors: Projectors = {
    ...projectProjectors(db),
    ...instances,
    ...recovery.projectors,
    ...breakerProjectors(db),
    ...approvalProjectors(db),
    ...attentionProjectors(db),
    'instance.changed': (event) => {
      instances['instance.changed'](event);
      recovery.changed(event);
    },
    ...blockerProjectors(db),
    ...messageProjectors(db),
    ...knowledgeProjectors(db),
    ...lockProjectors(db),
    ...worktreeProjectors(db),
    ...orphanProjectors(db),
    ...ruleProjectors(db),
    ...subscriptionProjectors(db),
    ...taskProjectors(db),
    ...batchProjectors(db),
    ...shutdownProjectors(db),
    ...mergeProjectors(db),
    ...standProjectors(db),
    ...keptWorkProjectors(db),
    ...reviewProjectors(db),
    ...setUpProjectors(db),
    ...recordingProjectors(db),
    'run.started': runs['run.started'],
    'run.ended': runs['run.ended'],
    'branch.published': logOnly,
    'branch.proposed': logOnly,
    'branch.unpublished': logOnly,
    'instance.answered': logOnly,
    'instance.reminded': logOnly,
    'call.refused': logOnly,
    'terminal.gapped': logOnly,
  };
  return (event) => {
    if (isOfRun(event.kind) && !runs.knows(event.run)) return;
    // The table's type ties each kind to its projector; TypeScript can't follow that through an index.
    (projectors[event.kind] as Projector<EventKind>)(event as never);
  };
};
