import { blockageAt, climbedBlockage } from './blockers.ts';
import { type EventKind, isOfRun, type TuttiEvent } from './events.ts';
import type { Instance } from './instances.ts';
import { noRecovery } from './recovery.ts';
import { withApproval } from './reduce-approvals.ts';
import { reduceAttention } from './reduce-attention.ts';
import { withBreaker } from './reduce-breakers.ts';
import { reduceLocks } from './reduce-locks.ts';
import { reduceMerges } from './reduce-merges.ts';
import { reduceMessages } from './reduce-messages.ts';
import { reduceBatches } from './reduce-parallel.ts';
import { reduceRecording } from './reduce-recordings.ts';
import { recoveryAfter } from './reduce-recovery.ts';
import { reduceSetUp, type SetUpEvent, settingUpReason, startsNow } from './reduce-set-up.ts';
import { reduceShutdown } from './reduce-shutdowns.ts';
import { reduceOverlaps } from './reduce-stands.ts';
import { reduceSubscriptions } from './reduce-subscriptions.ts';
import { reduceTasks } from './reduce-tasks.ts';
import { reduceConflicts, reduceWork, type WorkEvent } from './reduce-worktrees.ts';
import { settingsSchema } from './settings.ts';
import type { View } from './view.ts';
import { noWork } from './worktree-work.ts';
import { noFiles, withWritten, writes } from './written-files.ts';

type EventOf<K extends EventKind> = Extract<TuttiEvent, { kind: K }>;

const withInstance = (view: View, id: string, change: Partial<Instance>): View => {
  const instance = view.instances[id];
  if (instance === undefined) return view;
  return { ...view, instances: { ...view.instances, [id]: { ...instance, ...change } } };
};

const spawned = (view: View, { data, at, run }: EventOf<'instance.spawned'>): View => ({
  ...view,
  instances: {
    ...view.instances,
    [data.id]: {
      ...data,
      mode: data.mode ?? null,
      model: data.model ?? null,
      run: run ?? 0,
      state: 'starting',
      witness: 'process',
      reason: startsNow,
      since: at,
      evidence: '',
      spawnedAt: at,
      incarnation: 1,
      pid: null,
      pane: null,
      exit: null,
      progress: null,
      todos: [],
      blocker: null,
      blockage: null,
      question: null,
      session: null,
      used: {},
      tool: null,
      files: noFiles,
      work: noWork,
      stand: null,
      setUp: null,
      limit: null,
      recovery: noRecovery,
    },
  },
});

const changed = (view: View, { data, at }: EventOf<'instance.changed'>): View => {
  const ended = data.to === 'crashed' || data.to === 'terminated';
  const before = view.instances[data.id]?.recovery ?? noRecovery;
  return withInstance(view, data.id, {
    state: data.to,
    witness: data.witness,
    reason: data.reason,
    since: at,
    evidence: data.evidence ?? '',
    question: data.question ?? null,
    blocker: data.blocker ?? null,
    blockage: blockageAt(data.help, at),
    exit: data.exit ?? null,
    recovery: recoveryAfter(before, data, at),
    ...(ended ? { pid: null, pane: null, limit: null } : {}),
    // A turn that is over has no call under way, whether its end was told or not.
    ...(ended || data.to === 'ready' ? { tool: null } : {}),
  });
};

const worked = (view: View, { data, at }: EventOf<'instance.worked'>): View => {
  const { id, use } = data;
  if (use.status === 'started') return withInstance(view, id, { tool: { ...use, since: at } });
  const known = view.instances[id];
  if (known === undefined) return view;
  return withInstance(view, id, {
    ...(known.tool?.call === use.call ? { tool: null } : {}),
    ...(writes(use) ? { files: withWritten(known.files, known.cwd, use.files, at) } : {}),
  });
};

const workedIn = (view: View, event: WorkEvent): View => {
  const before = view.instances[event.data.id]?.work ?? noWork;
  return withInstance(view, event.data.id, { work: reduceWork(before, event) });
};

const preparing = (view: View, event: SetUpEvent): View => {
  const setUp = reduceSetUp(event);
  if (event.kind === 'instance.settingUp')
    return withInstance(view, event.data.id, { setUp, reason: settingUpReason(event.data.command) });
  return withInstance(view, event.data.id, {
    setUp,
    ...(setUp.state === 'done' ? { reason: startsNow } : {}),
  });
};

const used = (view: View, { data }: EventOf<'instance.used'>): View => {
  const before = view.instances[data.id]?.used;
  return withInstance(view, data.id, { used: { ...before, [data.session]: data.used } });
};

const progressed = (view: View, { data, at }: EventOf<'instance.progressed'>): View =>
  withInstance(view, data.id, {
    progress: { percent: data.percent, summary: data.summary, at },
    ...(data.todos === undefined ? {} : { todos: data.todos }),
  });

const apply = (view: View, event: TuttiEvent): View => {
  switch (event.kind) {
    case 'settings.changed':
      // One that an older Tutti wrote lacks what came later.
      return { ...view, settings: settingsSchema.parse(event.data.settings) };
    case 'project.trusted':
      return { ...view, trusted: event.data.trusted };
    case 'run.started':
      return {
        ...view,
        run: { run: event.data.run, title: event.data.title, startedAt: event.at, endedAt: null },
        instances: {},
        messages: [],
        locks: [],
        conflicts: [],
        subscriptions: [],
        tasks: [],
        plan: null,
        batches: [],
        merges: [],
        overlaps: [],
        reached: [],
        breakers: view.breakers.filter(({ scope }) => scope !== 'instance'),
        approvals: [],
        approvesAll: false,
        shutdown: null,
        recording: { on: view.settings.recording.on, paused: null },
      };
    case 'run.ended':
      return view.run?.run === event.data.run ? { ...view, run: { ...view.run, endedAt: event.at } } : view;
    case 'instance.spawned':
      return spawned(view, event);
    case 'instance.launched': {
      const { id, incarnation, pid, pane } = event.data;
      return withInstance(view, id, { incarnation, pid, pane });
    }
    case 'instance.changed':
      return changed(view, event);
    case 'blocker.climbed': {
      const { id, reason } = event.data;
      return withInstance(view, id, {
        blockage: climbedBlockage(view.instances[id]?.blockage ?? null, reason),
      });
    }
    case 'instance.progressed':
      return progressed(view, event);
    case 'instance.planned':
      return withInstance(view, event.data.id, { todos: event.data.todos });
    case 'instance.conversed': {
      const { id, session, transcript } = event.data;
      return withInstance(view, id, { session: { id: session, transcript } });
    }
    case 'instance.used':
      return used(view, event);
    case 'instance.worked':
      return worked(view, event);
    case 'instance.limited':
      return withInstance(view, event.data.id, { limit: event.data.limit });
    case 'instance.resized':
      return withInstance(view, event.data.id, { size: event.data.size });
    case 'instance.adopted':
      return withInstance(view, event.data.id, { pane: event.data.pane });
    case 'message.stored':
    case 'message.delivering':
    case 'message.announced':
    case 'message.held':
    case 'message.requeued':
    case 'message.accepted':
    case 'message.failed':
    case 'message.expired':
      return { ...view, messages: reduceMessages(view.messages, event) };
    case 'terminals.lost':
      return { ...view, terminals: 'lost' };
    case 'host.started':
    case 'terminals.restored':
      return { ...view, terminals: 'up' };
    case 'host.stopped':
      return { ...view, terminals: 'none' };
    case 'orphan.found': {
      const others = view.orphans.filter((orphan) => orphan.pid !== event.data.pid);
      return { ...view, orphans: [...others, { ...event.data, foundAt: event.at }] };
    }
    case 'orphan.ended':
      return { ...view, orphans: view.orphans.filter((orphan) => orphan.pid !== event.data.pid) };
    case 'budgets.changed':
      return { ...view, budgets: event.data.budgets };
    case 'budgets.reached':
      return { ...view, reached: event.data.reached };
    case 'rule.added': {
      const { id, terms } = event.data;
      const others = view.rules.filter((rule) => rule.id !== id);
      return { ...view, rules: [...others, { ...terms, id, addedAt: event.at }] };
    }
    case 'rule.revoked':
      return { ...view, rules: view.rules.filter((rule) => rule.id !== event.data.id) };
    case 'instance.restartPlanned': {
      const { id, at, reason } = event.data;
      const tried = view.instances[id]?.recovery.tried ?? [];
      return withInstance(view, id, { reason, recovery: { tried, at } });
    }
    case 'instance.restartDropped': {
      const { id, reason } = event.data;
      const tried = view.instances[id]?.recovery.tried ?? [];
      return withInstance(view, id, { reason, recovery: { tried, at: null } });
    }
    case 'instance.startHeld':
      return withInstance(view, event.data.id, { reason: event.data.reason });
    case 'breaker.opened':
    case 'breaker.halfOpened':
    case 'breaker.proved':
    case 'breaker.closed':
      return withBreaker(view, event);
    case 'approval.asked':
    case 'approval.granted':
    case 'approval.settled':
    case 'approval.allowed':
    case 'approval.revoked':
      return withApproval(view, event);
    case 'attention.told':
    case 'attention.passed':
      return { ...view, told: reduceAttention(view.told, event) };
    case 'shutdown.begun':
    case 'shutdown.ending':
    case 'shutdown.cancelled':
    case 'shutdown.finished':
      return { ...view, shutdown: reduceShutdown(view.shutdown, event) };
    case 'lock.queued':
    case 'lock.granted':
    case 'lock.renewed':
    case 'lock.released':
    case 'lock.expired':
    case 'lock.withdrawn':
    case 'lock.refused':
    case 'lock.graced':
      return { ...view, locks: reduceLocks(view.locks, event) };
    case 'task.created':
    case 'task.edited':
    case 'task.assigned':
    case 'task.started':
    case 'task.reopened':
    case 'task.completed':
    case 'task.committed':
    case 'task.uncommitted':
    case 'task.failed':
    case 'task.cancelled':
    case 'task.accepted':
    case 'plan.made':
    case 'plan.staffed':
    case 'plan.part-completed':
      return reduceTasks(view, event);
    case 'batch.begun':
    case 'batch.retried':
    case 'batch.reminded':
    case 'batch.settled':
    case 'batch.finished':
    case 'batch.cancelled':
      return { ...view, batches: reduceBatches(view.batches, event) };
    case 'merge.queued':
    case 'merge.waiting':
    case 'merge.checking':
    case 'merge.began':
    case 'merge.merged':
    case 'merge.conflicted':
    case 'merge.resolved':
    case 'merge.handed':
    case 'merge.declined':
    case 'merge.failed':
    case 'merge.requeued':
    case 'merge.cancelled':
    case 'merge.undone':
      return { ...view, merges: reduceMerges(view.merges, event) };
    case 'instance.changedFiles':
    case 'instance.committed':
    case 'instance.checkedOut':
    case 'instance.unwatched':
    case 'instance.contentRefused':
      return workedIn(view, event);
    case 'instance.settingUp':
    case 'instance.setUp':
      return preparing(view, event);
    case 'branch.stood':
      return withInstance(view, event.data.id, { stand: event.data.stand });
    case 'overlap.found':
    case 'overlap.gone':
      return { ...view, overlaps: reduceOverlaps(view.overlaps, event) };
    case 'conflict.found':
    case 'conflict.resolved':
      return { ...view, conflicts: reduceConflicts(view.conflicts, event) };
    case 'recording.paused':
    case 'recording.resumed':
      return { ...view, recording: reduceRecording(view, event) };
    case 'subscription.made':
    case 'subscription.told':
    case 'subscription.ended':
      return { ...view, subscriptions: reduceSubscriptions(view.subscriptions, event) };
    case 'review.marked':
    case 'review.commented':
    case 'branch.published':
    case 'branch.proposed':
    case 'branch.unpublished':
    case 'knowledge.recorded':
    case 'knowledge.forgotten':
    case 'decision.recorded':
    case 'work.saved':
    case 'work.unsaved':
    case 'work.restored':
    case 'work.dropped':
    case 'work.cleaning':
    case 'work.cleaned':
    case 'work.stayed':
    case 'work.mended':
    case 'instance.commitRefused':
    case 'instance.answered':
    case 'instance.reminded':
    case 'call.refused':
    case 'terminal.gapped':
    case 'recording.protected':
    case 'recording.unprotected':
    case 'recording.removed':
      return view;
    default:
      return event satisfies never;
  }
};

/** About a thing of another run than the one in view, where the same id means something else. */
const isElsewhere = (view: View, { kind, run }: TuttiEvent): boolean =>
  isOfRun(kind) && (view.run === null || run !== view.run.run);

/**
 * The one reducer of live window, web monitor and replay: the view after one more event. Unchanged parts keep their
 * identity, so that a renderer can compare by reference. A late event of an earlier run changes nothing but `seq`.
 */
export const reduce = (view: View, event: TuttiEvent): View => ({
  ...(isElsewhere(view, event) ? view : apply(view, event)),
  seq: event.seq,
});
