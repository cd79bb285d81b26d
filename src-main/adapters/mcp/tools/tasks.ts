import { planText, taskLine, tasksText, wholeTaskText } from '../task-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { taskEvidence } from './planning.ts';
import { everyone, looks, repeats, someTask } from './words.ts';

export const taskTools: readonly Tool[] = [
  tool({
    name: 'listTasks',
    verb: 'tasks.list',
    title: 'List tasks',
    roles: everyone,
    annotations: looks,
    description: `Shows the tasks you may see: an executive all, a manager those of its subtree, a specialist its own and those its parent has to give away.
Status: planned (waits for other tasks), ready, assigned, running, done, failed, cancelled.
Example: {"status": ["ready", "failed"]}`,
    fields: {
      tasks: 'Only these ids.',
      status: 'Only those that stand so.',
      part: 'Only those of this part of the plan.',
      assignee: 'Only those of this instance.',
    },
    listName: 'tasks',
    render: tasksText,
  }),
  tool({
    name: 'getPlan',
    verb: 'plan.get',
    title: 'Show the plan',
    roles: everyone,
    annotations: looks,
    description: `Shows the run's goal, its parts, who leads them and how far they are.
Example: {}`,
    fields: {},
    listName: 'plan',
    render: planText,
  }),
  tool({
    name: 'claimTask',
    verb: 'tasks.claim',
    title: 'Take a task',
    roles: everyone,
    annotations: repeats,
    description: `Takes a ready task for you; it is running then. One at a time. If another was faster, you are told who.
When: you have no task and your parent has not given you one.
Answers with the task and its instructions.
Example, which takes the most urgent: {}
Example: {"task": "task_3"}`,
    fields: { task: `${someTask} Absent: the most urgent that is ready.` },
    render: wholeTaskText,
  }),
  tool({
    name: 'updateTask',
    verb: 'tasks.update',
    title: 'Change a task',
    roles: everyone,
    annotations: repeats,
    description: `Says that your task is running, has failed, or is given back; whoever leads it can also change what it says.
When: state running as you begin, failed (with a reason) when it can't be done, open to give it back, or for a leader to take it back or allow it again.
Answers with the task.
Example: {"task": "task_3", "state": "failed", "reason": "needs a database, and none runs here"}`,
    fields: {
      task: someTask,
      title: 'A line.',
      instructions: 'All there is to know; replaces what was there.',
      files: 'Paths, folders and globs it may touch; replaces the list.',
      dependencies: 'Task ids; replaces the list.',
      part: 'Part of the plan, or null.',
      estimate: 'Minutes, or null.',
      priority: 'urgent, high, normal or low.',
      state: 'running, failed or open.',
      reason: 'Why; needed with failed.',
    },
    render: (task) => [taskLine(task)],
  }),
  tool({
    name: 'completeTask',
    verb: 'tasks.complete',
    title: 'Finish a task',
    roles: everyone,
    annotations: repeats,
    description: `Says that your task is done, with what shows it. Commits that don't exist are refused.
When: the work is committed and you have seen its tests pass. Then take the next with claimTask, or report.
Answers with the task.
Example: {"task": "task_3", "summary": "Parser with tests", "commits": ["3f2a9c1"], "tests": [{"command": "npm test", "outcome": "passed"}]}`,
    fields: { task: someTask, ...taskEvidence },
    render: (task) => [taskLine(task)],
  }),
];
