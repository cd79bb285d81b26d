import { fail, ok } from '@contract/result.ts';
import { shownBatch } from '@contract/shown-batch.ts';
import { type statusOf, taskOf } from '@contract/task-status.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const withState = (tape: EventTape, ...states: readonly ReturnType<typeof statusOf>[]): string[] =>
  tape.view.tasks.filter(({ state }) => states.some((one) => one === state)).map(({ id }) => id);

/** One that runs, with a task tried again, one failed and one whose specialist waits for memory; and one that is over. */
export const addBatches = (tape: EventTape): void => {
  const begin = (batch: string, limit: number, tasks: readonly string[]): void => {
    tape.add('batch.begun', {
      ...{ batch, by: 'mgr_1_1', parent: 'mgr_1_1', limit, profile: 'claude', model: 'sonnet' },
      ...{ retries: 2, patience: 30, tasks: tasks.map((task) => ({ task, handled: 0 })) },
    });
  };
  const [done = '', alsoDone = '', ...moreDone] = withState(tape, 'done');
  const [failed = '', again = ''] = withState(tape, 'failed');
  const [running = '', alsoRunning = ''] = withState(tape, 'running');
  const [assigned = ''] = withState(tape, 'assigned');
  const waiting = tape.view.tasks.filter(({ state }) => state === 'open').map(({ id }) => id);
  begin('batch_1', 2, [done, ...moreDone.slice(0, 2)]);
  for (const task of [done, ...moreDone.slice(0, 2)])
    tape.add('batch.settled', { batch: 'batch_1', task, outcome: 'done', reason: '' });
  tape.add('batch.finished', { batch: 'batch_1' });
  tape.wait(60_000);
  const batch = 'batch_2';
  const some = [alsoDone, running, failed, again, alsoRunning, assigned, ...waiting.slice(0, 4)].filter(
    Boolean,
  );
  begin(batch, 4, some);
  tape.add('batch.settled', { batch, task: alsoDone, outcome: 'done', reason: '' });
  const reason = 'the database can’t be reached';
  tape.add('batch.settled', { batch, task: failed, outcome: 'failed', reason });
  if (again !== '') {
    const retry = { retry: 1, attempt: 1, retryAt: Date.now() + 3_600_000, reason: 'the tests time out' };
    tape.add('batch.retried', { batch, task: again, ...retry });
  }
  const { assignee } = taskOf(tape.view.tasks, running) ?? {};
  if (assignee) tape.add('batch.reminded', { batch, task: running, assignee });
  tape.add('instance.spawned', {
    ...{ id: 'spec_1_1_9', role: 'specialist', parent: 'mgr_1_1', profile: 'claude', scripted: false },
    ...{
      task: '',
      cwd: '/home/ada/w/spec_1_1_9',
      branch: 'tutti/12/spec_1_1_9',
      size: { cols: 100, rows: 30 },
    },
  });
  const held = 'waits for memory: 1.2 GB free, 2.0 GB to be kept';
  tape.add('instance.startHeld', { id: 'spec_1_1_9', reason: held });
};

export const batchHandlers = (tape: EventTape): Handlers => ({
  'parallel.cancel': ({ batch, reason }) => {
    tape.add('batch.cancelled', { batch, reason }, { kind: 'person', door: 'web' });
    const found = tape.view.batches.find(({ id }) => id === batch);
    return found === undefined
      ? fail('not_found', `no batch ${batch}`, 'Look at the list.')
      : ok(shownBatch(tape.view, found));
  },
});
