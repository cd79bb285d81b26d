import type { RunTemplate } from '@contract/run-templates.ts';

interface PlacedText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Every text of a template in which variables may stand, with its place. */
export const textsOf = (template: RunTemplate): PlacedText[] => [
  { path: ['goal'], text: template.goal },
  ...template.parts.flatMap(({ goal, manager, files }, at) => [
    { path: ['parts', at, 'goal'], text: goal },
    { path: ['parts', at, 'manager', 'prompt'], text: manager.prompt },
    ...each(['parts', at, 'files'], files),
  ]),
  ...template.tasks.flatMap(({ title, instructions, files, checks }, at) => [
    { path: ['tasks', at, 'title'], text: title },
    { path: ['tasks', at, 'instructions'], text: instructions },
    ...each(['tasks', at, 'files'], files),
    ...each(['tasks', at, 'checks'], checks),
  ]),
  ...each(['checks'], template.checks),
];

const each = (path: readonly (string | number)[], texts: readonly string[]): PlacedText[] =>
  texts.map((text, place) => ({ path: [...path, place], text }));
