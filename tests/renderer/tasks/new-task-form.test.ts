import { expect, it } from 'vitest';
import { emptyForm, readForm } from '../../../src-renderer/tasks/new-task-form.ts';

it('a form becomes a task, its files one a line', () => {
  const form = {
    ...emptyForm,
    title: ' Guard the routes ',
    files: 'src/a.ts\n\n tests/** \n',
    part: 'routes',
  };
  expect(readForm(form)).toEqual({
    ok: true,
    task: {
      title: 'Guard the routes',
      instructions: '',
      files: ['src/a.ts', 'tests/**'],
      dependencies: [],
      part: 'routes',
      priority: 'normal',
    },
  });
});

it('names the field that is wrong', () => {
  expect(readForm(emptyForm)).toMatchObject({ ok: false, field: 'title', message: 'a task needs a title' });
  expect(readForm({ ...emptyForm, title: 'x', files: '../outside' })).toMatchObject({
    ok: false,
    field: 'files',
  });
});
