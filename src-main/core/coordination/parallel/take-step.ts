import type { TuttiEvent } from '@contract/events.ts';
import type { Batch } from '@contract/parallel.ts';
import { shownBatch } from '@contract/shown-batch.ts';
import { taskOf } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Fact } from '../../ledger.ts';
import type { Step } from '../../model/parallel/steps.ts';
import { noticeFacts, storedFacts } from '../stored-facts.ts';
import { assignedText, takenAwayText } from '../tasks/task-words.ts';
import { finishedText, gaveUpText, remindText } from './batch-words.ts';

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/**
 * Does what is to be done for a batch, all but spawning, in one append, and answers what was told. It happens by itself, so Tutti is its
 * actor; `cause` is the event that led to it.
 */
export const takeStep = (
  crew: Crew,
  batch: Batch,
  step: Exclude<Step, { kind: 'spawn' }>,
  cause: number | null,
): readonly TuttiEvent[] => {
  const append = (facts: readonly Fact[]): readonly TuttiEvent[] =>
    crew.ledger.append(facts.map((fact, at) => (at === 0 || led.has(fact.kind) ? { ...fact, cause } : fact)));
  if (step.kind === 'finish') return append(finishFacts(crew, batch));
  const task = taskOf(crew.ledger.view.tasks, step.task);
  if (task === undefined) {
    const reason = 'there is no such task';
    const data = { batch: batch.id, task: step.task, outcome: 'failed', reason } as const;
    return append([{ kind: 'batch.settled', data }]);
  }
  return append(factsOf(crew, batch, task, step));
};

/** The message of a task and its giving are led to by the same; all else in an append follows from its first fact. */
const led: ReadonlySet<string> = new Set(['task.assigned']);

const factsOf = (
  crew: Crew,
  batch: Batch,
  task: Task,
  step: Exclude<Step, { kind: 'spawn' | 'finish' }>,
): readonly Fact[] => {
  switch (step.kind) {
    case 'settle':
      return settleFacts(crew, batch, task, step);
    case 'retry':
      return [retryFact(crew, batch, task, step)];
    case 'fail': {
      const { assignee } = task;
      const text = takenAwayText(task, 'is no longer yours', step.reason);
      return [
        { kind: 'task.failed', data: { task: task.id, assignee, reason: step.reason } },
        ...(assignee === null ? [] : noticeFacts(crew, [{ to: assignee, text }])),
      ];
    }
    case 'remind': {
      const { assignee } = step;
      const text = remindText(task, batch.patience);
      return [
        { kind: 'batch.reminded', data: { batch: batch.id, task: task.id, assignee } },
        ...noticeFacts(crew, [{ to: assignee, text, priority: 'high' }]),
      ];
    }
    case 'assign':
      return assignFacts(crew, batch, task, step);
    default:
      return step satisfies never;
  }
};

const settleFacts = (
  crew: Crew,
  batch: Batch,
  task: Task,
  { outcome, reason, failsTask }: StepOf<'settle'>,
): Fact[] => {
  const retries = batch.items.find((item) => item.task === task.id)?.retries ?? 0;
  const failed: Fact = { kind: 'task.failed', data: { task: task.id, assignee: task.assignee, reason } };
  return [
    ...(failsTask ? [failed] : []),
    { kind: 'batch.settled', data: { batch: batch.id, task: task.id, outcome, reason } },
    ...(outcome === 'failed'
      ? noticeFacts(crew, [{ to: batch.by, text: gaveUpText(batch, task, retries, reason) }])
      : []),
  ];
};

const retryFact = (crew: Crew, batch: Batch, task: Task, { waitMs, reason }: StepOf<'retry'>): Fact => {
  const retry = (batch.items.find((item) => item.task === task.id)?.retries ?? 0) + 1;
  const retryAt = crew.ports.clock.now() + waitMs;
  const data = { batch: batch.id, task: task.id, retry, attempt: task.attempts, retryAt, reason };
  return { kind: 'batch.retried', data };
};

const assignFacts = (crew: Crew, batch: Batch, task: Task, { to }: StepOf<'assign'>): readonly Fact[] => {
  // Since the step was planned another keeper may have acted.
  if (task.state !== 'open' && task.state !== 'failed') return [];
  const attempt = task.attempts + 1;
  const text = assignedText({ ...task, attempts: attempt }, beforeText(batch, task));
  const { ids, facts } = storedFacts(crew, [{ from: 'tutti', to, text, priority: task.priority }]);
  const message = ids[0] ?? null;
  const data = { task: task.id, assignee: to, attempt, message, reason: batch.id };
  return [...facts, { kind: 'task.assigned', data }];
};

/** Why it failed before: who tries it again need not fall into the same hole. */
const beforeText = (batch: Batch, task: Task): string => {
  const item = batch.items.find((one) => one.task === task.id);
  return item === undefined || item.retries === 0 ? '' : `The attempt before failed: ${item.reason}`;
};

const finishFacts = (crew: Crew, batch: Batch): Fact[] => {
  const text = finishedText(shownBatch(crew.ledger.view, batch));
  return [
    { kind: 'batch.finished', data: { batch: batch.id } },
    ...noticeFacts(crew, [{ to: batch.by, text }]),
  ];
};
