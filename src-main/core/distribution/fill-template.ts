import { type NewPart, newPlanSchema, planLimits } from '@contract/plan.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { answersOf, type RunTemplate } from '@contract/run-templates.ts';
import { type NewTask, newTasksSchema } from '@contract/tasks.ts';
import { fillText, goalName } from '@contract/template-text.ts';
import { partOverlaps } from '../model/part-overlaps.ts';

/** A template with the answers put in. */
export interface FilledRun {
  readonly goal: string;
  readonly parts: readonly NewPart[];
  /** What the manager of a part is told besides, by the part's name. */
  readonly managerWords: ReadonlyMap<string, string>;
  readonly tasks: readonly NewTask[];
  readonly checks: readonly string[];
}

/** Fills a template. Errors: `bad_input` with `variables.NAME`, or the part or task that the answers make unusable. */
export const fillTemplate = (
  template: RunTemplate,
  goal: string,
  given: Readonly<Record<string, string>>,
): Result<FilledRun> => {
  const known = template.variables.map(({ name }) => name);
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined)
    return fail(
      'bad_input',
      `${template.name} has no variable ${stranger}`,
      known.length === 0 ? 'It asks nothing: leave it out.' : `Name one of: ${known.join(', ')}.`,
      { field: `variables.${stranger}` },
    );
  const { values, wrong } = answersOf(template.variables, given);
  const [first] = Object.entries(wrong);
  if (first !== undefined)
    return fail('bad_input', `${first[0]}: ${first[1]}`, questionOf(template, first[0]), {
      field: `variables.${first[0]}`,
    });
  return filled(template, { ...values, [goalName]: goal });
};

const questionOf = ({ variables }: RunTemplate, name: string): string =>
  `Answer it: ${variables.find((one) => one.name === name)?.question ?? name}`;

const filled = (template: RunTemplate, values: Readonly<Record<string, string>>): Result<FilledRun> => {
  const put = (text: string): string => fillText(text, values);
  const plan = newPlanSchema.safeParse({
    goal: clippedGoal(put(template.goal)),
    parts: template.parts.map(({ name, goal, files, dependsOn }) => ({
      name,
      goal: clippedGoal(put(goal)),
      files: files.map(put),
      dependencies: dependsOn,
    })),
  });
  if (!plan.success) return unusable('parts', plan.error.issues[0]);
  const tasks = template.tasks.map((task) => ({
    ref: task.key,
    part: task.part,
    title: put(task.title),
    instructions: withChecks(put(task.instructions), task.checks.map(put)),
    files: task.files.map(put),
    dependencies: task.dependsOn,
    estimate: task.estimate ?? null,
    priority: task.priority,
  }));
  const made = tasks.length === 0 ? { success: true as const, data: [] } : newTasksSchema.safeParse(tasks);
  if (!made.success) return unusable('tasks', made.error.issues[0]);
  const { parts } = plan.data;
  const [overlap] = partOverlaps(parts.map((part) => ({ ...part, after: part.dependencies })));
  if (overlap !== undefined)
    return fail(
      'bad_input',
      `with these answers ${overlap.claim} and ${overlap.otherClaim} (${overlap.other}) are the same files, and nobody waits for the other`,
      'Answer differently.',
      { field: 'variables' },
    );
  return ok({
    goal: put(template.goal),
    parts,
    managerWords: new Map(template.parts.map(({ name, manager }) => [name, put(manager.prompt)])),
    tasks: made.data,
    checks: template.checks.map(put),
  });
};

/** A plan's goal is a summary; the executive has the whole in its task. */
export const clippedGoal = (text: string): string =>
  text.length > planLimits.goal ? `${text.slice(0, planLimits.goal - 1)}…` : text;

const withChecks = (instructions: string, checks: readonly string[]): string =>
  checks.length === 0
    ? instructions
    : `${instructions.trimEnd()}\n\n${checksText('It is done when', checks)}`;

/** Commands, one a line, each to be read as one. */
export const checksText = (lead: string, checks: readonly string[]): string =>
  [`${lead} these succeed:`, ...checks.map((check) => `- \`${check}\``)].join('\n');

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string } | undefined;

const unusable = (list: 'parts' | 'tasks', issue: Issue) => {
  const path = issue?.path.map(String).join('.') ?? '';
  const field = path.startsWith(list) || list === 'parts' ? path : `${list}.${path}`;
  return fail(
    'bad_input',
    `with these answers the template can’t be used: ${field}: ${issue?.message ?? 'is wrong'}`,
    'Answer differently.',
    { field: 'variables' },
  );
};
