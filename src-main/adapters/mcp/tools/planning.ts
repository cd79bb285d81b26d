import { distributedText, groupsText, planText, taskLine, tasksText } from '../task-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, ends, executives, leaders, looks, repeats, someTask } from './words.ts';

const evidence = {
  summary: 'What was done, in a few sentences.',
  commits: 'Hashes of its commits, as git log shows them.',
  tests: 'What was run to check it: command, and outcome passed or failed.',
};

export const planningTools: readonly Tool[] = [
  tool({
    name: 'planProject',
    verb: 'plan.make',
    title: 'Make the plan',
    roles: executives,
    annotations: repeats,
    description: `States the goal and divides the work into parts, in place of the plan before. You need a plan before you may spawn.
When: once you have understood the project, and again when the plan changes. Parts should touch disjoint files; each gets a manager: name the part when you spawn it.
Answers with the plan and how far each part is.
Example: {"goal": "Users can log in", "parts": [{"name": "api", "goal": "Token endpoints", "files": ["src/api"]}, {"name": "pages", "files": ["src/pages"], "dependencies": ["api"]}]}`,
    fields: {
      goal: 'What is true when the run is finished.',
      parts:
        'Each with a name; goal; files it may touch (paths, folders, globs); manager, if it lives already; dependencies: names of parts that come before.',
    },
    render: planText,
  }),
  tool({
    name: 'assignPart',
    verb: 'plan.staff',
    title: 'Give a part to a manager',
    roles: executives,
    annotations: repeats,
    description: `Says which instance leads a part of the plan from now on; its tasks are that one's to give away.
When: a part changes hands. A new manager gets its part with spawn.
Answers with the plan.
Example: {"part": "api", "manager": "mgr_1_1"}`,
    fields: { part: 'Name of the part.', manager: 'An instance id, or null for nobody.' },
    render: planText,
  }),
  tool({
    name: 'createTasks',
    verb: 'tasks.create',
    title: 'Make tasks',
    roles: leaders,
    annotations: adds,
    description: `Makes tasks: all of them, or none if one has a mistake. A task is ready once all it depends on is done.
When: you divide your work. Give each the files it may touch, and instructions that are complete in themselves.
Answers with the tasks and their ids.
Example: {"tasks": [{"ref": "parser", "title": "Write the parser", "files": ["src/parse.ts"], "priority": "high"}, {"title": "Test it", "files": ["tests/parse.test.ts"], "dependencies": ["parser"]}]}`,
    fields: {
      tasks:
        'Each with a title; instructions; files (paths, folders, globs); dependencies (task ids, or refs of this call); ref; part of the plan; estimate in minutes; priority: urgent, high, normal or low.',
    },
    listName: 'tasks',
    render: tasksText,
  }),
  tool({
    name: 'splitWork',
    verb: 'tasks.split',
    title: 'Group tasks by files',
    roles: leaders,
    annotations: looks,
    description: `Groups your open tasks so that no two groups touch the same file, with the reason for each group. Changes nothing.
When: before you decide how many specialists to spawn: one for each group that can begin.
Answers with the groups, their tasks in order, and which groups come after which.
Example: {}`,
    fields: { tasks: 'Ids of the tasks; absent: all open ones that are yours to lead.' },
    listName: 'groups',
    render: groupsText,
  }),
  tool({
    name: 'assign',
    verb: 'tasks.assign',
    title: 'Give a task to an instance',
    roles: leaders,
    annotations: adds,
    description: `Gives a ready task to an instance below you, and sends it the task's text as a message: don't send it yourself. A failed task is tried again so.
When: you know who should do it. To give away several at once, use distributeWork.
Answers with the task.
Example: {"task": "task_3", "to": "spec_1_1_2"}`,
    fields: { task: someTask, to: 'Who is to do it.', note: 'What else to tell it.' },
    render: (task) => [taskLine(task)],
  }),
  tool({
    name: 'distributeWork',
    verb: 'tasks.distribute',
    title: 'Give away all ready tasks',
    roles: leaders,
    annotations: adds,
    description: `Gives ready tasks to instances, each with a message. Tasks that touch the same files go to the same instance.
When: your specialists are ready, and it doesn't matter who does what.
Answers with what was assigned, and what was left and why.
Example: {"to": ["spec_1_1_1", "spec_1_1_2"], "by": "round-robin"}`,
    fields: {
      tasks: 'Ids of the tasks; absent: all ready ones that are yours to lead.',
      to: 'Who is to get them; absent: your children that are ready or done.',
      by: 'least-loaded (fewest unfinished tasks first) or round-robin.',
    },
    render: distributedText,
  }),
  tool({
    name: 'review',
    verb: 'tasks.review',
    title: 'Review a task',
    roles: leaders,
    annotations: adds,
    description: `Takes the result of a done task, or sends the task back to who did it, as one more attempt.
When: you have looked at its commits and run its tests.
Answers with the task.
Example: {"task": "task_3", "accept": false, "comment": "src/parse.ts fails on an empty file: see npm test"}`,
    fields: {
      task: someTask,
      accept: 'true: the result is good. false: it goes back.',
      comment: 'What is missing, with the evidence; needed to send it back.',
    },
    render: (task) => [taskLine(task)],
  }),
  tool({
    name: 'cancelTask',
    verb: 'tasks.cancel',
    title: 'Cancel a task',
    roles: leaders,
    annotations: ends,
    description: `Cancels a task that is not wanted any more, and tells whoever works on it. What depends on it can't be begun until its dependencies are changed.
Answers with the task.
Example: {"task": "task_3", "reason": "the library does this already"}`,
    fields: { task: someTask, reason: 'Why.' },
    render: (task) => [taskLine(task)],
  }),
  tool({
    name: 'complete',
    verb: 'plan.complete',
    title: 'Hand up a part',
    roles: leaders,
    annotations: repeats,
    description: `Says that your part of the plan is finished. All of its tasks must be done or cancelled.
When: its branches are merged into yours and the tests pass. For a single task use completeTask.
Answers with the plan.
Example: {"part": "api", "summary": "Endpoints and tests on tutti/1/mgr_1_1", "commits": ["3f2a9c1"], "tests": [{"command": "npm test", "outcome": "passed"}]}`,
    fields: { part: 'Name of the part.', ...evidence },
    render: planText,
  }),
];

export const taskEvidence = evidence;
