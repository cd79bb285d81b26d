import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Message } from '@contract/messages.ts';
import { standLine } from '@contract/stand-words.ts';
import type { View } from '@contract/view.ts';
import { tasksOf } from '../model/held-tasks.ts';
import { clipped as clippedTo } from './clipped.ts';

/** Limits of what is put into a prompt: enough to go on, and together under 8,000 characters. */
const most = { messages: 10, tasks: 10, todos: 30, children: 40, line: 160 } as const;

const clipped = (text: string): string => clippedTo(text, most.line);

const progressLines = ({ progress, todos, blocker }: Instance): string[] => [
  ...(progress === null
    ? []
    : [
        `- You reported${progress.percent === null ? '' : ` ${progress.percent} %`}: ${clipped(progress.summary)}`,
      ]),
  ...(blocker === null ? [] : [`- You reported a blocker: ${clipped(blocker)}`]),
  ...todos.slice(0, most.todos).map(({ text, status }) => `- Todo, ${status}: ${clipped(text)}`),
];

const taskLines = ({ tasks }: View, id: InstanceId): string[] =>
  tasksOf({ tasks }, id)
    .slice(0, most.tasks)
    .map(
      (task) =>
        `- Your task ${task.id} is ${task.state}: ${clipped(task.title)} (\`listTasks\` shows all of it)`,
    );

const childLines = (view: View, id: InstanceId): string[] =>
  Object.values(view.instances)
    .filter(({ parent }) => parent === id)
    .slice(0, most.children)
    .map((child) => `- Your child ${child.id} is ${child.state}: ${clipped(child.task) || 'no task yet'}`);

/** Its own work, as git has it: what it does not remember is on its branch. */
const branchLines = (instance: Instance): string[] => {
  const line = standLine(instance);
  return instance.branch === null || line === ''
    ? []
    : [`- Your branch ${instance.branch}: ${clipped(line)}`];
};

const messageLine = ({ id, from, to, state, preview }: Message, self: InstanceId): string =>
  `- ${id} ${from === self ? `from you to ${to}` : `from ${from}`} (${state}): ${clipped(preview)}`;

const messageLines = ({ messages }: View, self: InstanceId): string[] =>
  messages
    .flat()
    .filter(({ from, to }) => from === self || to === self)
    .slice(-most.messages)
    .map((message) => messageLine(message, self));

/**
 * What an instance that begins anew, without the conversation it had, is told of what it did before: its reports, its children
 * and its last messages, in Markdown. Empty where there is nothing to tell.
 */
export const digestOf = (view: View, instance: Instance): string =>
  [
    ...progressLines(instance),
    ...taskLines(view, instance.id),
    ...branchLines(instance),
    ...childLines(view, instance.id),
    ...messageLines(view, instance.id),
  ].join('\n');
