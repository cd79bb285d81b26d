import { instanceIdSchema } from '@contract/ids.ts';
import { hooked, openStage, type Stage } from '../stage.ts';

/**
 * A run with something of everything: exec_1 with mgr_1_1 (spec_1_1_1, spec_1_1_2) and mgr_1_2 (spec_1_2_1), a plan, tasks, locks,
 * messages, rules, knowledge. Before it there was a run in which the same had other numbers.
 */
export const openFuzzStage = async (): Promise<Stage> => {
  const stage = await openStage([hooked, { ...hooked, name: 'chosen', models: { args: ['--model'] } }]);
  await stage.must('runs.start', { title: 'the one before' });
  await team(stage);
  await stage.must('tasks.create', { tasks: Array.from({ length: 9 }, (_, at) => ({ title: `old ${at}` })) });
  for (const text of ['one', 'two', 'three']) await stage.must('messages.send', { to: 'all', text });
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  await stage.must('runs.start', { title: 'this one' });
  await team(stage);
  await things(stage);
  return stage;
};

const team = async (stage: Stage): Promise<void> => {
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
};

const things = async (stage: Stage): Promise<void> => {
  const by = (id: string) => stage.as(instanceIdSchema.parse(id));
  await stage.must(
    'plan.make',
    { goal: 'a compiler', parts: [{ name: 'api', files: ['src'], manager: 'mgr_1_1' }, { name: 'pages' }] },
    by('exec_1'),
  );
  await stage.must(
    'tasks.create',
    {
      tasks: [
        { ref: 'first', title: 'a', part: 'api' },
        { title: 'b', files: ['src/b.ts'] },
        { title: 'c', dependencies: ['first'] },
      ],
    },
    by('mgr_1_1'),
  );
  await stage.must('tasks.claim', { task: 'task_1' }, by('spec_1_1_1'));
  await stage.must('locks.acquire', { paths: ['src/a.ts'] }, by('spec_1_1_1'));
  await stage.must('locks.acquire', { paths: ['src'] }, by('spec_1_1_2'));
  await stage.must('messages.send', { to: 'mgr_1_1', text: 'hello' }, by('exec_1'));
  await stage.must('messages.send', { to: 'person', text: 'all is well' }, by('exec_1'));
  await stage.must('subscriptions.add', { kinds: ['task'] }, by('mgr_1_1'));
  await stage.must('knowledge.record', { key: 'api/port', value: '8080' }, by('spec_1_1_1'));
  await stage.must('decisions.record', { title: 'Times are UTC', text: 'no zone is lost' });
  await stage.must('rules.add', {
    effect: 'deny',
    about: 'permission',
    profile: null,
    tool: 'Bash',
    run: null,
  });
};

/** What a call that is refused must leave as it was, but for the event that tells of the refusal. */
export const outside = (stage: Stage) => ({
  panes: stage.terminals.panes.size,
  received: [...stage.terminals.panes.values()].flatMap(({ received }) => received).length,
  privateFiles: stage.privateFiles.size,
});
