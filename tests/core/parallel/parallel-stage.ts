import type { ShownBatch } from '@contract/parallel.ts';
import type { ProfileInput } from '@contract/profiles.ts';
import { statusOf } from '@contract/task-status.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { hooked, openStage, type Stage } from '../../support/stage.ts';
import { accepts } from '../tasks/task-stage.ts';

/** An agent that confirms nothing, so that a manager's spawn is ready at once. */
const prompt: ProfileInput = { ...hooked, name: 'prompt', confirm: { expected: false } };

/** exec_1 with mgr_1_1, both ready, and as many tasks of the manager as are named. */
export const openManager = async (count: number, recovers = false): Promise<Stage> => {
  const stage = await openStage([prompt], 0, recovers);
  const spawn = (role: 'executive' | 'manager', parent?: string) =>
    stage.must('instances.spawn', { profile: 'prompt', role, ...(parent === undefined ? {} : { parent }) });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  const tasks = Array.from({ length: count }, (_, at) => ({ title: `part ${at + 1}` }));
  if (count > 0) await stage.must('tasks.create', { tasks }, stage.as('mgr_1_1'));
  return stage;
};

export const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `task_${at + 1}`);

export const execute = (stage: Stage, input: VerbInput<'parallel.execute'>, by = 'mgr_1_1') =>
  stage.must('parallel.execute', input, stage.as(by));

export const batchOf = async (stage: Stage, batch = 'batch_1'): Promise<ShownBatch> => {
  const [shown] = await stage.must('parallel.status', { batch });
  if (shown === undefined) throw new Error(`no ${batch}`);
  return shown;
};

export const taken = (stage: Stage) =>
  stage.store.view().tasks.filter(({ state }) => state === 'assigned' || state === 'running');

export const statusesOf = (stage: Stage): string[] => {
  const { tasks } = stage.store.view();
  return tasks.map((task) => statusOf(tasks, task));
};

/** Counts at every event how many tasks are with somebody, and how many specialists live; gives the most there were. */
export const countLive = (stage: Stage): { readonly tasks: number; readonly specialists: number } => {
  const most = { tasks: 0, specialists: 0 };
  stage.project.followEvents(0, () => {
    const { instances } = stage.store.view();
    const live = Object.values(instances).filter(
      ({ role, state }) => role === 'specialist' && state !== 'terminated' && state !== 'crashed',
    );
    most.tasks = Math.max(most.tasks, taken(stage).length);
    most.specialists = Math.max(most.specialists, live.length);
  });
  return most;
};

const taskOf = (stage: Stage, id: string) => {
  const task = taken(stage).find(({ assignee }) => assignee === id);
  if (task === undefined || task.message === null) throw new Error(`${id} was given nothing`);
  return { ...task, message: task.message };
};

export const begins = async (stage: Stage, id: string): Promise<string> => {
  const task = taskOf(stage, id);
  await accepts(stage, id, task.message);
  return task.id;
};

/** Takes its task, does it, and ends its turn. */
export const works = async (stage: Stage, id: string): Promise<void> => {
  const task = await begins(stage, id);
  await stage.must('tasks.complete', { task, summary: `${id} did it` }, stage.as(id));
  await stage.must('instances.hook', { event: 'ready', reason: 'its turn is over' }, stage.as(id));
};

export const fails = async (stage: Stage, id: string, reason: string): Promise<void> => {
  const task = await begins(stage, id);
  await stage.must('tasks.update', { task, state: 'failed', reason }, stage.as(id));
  await stage.must('instances.hook', { event: 'ready', reason: 'its turn is over' }, stage.as(id));
};
