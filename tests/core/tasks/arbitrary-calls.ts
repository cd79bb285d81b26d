import { priorities } from '@contract/priority.ts';
import type { taskVerbs } from '@contract/task-verbs.ts';
import { taskStatuses } from '@contract/tasks.ts';
import fc from 'fast-check';

export type TaskVerb = keyof typeof taskVerbs;

const task = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('task_1', 'task_2', 'task_3', 'task_4') },
  { weight: 1, arbitrary: fc.constantFrom('task_99', 'task_0', '', '__proto__', 'msg_1') },
);
const someone = fc.constantFrom('exec_1', 'mgr_1_1', 'spec_1_1_1', 'spec_1_1_2', 'spec_9_9_9', 'person');
const part = fc.constantFrom('api', 'pages', 'nowhere', ' x', '');
const words = fc.oneof(
  fc.constantFrom('', 'because', 'a\0b'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('x'.repeat(30_000)),
);
const file = fc.constantFrom(
  'src/a.ts',
  './src',
  'docs/**',
  '../out',
  '/etc/passwd',
  '**',
  '.git/config',
  'src/b.ts',
);
const tasks = fc.array(task, { maxLength: 4 });
const evidence = {
  summary: words,
  commits: fc.array(fc.constantFrom('abcdef1', 'ABCDEF12', '0000000', 'main', '-x'), { maxLength: 2 }),
  tests: fc.array(
    fc.record({ command: fc.constantFrom('npm test', ''), outcome: fc.constantFrom('passed', 'ok') }),
    {
      maxLength: 2,
    },
  ),
};
const anyOf = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, ...needed: (keyof T)[]) =>
  fc.record(fields, { requiredKeys: needed });

const said = {
  instructions: words,
  files: fc.array(file, { maxLength: 3 }),
  part: fc.option(part),
  estimate: fc.option(fc.constantFrom(30, 0, -5, 1.5, 1e9)),
  priority: fc.constantFrom(...priorities, 'soon'),
};
const newTask = anyOf(
  {
    ...said,
    title: words,
    ref: fc.constantFrom('a', 'b', 'task_1'),
    dependencies: fc.array(fc.oneof(task, fc.constantFrom('a', 'b')), { maxLength: 3 }),
  },
  'title',
);
const plainTask = fc.record({
  title: fc.constant('work'),
  files: fc.array(fc.constantFrom('src/a.ts', 'src/b.ts', 'docs'), { maxLength: 2 }),
  dependencies: fc.array(fc.constantFrom('task_1', 'task_2'), { maxLength: 1 }),
});
const newPart = anyOf(
  {
    name: part,
    goal: words,
    files: said.files,
    manager: fc.option(someone),
    dependencies: fc.array(part, { maxLength: 2 }),
  },
  'name',
);

const inputs: { readonly [V in TaskVerb]: fc.Arbitrary<unknown> } = {
  'tasks.create': fc.record({
    tasks: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.array(fc.record({ title: fc.constant('work') }), { minLength: 1, maxLength: 3 }),
      },
      { weight: 2, arbitrary: fc.array(plainTask, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.array(newTask, { maxLength: 3 }) },
    ),
  }),
  'tasks.claim': anyOf({ task }),
  'tasks.update': anyOf(
    {
      ...said,
      task,
      title: words,
      dependencies: tasks,
      state: fc.constantFrom('open', 'running', 'failed', 'done'),
      reason: words,
    },
    'task',
  ),
  'tasks.list': fc.oneof(
    fc.constant({}),
    anyOf({
      tasks,
      status: fc.array(fc.constantFrom(...taskStatuses, 'lost'), { maxLength: 2 }),
      part,
      assignee: someone,
    }),
  ),
  'tasks.complete': anyOf({ task, ...evidence }, 'task', 'summary'),
  'tasks.cancel': anyOf({ task, reason: words }, 'task'),
  'tasks.assign': anyOf({ task, to: someone, note: words }, 'task', 'to'),
  'tasks.review': anyOf({ task, accept: fc.boolean(), comment: words }, 'task', 'accept'),
  'tasks.split': anyOf({ tasks }),
  'tasks.distribute': anyOf({
    tasks,
    to: fc.array(someone, { maxLength: 3 }),
    by: fc.constantFrom('round-robin', 'least-loaded', 'best'),
  }),
  'plan.make': fc.record({ goal: words, parts: fc.array(newPart, { maxLength: 3 }) }),
  'plan.get': fc.constant({}),
  'plan.staff': fc.record({ part, manager: fc.option(someone) }),
  'plan.complete': anyOf({ part, ...evidence }, 'part', 'summary'),
};

const names = Object.keys(inputs) as TaskVerb[];

/** A verb with an input, likely or unlikely, right or wrong. */
export const taskCalls: fc.Arbitrary<[TaskVerb, unknown]> = fc
  .oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom<TaskVerb>('tasks.create', 'tasks.claim', 'tasks.assign', 'tasks.complete'),
    },
    { weight: 3, arbitrary: fc.constantFrom(...names) },
  )
  .chain((verb) => fc.tuple(fc.constant(verb), inputs[verb]));
