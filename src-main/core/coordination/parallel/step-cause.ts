import type { EventKind, TuttiEvent } from '@contract/events.ts';
import type { Batch } from '@contract/parallel.ts';
import { taskOf } from '@contract/task-status.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Step } from '../../model/parallel/steps.ts';

const newest = (
  crew: Crew,
  kinds: readonly EventKind[],
  is: (event: TuttiEvent) => boolean,
  instance?: string,
): number | null => {
  const of = instance === undefined ? {} : { instance };
  const told = crew.ports.store.events({ after: 0, run: crew.run, kinds, limit: 200, newest: true, ...of });
  return told.findLast(is)?.seq ?? null;
};

/** The event that it was terminated. */
export const endOf = (crew: Crew, instance: string): number | null =>
  newest(
    crew,
    ['instance.changed'],
    (event) => event.kind === 'instance.changed' && event.data.to === 'terminated',
    instance,
  );

const isAbout = (event: TuttiEvent, task: string, who: string | null): boolean =>
  ('task' in event.data && event.data.task === task) ||
  (who !== null && 'id' in event.data && event.data.id === who);

const sets: readonly EventKind[] = ['batch.retried', 'task.assigned', 'task.started', 'batch.begun'];

/** The batch's own last event that set a time for a task, or that it had begun. */
const setBy = (crew: Crew, { id }: Batch, task: string): number | null =>
  newest(crew, sets, (event) => {
    const { data } = event;
    return (
      ('task' in data && data.task === task) || (event.kind === 'batch.begun' && event.data.batch === id)
    );
  });

/**
 * The event that led to a step: of those by which the batch was looked at the last one about its task or who has it, else the last of them. None
 * of them where its time had come: then that which set the time (it was to be tried again, or was given to somebody).
 */
export const causeOfStep = (
  crew: Crew,
  batch: Batch,
  step: Step,
  led: readonly TuttiEvent[],
): number | null => {
  const last = led.at(-1)?.seq ?? null;
  if (step.kind === 'finish') return last;
  const who = 'to' in step ? step.to : (taskOf(crew.ledger.view.tasks, step.task)?.assignee ?? null);
  const about = led.findLast((event) => isAbout(event, step.task, who));
  return about?.seq ?? last ?? setBy(crew, batch, step.task);
};
