// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of templates are written that way.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, ok } from '@contract/result.ts';
import type { TemplateEntry } from '@contract/run-templates.ts';
import { parseTemplate } from '../../src-main/adapters/agents/templates/parse-template.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const folder = resolve(import.meta.dirname, '../../src-main/adapters/agents/templates/shipped');
const shippedTemplates = ['web-application', 'api-service', 'data-pipeline'].map((name) =>
  parseTemplate(readFileSync(resolve(folder, `${name}.yaml`), 'utf8'), `${name}.yaml`),
);

const wrong: TemplateEntry = {
  name: 'ours',
  title: 'ours',
  source: 'project',
  file: '.tutti/templates/ours.yaml',
  template: null,
  problem: '.tutti/templates/ours.yaml:4: goal: has ${what}, which no variable is named; known are goal',
};

/** Tutti's own templates and one with a mistake; a run of which one executive is seen. */
export const templateHandlers = (tape: EventTape): Handlers => ({
  'templates.list': () =>
    ok([
      ...shippedTemplates.map(
        ({ name, template }): TemplateEntry => ({
          ...{ name, title: template?.title ?? name, template, problem: null },
          source: 'tutti',
          file: null,
        }),
      ),
      wrong,
    ]),
  'runs.launch': ({ goal, profile = 'claude', template, budget }) => {
    if (goal === 'refuse') return fail('wrong_state', '3 instances are live', 'Terminate them first.');
    const number = (tape.view.run?.run ?? 0) + 1;
    tape.add('run.started', { run: number, title: goal });
    tape.add('instance.spawned', {
      ...{ id: 'exec_1', role: 'executive', parent: null, profile, scripted: false, mode: null, model: null },
      ...{ task: goal, cwd: '/home/ada/code/orders-api', branch: null, size: { cols: 120, rows: 36 } },
    });
    if (budget !== undefined) tape.add('budgets.changed', { budgets: budget });
    const { run, instances } = tape.view;
    const executive = instances.exec_1;
    if (run === null || executive === undefined) return fail('internal', 'It is not in the view.', '');
    const made = shippedTemplates.find(({ name }) => name === template)?.template;
    return ok({ run, executive, parts: made?.parts.length ?? 0, tasks: made?.tasks.length ?? 0 });
  },
});
