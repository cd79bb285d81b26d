import { answerByRules } from './coordination/answers.ts';
import { Approvals } from './coordination/approvals.ts';
import { watchBlockers } from './coordination/blocker-watch.ts';
import { Stands } from './coordination/branches/stands.ts';
import { watchBudgets } from './coordination/budgets.ts';
import { findTaskCommits } from './coordination/commits/find-commits.ts';
import { keepCommitRules } from './coordination/commits/keep-rules.ts';
import { Deliveries } from './coordination/deliveries.ts';
import { Expiries } from './coordination/expiries.ts';
import { decideByHook } from './coordination/hook-decisions.ts';
import { Inboxes } from './coordination/inboxes.ts';
import { Keeping } from './coordination/keeping/keeping.ts';
import { Locks } from './coordination/locks.ts';
import { MergeQueue } from './coordination/merges/merge-queue.ts';
import { Parallel } from './coordination/parallel/parallel.ts';
import { Publishing } from './coordination/publishing/publishing.ts';
import { Subscriptions } from './coordination/subscriptions.ts';
import { keepTasks } from './coordination/tasks/keep-tasks.ts';
import { ToldAttention } from './coordination/told-attention.ts';
import { WorktreeWork } from './coordination/worktrees/worktree-work.ts';
import { reportOrphans } from './hierarchy/crash.ts';
import type { Crew } from './hierarchy/crew.ts';
import { Shutdowns } from './hierarchy/shutdowns.ts';
import type { Keeper } from './keeper.ts';
import { OpenRecordings } from './recording/open-recordings.ts';
import { RecordingKeeper } from './recording/recording-keeper.ts';
import { RecordingShelf } from './recording/recording-shelf.ts';
import { sendAtEnd } from './recording/send-spans.ts';

/** Keepers that rooms ask, too. */
export interface AskedKeepers {
  readonly approvals: Approvals;
  readonly deliveries: Deliveries;
  readonly inboxes: Inboxes;
  readonly locks: Locks;
  readonly merges: MergeQueue;
  readonly publishing: Publishing;
  readonly recordings: OpenRecordings;
  readonly shelf: RecordingShelf;
  readonly shutdowns: Shutdowns;
  readonly told: ToldAttention;
  readonly work: WorktreeWork;
}

const makeAsked = (crew: Crew): AskedKeepers => {
  const recordings = new OpenRecordings(crew.ports);
  return {
    recordings,
    shelf: new RecordingShelf(crew, recordings),
    ...makeCoordinators(crew),
  };
};

const makeCoordinators = (crew: Crew): Omit<AskedKeepers, 'recordings' | 'shelf'> => ({
  deliveries: new Deliveries(crew),
  locks: new Locks(crew),
  work: new WorktreeWork(crew),
  approvals: new Approvals(crew),
  merges: new MergeQueue(crew),
  publishing: new Publishing(crew),
  shutdowns: new Shutdowns(crew),
  told: new ToldAttention(crew),
  inboxes: new Inboxes(crew),
});

/**
 * All that acts by itself in a project, in the order in which they take up what an earlier host left: messages that are overdue end before
 * the first is handed over; restarts and wishes come after what counts failures; a shutdown goes on near the end.
 */
export const makeKeepers = (
  crew: Crew,
): { readonly asked: AskedKeepers; readonly all: readonly Keeper[] } => {
  decideByHook(crew);
  answerByRules(crew);
  const expiries = new Expiries(crew);
  const asked = makeAsked(crew);
  const { deliveries, locks, work, approvals, merges, publishing, recordings, shelf, shutdowns, told } =
    asked;
  const all = [
    new RecordingKeeper(crew),
    recordings,
    shelf,
    expiries,
    deliveries,
    new Subscriptions(crew),
    { resume: () => reportOrphans(crew) },
    keepCommitRules(crew),
    { resume: () => findTaskCommits(crew) },
    new Keeping(crew),
    keepTasks(crew),
    watchBudgets(crew),
    locks,
    work,
    crew.starts,
    crew.setUps,
    crew.breakers,
    crew.recovery,
    approvals,
    new Parallel(crew, (caller, input, cause) => approvals.spawn(caller, input, cause)),
    watchBlockers(crew),
    merges,
    publishing,
    new Stands(crew),
    shutdowns,
    sendAtEnd(crew),
    told,
  ];
  return { asked, all };
};
