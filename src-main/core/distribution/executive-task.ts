import type { RoleProfiles } from '@contract/run-templates.ts';
import { checksText, type FilledRun } from './fill-template.ts';

/** What the one executive of a run is told: everything that it can't find out by itself. */
export const executiveTask = (goal: string, filled: FilledRun | null, profiles: RoleProfiles): string =>
  [
    filled === null ? goal : wholeGoal(goal, filled),
    ...(filled === null ? [] : planText(filled)),
    profilesText(profiles),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

/** A template's goal that does not repeat the person's words does not replace them. */
const wholeGoal = (goal: string, filled: FilledRun): string =>
  filled.goal.includes(goal) ? filled.goal : `${filled.goal}\n\n${goal}`;

/** Tasks without a plan: who has the run divides them. */
const looseTasks =
  'Its tasks exist already: `listTasks` shows them with their instructions, files and dependencies. Make a plan for them with `planProject`, or give them out as they are.';

const planText = (filled: FilledRun): string[] =>
  filled.parts.length === 0 ? [looseTasks] : wholePlanText(filled);

const wholePlanText = (filled: FilledRun): string[] => [
  [
    'The plan is made already, and its tasks exist: `listTasks` shows them with their instructions, files and dependencies.',
    'Call `planProject` only to change it. Spawn one manager for each part, and name the `part`: then its tasks are its own.',
    'Begin with the parts that wait for nothing. The parts:',
  ].join('\n'),
  ...filled.parts.map((part) => partText(part, filled)),
  filled.checks.length === 0
    ? ''
    : checksText('The run is done when all parts are merged into your branch, and there', filled.checks),
];

const partText = (part: FilledRun['parts'][number], filled: FilledRun): string => {
  const tasks = filled.tasks.filter((task) => task.part === part.name).length;
  const words = filled.managerWords.get(part.name) ?? '';
  return [
    `- **${part.name}** (${tasks} ${tasks === 1 ? 'task' : 'tasks'})${part.goal === '' ? '' : `: ${part.goal}`}`,
    part.files.length === 0 ? '' : `  Its files: ${part.files.join(', ')}`,
    part.dependencies.length === 0 ? '' : `  After: ${part.dependencies.join(', ')}`,
    words === '' ? '' : `  Tell its manager: ${words.replaceAll('\n', '\n  ')}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
};

const profilesText = ({ manager, specialist }: RoleProfiles): string => {
  if (manager === undefined && specialist === undefined) return '';
  const wishes = [
    ...(manager === undefined ? [] : [`managers with the profile \`${manager}\``]),
    ...(specialist === undefined ? [] : [`specialists with \`${specialist}\` (tell your managers)`]),
  ];
  return `Spawn ${wishes.join(', and ')}.`;
};
