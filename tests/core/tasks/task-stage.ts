import type { VerbInput } from '@contract/verbs.ts';
import { openStage, type Stage } from '../../support/stage.ts';

/** exec_1 with mgr_1_1 (spec_1_1_1, spec_1_1_2) and mgr_1_2 (spec_1_2_1), all of them ready. */
export const openTeam = async (): Promise<Stage> => {
  const stage = await openStage();
  const spawn = (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    stage.must('instances.spawn', {
      profile: 'hooked',
      role,
      confirm: false,
      ...(parent === undefined ? {} : { parent }),
    });
  await spawn('executive');
  await spawn('manager', 'exec_1');
  await spawn('manager', 'exec_1');
  await spawn('specialist', 'mgr_1_1');
  await spawn('specialist', 'mgr_1_1');
  await spawn('specialist', 'mgr_1_2');
  return stage;
};

type NewTask = VerbInput<'tasks.create'>['tasks'][number];

export const create = (stage: Stage, by: string, ...tasks: NewTask[]) =>
  stage.must('tasks.create', { tasks }, stage.as(by));

/** Where each task stands, in order. */
export const statuses = async (stage: Stage): Promise<string[]> =>
  (await stage.must('tasks.list', {})).map(({ status }) => status);

export const textsTo = (stage: Stage, id: string): string[] =>
  stage.store
    .messages(1, id, ['queued', 'delivering', 'announced', 'accepted', 'failed'])
    .map(({ text }) => text);

/** The agent shows that it took a message that was pasted. */
export const accepts = async (stage: Stage, id: string, message: string): Promise<void> => {
  const text = stage.store.message(message, 1)?.text ?? '';
  await stage.must('instances.hook', { event: 'prompt', text }, stage.as(id));
};
