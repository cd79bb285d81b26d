// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of templates are written that way.
import { covers, overlaps } from '@contract/paths.ts';
import { namesIn } from '@contract/template-text.ts';
import { expect, test } from 'vitest';
import { parseTemplate } from '../../../../src-main/adapters/agents/templates/parse-template.ts';
import { shippedTemplates } from '../../../../src-main/adapters/agents/templates/shipped-templates.ts';
import { textsOf } from '../../../../src-main/adapters/agents/templates/template-texts.ts';
import { allBefore, findCycle } from '../../../../src-main/core/model/work-order.ts';

/** Lines 1 to 10; what a test adds begins with line 11. */
const good = `name: small
title: Small
variables:
  - {name: stack, question: Which?, default: Go}
goal: "\${goal} in \${stack}"
parts:
  - {name: a, files: [a/**]}
  - {name: b, files: [b/**], dependsOn: [a]}
tasks:
  - {key: one, part: a, title: One}
`;

const problemOf = (text: string): string | null => parseTemplate(text, 'small.yaml').problem;

test('a template without a mistake is read, with its defaults', () => {
  const { template, problem } = parseTemplate(good, 'small.yaml');
  expect(problem).toBeNull();
  expect(template?.tasks[0]).toMatchObject({ files: [], dependsOn: [], priority: 'normal', checks: [] });
});

test.each([
  ['no YAML', 'a: [', /^small\.yaml:\d+: is not YAML/],
  ['a list', '- a', /^small\.yaml:1: is not a template: it has no fields/],
  ['an unknown field', `${good}speed: 3`, /^small\.yaml:11: speed: is not a field of a template; known are/],
  [
    'a misspelt field of a task',
    `${good}  - {key: two, part: a, title: T, depensOn: [one]}`,
    /^small\.yaml:11: tasks\[1\]\.depensOn: is not a field of a template; did you mean dependsOn\?/,
  ],
  ['a missing title', good.replace('title: Small\n', ''), /^small\.yaml:1: title: is missing/],
  ['no part', good.replace(/parts:[\s\S]*/, 'parts: []\n'), /^small\.yaml:6: parts: is below 1/],
  [
    'an unknown variable',
    good.replace('in ${stack}', 'in ${stack} for ${who}'),
    /^small\.yaml:5: goal: has \$\{who\}, which no variable is named; known are goal, stack$/,
  ],
  [
    'an unknown variable in a list',
    `${good}    \n  - {key: two, part: a, title: T, checks: ["\${run}"]}`,
    /^small\.yaml:12: tasks\[1\]\.checks\[0\]: has \$\{run\}/,
  ],
  [
    'a variable that stands nowhere',
    good.replace(' in ${stack}', ''),
    /^small\.yaml:4: variables\[0\]\.name: is asked, and \$\{stack\} stands nowhere/,
  ],
  [
    'a variable named goal',
    good.replace('name: stack', 'name: goal'),
    /small\.yaml:4: variables\[0\]\.name: is what the person says anyway/,
  ],
  [
    'a default that is none of the choices',
    good.replace('default: Go', 'default: Go, choices: [Rust]'),
    /^small\.yaml:4: variables\[0\]\.default: is no answer to it: It is one of Rust/,
  ],
  [
    'a pattern that is none',
    good.replace('default: Go', 'pattern: "("'),
    /^small\.yaml:4: variables\[0\]\.pattern: is not a regular expression/,
  ],
  [
    'two parts of a name',
    good.replace('name: b', 'name: a'),
    /small\.yaml:8: parts\[1\]\.name: is the name of two/,
  ],
  [
    'a part after none',
    good.replace('dependsOn: [a]', 'dependsOn: [c]'),
    /^small\.yaml:8: parts\[1\]\.dependsOn\[0\]: is c, which is no part; there are a, b/,
  ],
  [
    'parts in a circle',
    good.replace('{name: a,', '{name: a, dependsOn: [b],'),
    /^small\.yaml:7: parts\[0\]\.dependsOn: go in a circle: a -> b -> a/,
  ],
  [
    'parts of the same files at once',
    good.replace('[b/**], dependsOn: [a]', '[c, a/x]'),
    /^small\.yaml:8: parts\[1\]\.files\[1\]: has a\/x, which meets a\/\*\* of a, and both/,
  ],
  [
    'a path that leads out',
    good.replace('[b/**]', '[../b]'),
    /^small\.yaml:8: parts\[1\]\.files\[0\]: is no path to claim/,
  ],
  [
    'a task of no part',
    good.replace('part: a', 'part: z'),
    /^small\.yaml:10: tasks\[0\]\.part: is z, which is no part/,
  ],
  [
    'two tasks of a key',
    `${good}  - {key: one, part: a, title: T}`,
    /^small\.yaml:11: tasks\[1\]\.key: is the key of two tasks: one/,
  ],
  [
    'a task after none',
    `${good}  - {key: two, part: a, title: T, dependsOn: [three]}`,
    /^small\.yaml:11: tasks\[1\]\.dependsOn\[0\]: is three, which is the key of no task/,
  ],
  [
    'tasks in a circle',
    `${good}  - {key: two, part: a, title: T, dependsOn: [two]}`,
    /^small\.yaml:11: tasks\[1\]\.dependsOn: go in a circle: two -> two/,
  ],
  [
    'a limit that is none',
    `${good}defaults: {limits: {managers: -1}}`,
    /^small\.yaml:11: defaults\.limits\.managers: is below 0/,
  ],
])('%s: a mistake with its line', (_, text, expected) => {
  expect(problemOf(text)).toMatch(expected);
});

test('an escaped ${ is no variable, and stays in the text without its second $', () => {
  expect(problemOf(`${good}checks: ["echo $$\{HOME}"]`)).toBeNull();
});

test('more mistakes than are told are counted', () => {
  const many = Array.from({ length: 12 }, (_, at) => `f${at}: 1`).join('\n');
  expect(
    problemOf(good + many)
      ?.split('\n')
      .at(-1),
  ).toBe('small.yaml: and 4 more');
});

test('three templates come with Tutti', () => {
  expect(shippedTemplates.map(({ name }) => name)).toEqual([
    'web-application',
    'api-service',
    'data-pipeline',
  ]);
});

test.each(shippedTemplates.map((read) => [read.name, read.template] as const))(
  '%s: no circles, disjoint files, every variable used, each task within its part',
  (name, template) => {
    if (template === null) throw new Error(`${name} can't be read`);
    const { parts, tasks, variables } = template;
    expect([template.name, parts.length]).toEqual([name, 3]);
    const partOrder = new Map(parts.map((part) => [part.name, part.dependsOn]));
    expect(findCycle(partOrder)).toBeNull();
    expect(findCycle(new Map(tasks.map(({ key, dependsOn }) => [key, dependsOn])))).toBeNull();
    for (const [at, one] of parts.entries())
      for (const other of parts.slice(at + 1)) {
        const apart =
          allBefore(partOrder, one.name).has(other.name) || allBefore(partOrder, other.name).has(one.name);
        const meet = one.files.some((a) => other.files.some((b) => overlaps(a, b)));
        expect([one.name, other.name, meet && !apart]).toEqual([one.name, other.name, false]);
      }
    const used = new Set(textsOf(template).flatMap(({ text }) => namesIn(text)));
    expect([...used].sort()).toEqual(['goal', ...variables.map((variable) => variable.name)].sort());
    for (const { key, part, files } of tasks) {
      const claims = parts.find((one) => one.name === part)?.files ?? [];
      expect([key, files.filter((file) => !claims.some((claim) => covers(claim, file)))]).toEqual([key, []]);
    }
    for (const part of parts) expect(tasks.some((task) => task.part === part.name)).toBe(true);
  },
);
