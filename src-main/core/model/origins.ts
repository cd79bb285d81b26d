import type { EventKind, TuttiEvent } from '@contract/events.ts';

/**
 * Where an event of Tutti's comes from that names no cause. `goesOn`: from the event before it of the same thing (its merge, message, task …).
 * `seen`: something was seen to happen in the world. `time`: its time had come. `host`: a host began or ended. `told`: it only notes
 * what has been told to whom.
 */
export type Unled = 'goesOn' | 'seen' | 'time' | 'host' | 'told';

/**
 * By kind, why Tutti may tell it without a cause. `never`: what is Tutti's own act follows from an event, which must be recorded with it.
 * `theirs`: only the person and instances do this, and it is their own act.
 */
const unledKinds: Readonly<Record<EventKind, Unled | 'never' | 'theirs'>> = {
  'host.started': 'host',
  'host.stopped': 'host',
  'settings.changed': 'theirs',
  'project.trusted': 'theirs',
  'run.started': 'theirs',
  'run.ended': 'theirs',
  'instance.spawned': 'theirs',
  'instance.launched': 'never',
  // But for a start, which somebody or something has led to: see `unledOf`.
  'instance.changed': 'seen',
  'instance.reminded': 'time',
  'instance.progressed': 'theirs',
  // By the hook that asked: there is no event of its question.
  'instance.answered': 'seen',
  'instance.planned': 'seen',
  'instance.conversed': 'seen',
  'instance.used': 'seen',
  'instance.worked': 'seen',
  'instance.limited': 'seen',
  'instance.resized': 'theirs',
  'instance.adopted': 'host',
  'instance.changedFiles': 'seen',
  'instance.committed': 'seen',
  'instance.checkedOut': 'seen',
  'instance.unwatched': 'seen',
  // A git hook of the instance's own commit asked.
  'instance.commitRefused': 'seen',
  'instance.contentRefused': 'seen',
  'instance.settingUp': 'never',
  // What its set-up came to; after a host that died in it, that it is over.
  'instance.setUp': 'seen',
  'instance.restartPlanned': 'goesOn',
  'instance.restartDropped': 'goesOn',
  // What keeps it from starting is no event: the machine's memory, or how many start at once.
  'instance.startHeld': 'seen',
  'blocker.climbed': 'time',
  'budgets.changed': 'theirs',
  // A day's budget begins anew at midnight.
  'budgets.reached': 'time',
  'rule.added': 'theirs',
  'rule.revoked': 'theirs',
  'message.stored': 'never',
  'message.delivering': 'goesOn',
  'message.announced': 'goesOn',
  'message.held': 'goesOn',
  'message.requeued': 'goesOn',
  'message.accepted': 'seen',
  'message.failed': 'goesOn',
  'message.expired': 'time',
  'decision.recorded': 'theirs',
  'knowledge.recorded': 'theirs',
  'knowledge.forgotten': 'theirs',
  'call.refused': 'theirs',
  'terminal.gapped': 'seen',
  'terminals.lost': 'seen',
  'terminals.restored': 'seen',
  'orphan.found': 'seen',
  'orphan.ended': 'seen',
  'lock.queued': 'theirs',
  'lock.granted': 'never',
  'lock.refused': 'never',
  'lock.renewed': 'theirs',
  // Its holder may have ended under a host that did not come to say so.
  'lock.released': 'host',
  'lock.expired': 'time',
  'lock.withdrawn': 'theirs',
  // A crash that an earlier host did not come to.
  'lock.graced': 'host',
  'conflict.found': 'seen',
  'conflict.resolved': 'seen',
  'task.created': 'theirs',
  'task.edited': 'theirs',
  'task.assigned': 'never',
  'task.started': 'never',
  'task.completed': 'theirs',
  'task.failed': 'never',
  'task.cancelled': 'never',
  'task.reopened': 'never',
  'task.accepted': 'theirs',
  // Its completion asked for it, and is told only when the commit is there.
  'task.committed': 'goesOn',
  'task.uncommitted': 'goesOn',
  'plan.made': 'theirs',
  'plan.staffed': 'theirs',
  'plan.part-completed': 'theirs',
  'batch.begun': 'theirs',
  'batch.cancelled': 'never',
  'batch.finished': 'never',
  'batch.settled': 'never',
  'batch.retried': 'never',
  // It was silent for so long.
  'batch.reminded': 'time',
  'subscription.made': 'theirs',
  'subscription.told': 'never',
  'subscription.ended': 'theirs',
  // Failures are counted before each is told, so that what is told then knows whether it is open.
  'breaker.opened': 'seen',
  'breaker.halfOpened': 'time',
  'breaker.proved': 'goesOn',
  'breaker.closed': 'goesOn',
  'approval.asked': 'theirs',
  'approval.allowed': 'theirs',
  'approval.granted': 'theirs',
  'approval.settled': 'never',
  'approval.revoked': 'theirs',
  'attention.told': 'told',
  'attention.passed': 'told',
  'shutdown.begun': 'theirs',
  'shutdown.ending': 'never',
  'shutdown.finished': 'never',
  'shutdown.cancelled': 'never',
  'merge.queued': 'theirs',
  'merge.waiting': 'goesOn',
  'merge.checking': 'goesOn',
  'merge.began': 'goesOn',
  'merge.merged': 'goesOn',
  'merge.conflicted': 'goesOn',
  'merge.resolved': 'goesOn',
  'merge.handed': 'goesOn',
  'merge.declined': 'goesOn',
  'merge.failed': 'goesOn',
  'merge.requeued': 'goesOn',
  'merge.cancelled': 'goesOn',
  'merge.undone': 'theirs',
  'branch.stood': 'seen',
  'branch.proposed': 'theirs',
  'branch.published': 'theirs',
  'branch.unpublished': 'theirs',
  'overlap.found': 'seen',
  'overlap.gone': 'seen',
  // What lay in a worktree when its instance ended under an earlier host, or was about to be started again.
  'work.saved': 'seen',
  'work.unsaved': 'seen',
  'work.restored': 'theirs',
  'work.dropped': 'seen',
  'work.cleaning': 'theirs',
  'work.cleaned': 'goesOn',
  'work.stayed': 'goesOn',
  'work.mended': 'host',
  'review.marked': 'theirs',
  'review.commented': 'theirs',
  'recording.paused': 'seen',
  'recording.resumed': 'seen',
  'recording.protected': 'theirs',
  'recording.unprotected': 'theirs',
  // It grew old, or the room was used up.
  'recording.removed': 'time',
};

/** Where an event comes from that names no cause; null: Tutti did it, and what led to it should have been recorded. */
export const unledOf = ({ kind, actor, data }: TuttiEvent): Unled | 'theirs' | null => {
  if (actor.kind !== 'tutti') return 'theirs';
  const why = unledKinds[kind];
  if (kind === 'instance.changed' && 'to' in data && data.to === 'starting') return null;
  return why === 'never' || why === 'theirs' ? null : why;
};
