import { pathProblem } from '@contract/paths.ts';
import { answerProblem, type RunTemplate } from '@contract/run-templates.ts';
import { goalName, namesIn } from '@contract/template-text.ts';
import { partOverlaps } from '../../../core/model/part-overlaps.ts';
import { findCycle } from '../../../core/model/work-order.ts';
import { type Mistake, mistake } from '../mistakes.ts';
import { textsOf } from './template-texts.ts';

/** What the schema can't see: names that stand for nothing, circles, and parts that would touch the same files at once. */
export const templateMistakes = (template: RunTemplate): Mistake[] => [
  ...variableMistakes(template),
  ...textMistakes(template),
  ...partMistakes(template),
  ...taskMistakes(template),
  ...fileMistakes(template),
];

const variableMistakes = (template: RunTemplate): Mistake[] => {
  const used = new Set(textsOf(template).flatMap(({ text }) => namesIn(text)));
  return template.variables.flatMap((variable, at) => {
    const path = ['variables', at] as const;
    const { name } = variable;
    if (name === goalName)
      return [mistake([...path, 'name'], 'is what the person says anyway: it is known as it is')];
    if (template.variables.findIndex((one) => one.name === name) !== at)
      return [mistake([...path, 'name'], `is the name of two variables: ${name}`)];
    if (!used.has(name)) return [mistake([...path, 'name'], `is asked, and \${${name}} stands nowhere`)];
    const problem = variable.default === undefined ? null : answerProblem(variable, variable.default);
    return problem === null ? [] : [mistake([...path, 'default'], `is no answer to it: ${problem}`)];
  });
};

const textMistakes = (template: RunTemplate): Mistake[] => {
  const known = [goalName, ...template.variables.map(({ name }) => name)];
  return textsOf(template).flatMap(({ path, text }) =>
    namesIn(text)
      .filter((name) => !known.includes(name))
      .map((name) =>
        mistake(path, `has \${${name}}, which no variable is named; known are ${known.join(', ')}`),
      ),
  );
};

const partMistakes = ({ parts }: RunTemplate): Mistake[] => {
  const names = parts.map(({ name }) => name);
  const wrong = parts.flatMap((part, at) => [
    ...(names.indexOf(part.name) === at
      ? []
      : [mistake(['parts', at, 'name'], `is the name of two parts: ${part.name}`)]),
    ...unknownNames(part.dependsOn, names).map((place) =>
      mistake(
        ['parts', at, 'dependsOn', place],
        `is ${part.dependsOn[place]}, which is no part; there are ${names.join(', ')}`,
      ),
    ),
  ]);
  const cycle = findCycle(new Map(parts.map(({ name, dependsOn }) => [name, dependsOn])));
  return cycle === null ? wrong : [...wrong, circle('parts', names.indexOf(cycle[0] ?? ''), cycle)];
};

const taskMistakes = ({ tasks, parts }: RunTemplate): Mistake[] => {
  const keys = tasks.map(({ key }) => key);
  const names = parts.map(({ name }) => name);
  const wrong = tasks.flatMap((task, at) => [
    ...(keys.indexOf(task.key) === at
      ? []
      : [mistake(['tasks', at, 'key'], `is the key of two tasks: ${task.key}`)]),
    ...(names.includes(task.part)
      ? []
      : [mistake(['tasks', at, 'part'], `is ${task.part}, which is no part; there are ${names.join(', ')}`)]),
    ...unknownNames(task.dependsOn, keys).map((place) =>
      mistake(['tasks', at, 'dependsOn', place], `is ${task.dependsOn[place]}, which is the key of no task`),
    ),
  ]);
  const cycle = findCycle(new Map(tasks.map(({ key, dependsOn }) => [key, dependsOn])));
  return cycle === null ? wrong : [...wrong, circle('tasks', keys.indexOf(cycle[0] ?? ''), cycle)];
};

const unknownNames = (wanted: readonly string[], known: readonly string[]): number[] =>
  wanted.flatMap((name, place) => (known.includes(name) ? [] : [place]));

const circle = (list: 'parts' | 'tasks', at: number, cycle: readonly string[]): Mistake =>
  mistake([list, at, 'dependsOn'], `go in a circle: ${[...cycle, cycle[0]].join(' -> ')}`);

const fileMistakes = ({ parts, tasks }: RunTemplate): Mistake[] => {
  const bad = (list: 'parts' | 'tasks', files: readonly string[], at: number): Mistake[] =>
    files.flatMap((file, place) => {
      // What an answer makes of it is seen when it is given.
      const problem = namesIn(file).length > 0 ? null : pathProblem(file);
      return problem === null ? [] : [mistake([list, at, 'files', place], `is no path to claim: ${problem}`)];
    });
  const overlaps = partOverlaps(parts.map(({ dependsOn, ...part }) => ({ ...part, after: dependsOn })));
  return [
    ...parts.flatMap(({ files }, at) => bad('parts', files, at)),
    ...tasks.flatMap(({ files }, at) => bad('tasks', files, at)),
    ...overlaps.map(({ at, claim, other, otherClaim }) =>
      mistake(
        ['parts', at, 'files', parts[at]?.files.indexOf(claim) ?? 0],
        `has ${claim}, which meets ${otherClaim} of ${other}, and both may be worked on at once: let one depend on the other`,
      ),
    ),
  ];
};
