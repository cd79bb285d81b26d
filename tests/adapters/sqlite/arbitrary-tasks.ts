import { priorities } from '@contract/priority.ts';
import type { taskEvents } from '@contract/task-events.ts';
import fc from 'fast-check';

// As with instances: few ids, some of which never exist.
const task = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('task_1', 'task_2') },
  { weight: 1, arbitrary: fc.constantFrom('task_10', 'task_99') },
);
const part = fc.constantFrom('api', 'window');

/** What the events of tasks and plans carry. */
export const taskData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof taskEvents]: fc.Arbitrary<unknown> } => {
  const by = fc.oneof(id, fc.constant('person'));
  const short = text.map((words) => words.slice(0, 200));
  const said = {
    title: text,
    instructions: text,
    files: fc.array(short, { maxLength: 3 }),
    dependencies: fc.array(task, { maxLength: 3 }),
    part: fc.option(text),
    estimate: fc.option(fc.integer({ min: 1, max: 99 })),
    priority: fc.constantFrom(...priorities),
  };
  const of = { task, assignee: fc.option(id) };
  const result = fc.record({
    summary: text,
    commits: fc.array(text, { maxLength: 2 }),
    tests: fc.array(
      fc.record({ command: fc.constant('npm test'), outcome: fc.constantFrom('passed', 'failed') }),
      {
        maxLength: 2,
      },
    ),
  });
  return {
    'task.created': fc.record({ ...said, task, by }),
    'task.edited': fc.record({ ...of, changes: fc.record(said, { requiredKeys: [] }) }),
    'task.assigned': fc.record({
      task,
      assignee: id,
      attempt: fc.integer({ min: 1, max: 9 }),
      message: fc.option(fc.constant('msg_1')),
      reason: text,
    }),
    'task.started': fc.record(of),
    'task.reopened': fc.record({ ...of, reason: text }),
    'task.completed': fc.record({ ...of, result }),
    'task.committed': fc.record({
      ...of,
      commit: fc.constantFrom('a'.repeat(40), 'b'.repeat(40)),
      files: fc.nat(9),
      found: fc.boolean(),
    }),
    'task.uncommitted': fc.record({ ...of, reason: text }),
    'task.failed': fc.record({ ...of, reason: text }),
    'task.cancelled': fc.record({ ...of, reason: text }),
    'task.accepted': fc.record({ ...of, by, comment: text }),
    'plan.made': fc.record({
      goal: text,
      by,
      parts: fc.array(
        fc.record({
          name: part,
          goal: text,
          files: said.files,
          manager: fc.option(id),
          dependencies: fc.array(part, { maxLength: 2 }),
        }),
        { maxLength: 3 },
      ),
    }),
    'plan.staffed': fc.record({ part, manager: fc.option(id) }),
    'plan.part-completed': fc.record({ part, by, result }),
  };
};
