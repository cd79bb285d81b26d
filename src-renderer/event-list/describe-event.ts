import type { Reached } from '@contract/budgets.ts';
import type { EventKind, TuttiEvent } from '@contract/events.ts';
import type { Exit } from '@contract/instances.ts';
import type { Used } from '@contract/usage.ts';
import { limitNeedsPerson } from '../design/limit-words.ts';
import { batchWords } from './batch-words.ts';
import { brief } from './brief.ts';
import { keptWords } from './kept-words.ts';
import { describeLockEvent } from './lock-words.ts';
import { mergeWords } from './merge-words.ts';
import { publishWords } from './publish-words.ts';
import { recordingWords } from './recording-words.ts';
import { reviewWords } from './review-words.ts';
import { setUpWords } from './set-up-words.ts';
import { shutdownWords } from './shutdown-words.ts';
import { standWords } from './stand-words.ts';
import { taskWords } from './task-words.ts';
import { describeWorktreeEvent } from './worktree-words.ts';

const exitWords = (exit: Exit | undefined): string => {
  if (exit === undefined) return '';
  if (exit.signal !== null) return ` (${exit.signal})`;
  return exit.status === null ? '' : ` (exit ${exit.status})`;
};

const changedWords = ({ data }: Extract<TuttiEvent, { kind: 'instance.changed' }>): string => {
  const start = `${data.id} is ${data.to}`;
  if (data.to === 'crashed') return `${data.id} crashed${exitWords(data.exit)}: ${data.reason}`;
  if (data.to === 'waiting' && data.question !== undefined)
    return `${data.id} asks: ${brief(data.question.text)}`;
  if (data.to === 'blocked' && data.blocker !== undefined)
    return `${data.id} is blocked: ${brief(data.blocker)}`;
  return data.reason === '' ? start : `${start}: ${data.reason}`;
};

const progressWords = ({ data }: Extract<TuttiEvent, { kind: 'instance.progressed' }>): string =>
  `${data.id}${data.percent === null ? '' : ` ${Math.round(data.percent)} %`}: ${brief(data.summary)}`;

const callerWords = ({ actor }: TuttiEvent): string =>
  actor.kind === 'instance' ? actor.id : actor.kind === 'person' ? `the person (${actor.door})` : 'Tutti';

const spawnedWords = (event: Extract<TuttiEvent, { kind: 'instance.spawned' }>): string => {
  const { id, parent, profile, mode = null, model = null } = event.data;
  const with_ = model === null ? profile : `${profile} (${model})`;
  const unasked = mode?.dangerous === true ? `, no permissions asked: ${mode.title}` : '';
  return `${id} spawned by ${parent ?? callerWords(event)} with ${with_}${unasked}`;
};

/** An event in one sentence for a person. */
export const describeEvent = (event: TuttiEvent): string => {
  switch (event.kind) {
    case 'host.started':
      return `Host ${event.data.version} started with ${event.data.terminals} terminals`;
    case 'host.stopped':
      return 'Host stopped';
    case 'settings.changed':
      return 'Settings changed';
    case 'project.trusted':
      return event.data.trusted
        ? 'The project’s own profiles are trusted'
        : 'The project’s own profiles are not trusted';
    case 'run.started':
      return `Run ${event.data.run} began${event.data.title === '' ? '' : `: ${event.data.title}`}`;
    case 'run.ended':
      return `Run ${event.data.run} ended${event.data.reason === undefined ? '' : `: ${event.data.reason}`}`;
    case 'instance.spawned':
      return spawnedWords(event);
    case 'blocker.climbed':
      return `${event.data.id}’s blocker is the person’s now: ${event.data.reason}`;
    case 'instance.launched':
      return `${event.data.id} runs as process ${event.data.pid}${event.data.incarnation > 1 ? `, incarnation ${event.data.incarnation}` : ''}`;
    case 'instance.changed':
      return changedWords(event);
    case 'instance.reminded':
      return `${event.data.id} was reminded to confirm`;
    case 'instance.progressed':
      return progressWords(event);
    case 'instance.resized':
      return `${event.data.id} now has ${event.data.size.cols} × ${event.data.size.rows} cells`;
    case 'instance.adopted':
      return `${event.data.id} was found alive and taken over`;
    case 'instance.answered': {
      const { rule, mode } = event.data;
      const by = rule ?? (mode === undefined ? callerWords(event) : `the yes to ${mode}`);
      const without = event.data.way === 'hook' ? ', without a key' : '';
      return `${event.data.id} was answered “${brief(event.data.answer)}” by ${by}${without}: ${brief(event.data.question)}`;
    }
    case 'budgets.changed':
      return 'Budgets changed';
    case 'budgets.reached':
      return reachedWords(event.data.reached);
    case 'rule.added': {
      const { effect, tool, subject } = event.data.terms;
      const from = event.data.answered === undefined ? '' : `, from an answer to ${event.data.answered.by}`;
      return `${event.data.id} ${effect === 'allow' ? 'allows' : 'denies'} ${tool}${subject === '*' ? '' : ` ${brief(subject)}`}${from}`;
    }
    case 'rule.revoked':
      return `${event.data.id} was revoked`;
    case 'instance.planned': {
      const done = event.data.todos.filter((todo) => todo.status === 'done').length;
      return `${event.data.id} keeps a list: ${done} of ${event.data.todos.length} done`;
    }
    case 'instance.conversed':
      return `${event.data.id} is in conversation ${event.data.session}`;
    case 'instance.used':
      return `${event.data.id} has used ${tokenWords(event.data.used)}`;
    case 'instance.worked':
      return `${event.data.id} ${useWords[event.data.use.status]} ${event.data.use.tool}: ${brief(event.data.use.summary)}`;
    case 'instance.limited':
      return event.data.limit === null
        ? `${event.data.id} is held up no longer`
        : `${event.data.id} is held up: ${event.data.limit.reason}`;
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
      return taskWords(event);
    case 'batch.begun':
    case 'batch.retried':
    case 'batch.reminded':
    case 'batch.settled':
    case 'batch.finished':
    case 'batch.cancelled':
      return batchWords(event);
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
      return mergeWords(event);
    case 'work.saved':
    case 'work.unsaved':
    case 'work.restored':
    case 'work.dropped':
    case 'work.cleaning':
    case 'work.cleaned':
    case 'work.stayed':
    case 'work.mended':
      return keptWords(event);
    case 'review.marked':
    case 'review.commented':
      return reviewWords(event);
    case 'branch.published':
    case 'branch.proposed':
    case 'branch.unpublished':
      return publishWords(event);
    case 'message.stored':
      return `${event.data.from === 'tutti' ? 'Tutti' : event.data.from} → ${event.data.to}: ${brief(event.data.text)}`;
    case 'message.delivering':
      return `${event.data.message} is being delivered${deliveryWords[event.data.way ?? 'paste']}${event.data.attempt > 1 ? `, attempt ${event.data.attempt}` : ''}`;
    case 'message.announced':
      return `${event.data.message} waits in the inbox`;
    case 'message.held':
      return `${event.data.message} has to wait: ${event.data.reason}`;
    case 'message.requeued':
      return `${event.data.message} is back in the queue: ${event.data.reason}`;
    case 'message.accepted':
      return `${event.data.message} was accepted: ${event.data.how}`;
    case 'message.failed':
      return `${event.data.message} failed: ${event.data.reason}`;
    case 'knowledge.recorded':
      return `${callerWords(event)} recorded ${event.data.key}: ${brief(event.data.value)}`;
    case 'knowledge.forgotten':
      return `${callerWords(event)} took ${event.data.key} out of what is known`;
    case 'decision.recorded':
      return `${callerWords(event)} decided ${event.data.decision}: ${event.data.title}`;
    case 'message.expired':
      return `${event.data.message} to ${event.data.to} expired: its time was over before it was handed over`;
    case 'call.refused':
      return `${event.data.verb} of ${callerWords(event)} was refused: ${event.data.reason}`;
    case 'terminal.gapped':
      return `Output of ${event.data.id ?? 'all terminals'} has a gap: ${event.data.reason}`;
    case 'terminals.lost':
      return `Terminals lost: ${event.data.reason}`;
    case 'terminals.restored':
      return 'Terminals are back';
    case 'orphan.found':
      return `Process ${event.data.pid} of ${event.data.instance} still runs: ${brief(event.data.command)}`;
    case 'orphan.ended':
      return `Process ${event.data.pid} was ended`;
    case 'subscription.made':
      return `${event.data.instance} wants to be told of ${event.data.kinds.join(', ')} (${event.data.subscription})`;
    case 'subscription.told':
      return `${event.data.subscription} was told by ${event.data.message}`;
    case 'subscription.ended':
      return `${event.data.subscription} was ended`;
    case 'lock.queued':
    case 'lock.granted':
    case 'lock.renewed':
    case 'lock.released':
    case 'lock.expired':
    case 'lock.withdrawn':
    case 'lock.refused':
    case 'lock.graced':
      return describeLockEvent(event);
    case 'instance.changedFiles':
    case 'instance.committed':
    case 'instance.checkedOut':
    case 'instance.unwatched':
    case 'instance.commitRefused':
    case 'instance.contentRefused':
    case 'conflict.found':
    case 'conflict.resolved':
      return describeWorktreeEvent(event);
    case 'instance.settingUp':
    case 'instance.setUp':
      return setUpWords(event);
    case 'branch.stood':
    case 'overlap.found':
    case 'overlap.gone':
      return standWords(event);
    case 'instance.restartPlanned': {
      const { id, attempt, most } = event.data;
      return `${id} will be started again unasked, attempt ${attempt} of ${most}`;
    }
    case 'instance.restartDropped':
      return `${event.data.id} won’t be started again unasked: ${event.data.reason}`;
    case 'instance.startHeld':
      return `${event.data.id} ${event.data.reason}`;
    case 'breaker.opened':
    case 'breaker.halfOpened':
    case 'breaker.proved':
    case 'breaker.closed':
      return breakerWords(event);
    case 'approval.asked': {
      const { by, wish, terms } = event.data;
      return `${by} asks for a ${terms.role} with ${terms.profile} (${wish}): ${brief(terms.task)}`;
    }
    case 'approval.granted':
      return `${callerWords(event)} said yes to ${event.data.wish} of ${event.data.by}`;
    case 'approval.settled':
      return event.data.spawned === null
        ? `${event.data.wish} of ${event.data.by} came to nothing: ${event.data.reason}`
        : `${event.data.wish} of ${event.data.by} became ${event.data.spawned}`;
    case 'approval.allowed':
      return `Yes to every instance that others want to spawn in run ${event.data.run}`;
    case 'approval.revoked':
      return `Each instance that others want to spawn in run ${event.data.run} is asked for again`;
    case 'attention.told':
      return `You were told of ${event.data.keys.length === 1 ? 'a thing that waits' : `${event.data.keys.length} things that wait`}`;
    case 'attention.passed':
      return `Over: ${event.data.keys.length === 1 ? 'a thing' : `${event.data.keys.length} things`} you were told of`;
    case 'shutdown.begun':
    case 'shutdown.ending':
    case 'shutdown.cancelled':
    case 'shutdown.finished':
      return shutdownWords(event);
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.protected':
    case 'recording.unprotected':
    case 'recording.removed':
      return recordingWords(event);
    default:
      return event satisfies never;
  }
};

const breakerWords = (event: Extract<TuttiEvent, { kind: `breaker.${string}` }>): string => {
  const { name } = event.data;
  switch (event.kind) {
    case 'breaker.opened':
      return `${name} failed too often and rests: ${brief(event.data.reason)}`;
    case 'breaker.halfOpened':
      return `${name} is tried again, one start at a time`;
    case 'breaker.proved':
      return `${name} went well ${event.data.successes} times since it rested`;
    case 'breaker.closed':
      return `${name} is started as usual again`;
    default:
      return event satisfies never;
  }
};

/** A paste is what is usual. */
const deliveryWords = { paste: '', 'stop-hook': ' as its turn ends', inbox: ' to the inbox' } as const;
const useWords = { started: 'uses', done: 'has used', failed: 'failed with' } as const;

const tokenWords = ({ input, output, cacheRead, cacheWrite }: Used): string =>
  `${(input + cacheRead + cacheWrite).toLocaleString('en')} tokens in, ${output.toLocaleString('en')} out`;

const reachedWords = (reached: readonly Reached[]): string =>
  reached.length === 0
    ? 'No budget is used up any more'
    : reached
        .map(
          ({ scope, kind, state }) =>
            `${kind} of ${scope} ${state === 'spent' ? 'used up' : 'nearly used up'}`,
        )
        .join(', ');

export type EventGroup = 'instances' | 'work' | 'messages' | 'refusals' | 'run' | 'machine';

const groupByPrefix: Record<string, EventGroup> = {
  instance: 'instances',
  blocker: 'instances',
  message: 'messages',
  subscription: 'messages',
  call: 'refusals',
  knowledge: 'work',
  decision: 'work',
  batch: 'work',
  merge: 'work',
  branch: 'work',
  overlap: 'work',
  work: 'work',
  run: 'run',
  recording: 'run',
  rule: 'run',
  approval: 'run',
  shutdown: 'run',
  breaker: 'run',
  attention: 'run',
  budgets: 'run',
  settings: 'run',
  project: 'run',
  host: 'machine',
  terminal: 'machine',
  terminals: 'machine',
  orphan: 'machine',
};

/** They come at every call of a tool and every answer of a model: left in, they would be all there is to see. */
const workKinds: ReadonlySet<EventKind> = new Set(['instance.worked', 'instance.used']);

/** What a filter calls an event of this kind. */
export const groupOf = (kind: EventKind): EventGroup => {
  if (workKinds.has(kind)) return 'work';
  return groupByPrefix[kind.split('.', 1)[0] ?? ''] ?? 'machine';
};

/** Whether it deserves the colour of what needs a person. */
export const toneOf = (event: TuttiEvent): 'plain' | 'amber' | 'red' | 'green' => {
  if (event.kind === 'instance.changed') {
    const { to } = event.data;
    if (to === 'crashed') return 'red';
    if (to === 'waiting' || to === 'blocked' || to === 'stalled') return 'amber';
    return to === 'done' ? 'green' : 'plain';
  }
  if (event.kind === 'instance.limited')
    return event.data.limit !== null && limitNeedsPerson(event.data.limit) ? 'amber' : 'plain';
  if (event.kind === 'blocker.climbed' || event.kind === 'merge.conflicted' || event.kind === 'overlap.found')
    return 'amber';
  if (event.kind === 'merge.failed' || event.kind === 'work.unsaved' || event.kind === 'work.stayed')
    return 'red';
  if (event.kind === 'merge.merged') return 'green';
  if (event.kind === 'message.failed' || event.kind === 'terminals.lost') return 'red';
  if (event.kind === 'breaker.opened' || event.kind === 'approval.asked') return 'amber';
  return event.kind === 'orphan.found' || event.kind === 'terminal.gapped' ? 'amber' : 'plain';
};
