import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServedRooms } from '../../../src-main/core/doors/served-rooms.ts';
import { openTeam } from '../../core/tasks/task-stage.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

/** The command line with the rooms of a project behind it. */
const withTeam = async () => {
  const stage = await openTeam();
  const host = await world.startHost();
  host.rooms.call = ((caller, verb, input) =>
    stage.project.call(caller, verb as never, input as never)) as ServedRooms['call'];
  const json = async (...words: string[]) => JSON.parse((await world.tutti([...words, '--json'])).out);
  return { stage, json };
};

test('a task is added, assigned with a message, finished with what shows it, and listed by where it stands', async () => {
  const { stage, json } = await withTeam();
  expect((await world.tutti(['tasks'])).out).toContain('No tasks yet');
  const words = [
    'tasks',
    'add',
    'Write the parser',
    '--files',
    './src/parse.ts',
    'tests',
    '--priority',
    'high',
  ];
  const added = await world.tutti([...words, '--instructions', '-', '--estimate', '30'], {
    stdin: 'With tests.',
  });
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toBe(
    '●  task_1  ready  high    Write the parser\nfiles: src/parse.ts, tests\n\nWith tests.\n',
  );
  await json('tasks', 'add', 'Document it', '--after', 'task_1');
  expect(await json('tasks', 'assign', 'task_1', '--to', 'spec_1_1_1')).toMatchObject({ status: 'assigned' });
  expect(stage.store.message('msg_1', 1)?.text).toContain('With tests.');
  const shown = await world.tutti([
    'tasks',
    'done',
    'task_1',
    '--summary',
    'It parses',
    '--commits',
    'abcdef1',
  ]);
  expect(shown.out).toContain('commits: abcdef1');
  const { out } = await world.tutti(['tasks']);
  expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
    '   ID      STATUS        WHO         TITLE',
    '●  task_2  ready                     Document it',
    '✓  task_1  done    high  spec_1_1_1  Write the parser  It parses',
    '1 ready, 1 done',
    '',
  ]);
  expect(await json('tasks', '--status', 'ready')).toMatchObject([{ id: 'task_2' }]);
  await json('tasks', 'cancel', 'task_2', '--reason', 'nobody reads it');
  expect(await json('tasks', 'open', 'task_2')).toMatchObject({ status: 'ready' });
  expect(await json('tasks', 'show', 'task_2')).toMatchObject({ id: 'task_2', title: 'Document it' });
});

test('what is wrong is said with what to say instead', async () => {
  await withTeam();
  const mistake = async (...words: string[]) => {
    const { code, err } = await world.tutti(['tasks', ...words]);
    expect(code).not.toBe(0);
    return err;
  };
  expect(await mistake('assign', 'task_1')).toContain('--to is missing');
  expect(await mistake('finish', 'task_1')).toContain('tasks finish task_1 is not known');
  expect(await mistake('add')).toContain('tutti tasks add TITLE');
  expect(await mistake('show', 'task_7')).toContain('no task task_7 in this run');
  expect(await mistake('add', 'x', '--priority', 'soon')).toContain(
    'Allowed choices are urgent, high, normal, low',
  );
  expect(await mistake('add', 'x', '--files', '../out')).toMatch(/a path is relative to the project/);
});

test('a text of an agent can’t act upon the terminal', async () => {
  const { stage } = await withTeam();
  await stage.must('tasks.create', {
    tasks: [{ title: 'a\u001b[2Jb', instructions: 'one\n\u001b]0;x\u0007' }],
  });
  expect((await world.tutti(['tasks'])).out).toContain('a\\x1b[2Jb');
  expect((await world.tutti(['tasks', 'show', 'task_1'])).out).not.toContain('\u001b');
});

test('a plan is made of a file, and shown with how far its parts are', async () => {
  const { stage } = await withTeam();
  expect((await world.tutti(['plan'])).out).toContain('There is no plan yet');
  const file = join(world.root, 'plan.json');
  const parts = [
    { name: 'api', files: ['src/api'], manager: 'mgr_1_1' },
    { name: 'pages', dependencies: ['api'] },
  ];
  writeFileSync(file, JSON.stringify({ goal: 'A shop', parts }));
  expect(await world.tutti(['plan', '--from', 'plan.json'])).toMatchObject({ code: 0 });
  await stage.must('tasks.create', { tasks: [{ title: 'a', part: 'api' }] });
  const rows = (await world.tutti(['plan'])).out.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows).toEqual([
    ['A shop'],
    ['PART', 'LED BY', 'TASKS', 'AFTER', 'FILES'],
    ['api', 'mgr_1_1', '0 of 1, 0 %', 'src/api'],
    ['pages', 'nobody', 'no tasks', 'api'],
    ['In all: 0 of 1, 0 %'],
    [''],
  ]);
  writeFileSync(file, JSON.stringify({ goal: 'A shop', parts: [{ name: 'api', file: ['x'] }] }));
  const wrong = await world.tutti(['plan', '--from', 'plan.json']);
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain('plan.json: parts.0');
  writeFileSync(file, '{');
  expect((await world.tutti(['plan', '--from', 'plan.json'])).err).toContain('It has to be JSON');
});
