import type { Priority } from '@contract/priority.ts';
import { priorities } from '@contract/priority.ts';
import type { ShownTask, TaskStatus } from '@contract/tasks.ts';
import { taskLimits, taskStatuses } from '@contract/tasks.ts';
import { type Command, Option } from 'commander';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { tasksTable, taskText } from '../show-tasks.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

type Words = [action: string, what: string | undefined];

interface TaskOptions {
  readonly status?: TaskStatus[];
  readonly part?: string;
  readonly assignee?: string;
  readonly instructions?: string;
  readonly files?: string[];
  readonly after?: string[];
  readonly estimate?: number;
  readonly priority?: Priority;
  readonly to?: string;
  readonly summary?: string;
  readonly commits?: string[];
  readonly reason?: string;
}

export const addTasks = (kit: Kit): void => {
  const tasks = command(kit, 'tasks', 'List the tasks of the run; add, show, assign, finish or cancel one.', [
    'tutti tasks',
    'tutti tasks --status ready failed',
    'tutti tasks add "Write the parser" --files src/parse.ts --priority high',
    'tutti tasks add "Test it" --after task_1 --to spec_1_1_2',
    'tutti tasks show task_1',
    'tutti tasks assign task_1 --to spec_1_1_1',
    'tutti tasks done task_1 --summary "Parser with tests" --commits 3f2a9c1',
    'tutti tasks cancel task_1 --reason "the library does this"',
  ])
    .argument('[action]', 'list, add, show, assign, done, cancel or open (again)', 'list')
    .argument('[what]', 'the task’s id; for add: its title');
  filters(tasks);
  contents(tasks).action(kit.runner.run<Words, TaskOptions>(act));
};

const filters = (tasks: Command): Command =>
  tasks
    .addOption(new Option('--status <status...>', 'list: only those that stand so').choices(taskStatuses))
    .option('--part <name>', 'list: only those of this part of the plan; add: its part')
    .option('--assignee <id>', 'list: only those of this instance');

const contents = (tasks: Command): Command =>
  tasks
    .option('--instructions <text>', 'add: all there is to know to do it; - reads it from standard input')
    .option('--files <paths...>', 'add: paths, folders and globs that it may touch')
    .option('--after <ids...>', 'add: tasks that must be done before')
    .option('--estimate <minutes>', 'add: how long it may take', wholeNumber(1, taskLimits.estimate))
    .addOption(new Option('--priority <priority>', 'add: what is begun first').choices(priorities))
    .option('--to <id>', 'add, assign: who is to do it; it gets the task as a message')
    .option('--summary <text>', 'done: what was done')
    .option('--commits <hashes...>', 'done: the commits that show it')
    .option('--reason <text>', 'cancel, open: why');

const act = async (
  context: CommandContext,
  [action, what]: Words,
  options: TaskOptions,
): Promise<ExitCode> => {
  if (action === 'list' && what === undefined) return list(context, options);
  const deed = Object.hasOwn(deeds, action) ? deeds[action as keyof typeof deeds] : undefined;
  if (deed === undefined || what === undefined)
    return failWith({
      code: 'bad_input',
      message: `tasks ${action}${what === undefined ? '' : ` ${what}`} is not known, or lacks a task.`,
      remedy: 'Say: tutti tasks add TITLE, or tutti tasks show|assign|done|cancel|open ID',
      field: 'action',
    });
  const task = await deed(context, what, options);
  context.print(task, () => taskText(task, context.paints));
  return exitCodes.done;
};

const list = async (context: CommandContext, { status, part, assignee }: TaskOptions): Promise<ExitCode> => {
  const host = await context.host();
  const tasks = demand(await host.call('tasks.list', { status, part, assignee }));
  context.print(tasks, () => tasksTable(tasks, context.paints));
  return exitCodes.done;
};

const needed = (value: string | undefined, option: string): string =>
  value ??
  failWith({
    code: 'bad_input',
    message: `${option} is missing.`,
    remedy: `Say it: ${option} …`,
    field: option.slice(2),
  });

const add = async (context: CommandContext, title: string, options: TaskOptions): Promise<ShownTask> => {
  const { files, after, part, estimate, priority, to } = options;
  const instructions = options.instructions === '-' ? await context.io.stdin() : options.instructions;
  const host = await context.host();
  const [made] = demand(
    await host.call('tasks.create', {
      tasks: [{ title, instructions, files, dependencies: after, part, estimate, priority }],
    }),
  );
  if (made === undefined) throw new Error('the host made no task and refused none');
  return to === undefined ? made : demand(await host.call('tasks.assign', { task: made.id, to }));
};

const deeds = {
  add,
  show: async (context: CommandContext, task: string): Promise<ShownTask> => {
    const host = await context.host();
    const [found] = demand(await host.call('tasks.list', { tasks: [task] }));
    return (
      found ??
      failWith({
        code: 'not_found',
        message: `There is no task ${task}.`,
        remedy: 'List them: tutti tasks',
        field: 'task',
      })
    );
  },
  assign: async (context: CommandContext, task: string, { to }: TaskOptions): Promise<ShownTask> => {
    const who = needed(to, '--to');
    return demand(await (await context.host()).call('tasks.assign', { task, to: who }));
  },
  done: async (
    context: CommandContext,
    task: string,
    { summary, commits }: TaskOptions,
  ): Promise<ShownTask> => {
    const words = needed(summary, '--summary');
    return demand(await (await context.host()).call('tasks.complete', { task, summary: words, commits }));
  },
  cancel: async (context: CommandContext, task: string, { reason }: TaskOptions): Promise<ShownTask> =>
    demand(await (await context.host()).call('tasks.cancel', { task, reason })),
  open: async (context: CommandContext, task: string, { reason }: TaskOptions): Promise<ShownTask> =>
    demand(await (await context.host()).call('tasks.update', { task, state: 'open', reason })),
} as const;
