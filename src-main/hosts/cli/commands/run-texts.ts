import type { LaunchedRun } from '@contract/run-template-verbs.ts';
import type { TemplateEntry, TemplateVariable } from '@contract/run-templates.ts';
import { oneLine, type Paints } from '../paint.ts';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

export const launchedText = ({ run, executive, parts, tasks }: LaunchedRun, paints: Paints): string => {
  const plan = parts === 0 ? 'it makes the plan' : `${counted(parts, 'part')}, ${counted(tasks, 'task')}`;
  return `run ${run.run}  ${oneLine(run.title)}\n${executive.id} ${executive.state}, ${plan}\n${paints.dim('tutti tree shows who is at work, tutti tasks what is done.')}\n`;
};

export const templatesText = (templates: readonly TemplateEntry[], paints: Paints): string =>
  templates.map((entry) => templateText(entry, paints)).join('\n');

const sources = { tutti: 'comes with Tutti', person: 'yours', project: 'the project’s' } as const;

const templateText = ({ name, source, template, problem }: TemplateEntry, paints: Paints): string => {
  const head = `${name}  ${paints.dim(sources[source])}\n`;
  if (template === null) return `${head}  ${paints.bad('can’t be used')}: ${problem ?? ''}\n`;
  const { description, parts, tasks, variables } = template;
  const lines = [
    oneLine(description),
    `${parts.map((part) => part.name).join(', ')}: ${counted(tasks.length, 'task')}`,
    ...variables.map(variableText),
  ];
  return head + lines.map((line) => `  ${line}\n`).join('');
};

const variableText = ({ name, question, default: usual, choices }: TemplateVariable): string => {
  const answers = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return `--var ${name}=…  ${oneLine(question)}${answers}${usual === undefined ? ' an answer is needed' : ` usually ${oneLine(usual)}`}`;
};
