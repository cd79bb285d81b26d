import type { EventData } from '@contract/events.ts';
import type { taskEvents } from '@contract/task-events.ts';

const had = { task: 'task_1', assignee: 'spec_1_1_1' };

const result = {
  summary: 'Refresh tokens are used once, and a stolen one is noticed',
  commits: ['3f2a9c1'],
  tests: [{ command: 'npm test', outcome: 'passed' as const }],
};

/** Data of each kind of event about tasks and plans. */
export const sampleTaskData: { readonly [K in keyof typeof taskEvents]: EventData<K> } = {
  'task.created': {
    task: 'task_1',
    title: 'Refresh tokens that are used once',
    instructions: 'A token that comes a second time revokes its whole family.',
    files: ['src/auth/refresh.ts', 'tests/auth/**'],
    dependencies: [],
    part: 'tokens',
    estimate: 45,
    priority: 'high',
    by: 'mgr_1_1',
  },
  'task.edited': { ...had, changes: { estimate: 60, files: ['src/auth'] } },
  'task.assigned': { ...had, attempt: 2, message: 'msg_4', reason: 'the clock is not tested' },
  'task.started': had,
  'task.reopened': { ...had, reason: 'spec_1_1_1 was terminated' },
  'task.completed': { ...had, result },
  'task.committed': { ...had, commit: '3f2a9c1d4b5e6f708192a3b4c5d6e7f8091a2b3c', files: 4, found: false },
  'task.uncommitted': { ...had, reason: 'pre-commit refused it: 2 problems in src/auth/refresh.ts' },
  'task.failed': { ...had, reason: 'the database can’t be reached' },
  'task.cancelled': { ...had, reason: 'not needed any more' },
  'task.accepted': { ...had, by: 'mgr_1_1', comment: 'well tested' },
  'plan.made': {
    goal: 'The service has JWT authentication',
    by: 'exec_1',
    parts: [
      {
        name: 'tokens',
        goal: 'Issue and check tokens',
        files: ['src/auth'],
        manager: 'mgr_1_1',
        dependencies: [],
      },
      {
        name: 'routes',
        goal: 'Guard the routes',
        files: ['src/routes'],
        manager: null,
        dependencies: ['tokens'],
      },
    ],
  },
  'plan.staffed': { part: 'routes', manager: 'mgr_1_2' },
  'plan.part-completed': { part: 'tokens', by: 'mgr_1_1', result },
};
