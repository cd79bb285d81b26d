// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of templates are written that way.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRunTemplates } from '../../../../src-main/adapters/agents/templates/run-templates.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const textOf = (name: string, goal = '"${goal}"'): string =>
  `name: ${name}\ntitle: ${name}\ngoal: ${goal}\nparts: [{name: all}]\n`;

const places = () => {
  const project = tempFolder();
  const person = join(tempFolder(), 'templates');
  const own = join(project, '.tutti', 'templates');
  mkdirSync(person, { recursive: true });
  mkdirSync(own, { recursive: true });
  return { project, person, own, templates: createRunTemplates({ project, person }) };
};

test('Tutti’s, the person’s and the project’s are listed, with where they are from', async () => {
  const { person, own, templates } = places();
  writeFileSync(join(person, 'mine.yaml'), textOf('mine'));
  writeFileSync(join(own, 'ours.yaml'), textOf('ours'));
  const all = await templates.list(true);
  expect(all.map(({ name, source, problem }) => [name, source, problem])).toEqual([
    ['web-application', 'tutti', null],
    ['api-service', 'tutti', null],
    ['data-pipeline', 'tutti', null],
    ['mine', 'person', null],
    ['ours', 'project', null],
  ]);
  expect(await templates.show('ours', true)).toMatchObject({ value: { text: textOf('ours') } });
});

test('a project’s own can’t be used before it is trusted', async () => {
  const { own, templates } = places();
  writeFileSync(join(own, 'ours.yaml'), textOf('ours'));
  expect((await templates.list(false)).at(-1)).toMatchObject({ name: 'ours', template: null });
  expect(await templates.find('ours', false)).toMatchObject({ error: { code: 'not_trusted' } });
  expect(await templates.find('ours', true)).toMatchObject({ value: { name: 'ours' } });
});

test('one with a mistake is refused with its file and line, and one that there is not with those there are', async () => {
  const { person, templates } = places();
  writeFileSync(join(person, 'mine.yaml'), textOf('mine', '"${what}"'));
  expect(await templates.find('mine', true)).toMatchObject({
    error: {
      code: 'bad_input',
      field: 'template',
      message: expect.stringContaining('mine.yaml:3: goal: has ${what}'),
    },
  });
  expect(await templates.find('rocket', true)).toMatchObject({
    error: { code: 'not_found', message: expect.stringContaining('web-application') },
  });
});

test('the person may replace one of Tutti’s, a project may not', async () => {
  const { person, own, templates } = places();
  writeFileSync(join(person, 'web.yaml'), textOf('web-application'));
  writeFileSync(join(own, 'api.yaml'), textOf('api-service'));
  const all = await templates.list(true);
  expect(all.filter(({ name }) => name === 'web-application').map(({ source }) => source)).toEqual([
    'person',
  ]);
  expect(all.filter(({ name }) => name === 'api-service')).toMatchObject([
    { source: 'tutti', problem: null },
    { source: 'project', problem: expect.stringContaining('is already the name of one of Tutti’s own') },
  ]);
});

test('a link of a project that leads out of it is not followed', async () => {
  const { person, own, templates } = places();
  writeFileSync(join(person, 'secret.yaml'), textOf('secret'));
  symlinkSync(join(person, 'secret.yaml'), join(own, 'link.yaml'));
  expect((await templates.list(true)).find(({ name }) => name === 'link')).toMatchObject({
    template: null,
    problem: expect.stringContaining('leads out of the project'),
  });
});
