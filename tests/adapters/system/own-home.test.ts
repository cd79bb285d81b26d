import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeField } from '@contract/profile-choices.ts';
import { expect, test } from 'vitest';
import { privateFilesIn } from '../../../src-main/adapters/system/private-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** A person with a login, and the files of instances. */
const world = () => {
  const base = tempFolder();
  const person = join(base, 'person');
  mkdirSync(join(person, '.x'), { recursive: true });
  const put = (file: string, text: string): void => writeFileSync(join(person, file), text, { mode: 0o644 });
  put('.x/token', 'secret');
  put('.x/history', 'what was said');
  put('.x.json', JSON.stringify({ account: 'ada', projects: { '/home/ada': 1 }, done: true }));
  const home = homeField.parse({
    env: 'X_HOME',
    folder: '~/.x',
    by: 'instance',
    login: 'copied',
    copies: [
      { file: 'token' },
      { file: 'x.json', unset: '~/.x.json', keys: ['account', 'done'] },
      { file: 'not-there' },
    ],
  });
  return { base, person, put, home, files: privateFilesIn(join(base, 'state')), env: { HOME: person } };
};

const made = async (result: ReturnType<ReturnType<typeof privateFilesIn>['makeHome']>): Promise<string> => {
  const home = await result;
  if (!home.ok) throw new Error(home.error.message);
  return home.value;
};

test('a home of its own holds the login that is named, and nothing else, for the person’s account alone', async () => {
  const { files, home, env } = world();
  const folder = await made(files.makeHome(1, 'exec_1', home, env));
  expect(folder).toBe(files.homeOf(1, 'exec_1'));
  expect(readdirSync(folder).toSorted()).toEqual(['token', 'x.json']);
  expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('secret');
  expect(JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8'))).toEqual({ account: 'ada', done: true });
  expect([modeOf(folder), modeOf(join(folder, 'token')), modeOf(join(folder, 'x.json'))]).toEqual([
    0o700, 0o600, 0o600,
  ]);
});

test('of a CLI with several folders each file is taken from its own; comments in JSON are no matter', async () => {
  const { base, person, put, files, env } = world();
  mkdirSync(join(person, '.config'));
  put(
    '.config/own.jsonc',
    '{ // mine\n "url": "http://x//y", /* not "this" */ "theme": 1, "key": ["a,]", ], }',
  );
  const state = join(base, 'state-of-the-person');
  mkdirSync(state);
  writeFileSync(join(state, 'last'), 'model');
  const home = homeField.parse({
    env: 'X_HOME',
    folder: '~',
    also: [
      { env: 'X_CONFIG', folder: '~/.config', path: 'config' },
      { env: 'X_STATE', folder: '~/.state', path: 'state' },
    ],
    by: 'instance',
    login: 'copied',
    copies: [
      { file: '.x/token' },
      { file: 'config/own.jsonc', keys: ['url', 'key'] },
      { file: 'state/last' },
    ],
    files: { 'config/more/begins': 'so', '.x/token': 'is replaced' },
  });
  const folder = await made(files.makeHome(1, 'exec_1', home, { ...env, X_STATE: state }));
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  expect(read('.x/token')).toBe('secret');
  expect(JSON.parse(read('config/own.jsonc'))).toEqual({ url: 'http://x//y', key: ['a,]'] });
  expect(read('state/last')).toBe('model');
  expect(read('config/more/begins')).toBe('so');
  expect([modeOf(join(folder, 'config')), modeOf(join(folder, 'config/more/begins'))]).toEqual([
    0o700, 0o600,
  ]);
});

test('without a login it is empty', async () => {
  const { files, home, env } = world();
  expect(readdirSync(await made(files.makeHome(1, 'exec_1', { ...home, login: 'none' }, env)))).toEqual([]);
});

test('the folder that the variable names is where the login is taken from', async () => {
  const { base, files, home, env } = world();
  const work = join(base, 'work');
  mkdirSync(work);
  writeFileSync(join(work, 'token'), 'another');
  writeFileSync(join(work, 'x.json'), '{ broken');
  const folder = await made(files.makeHome(1, 'exec_1', home, { ...env, X_HOME: work }));
  expect(readdirSync(folder)).toEqual(['token']);
  expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('another');
});

test('it outlives a restart as it is, and goes when the instance is terminated', async () => {
  const { files, home, env, put } = world();
  const folder = await made(files.makeHome(1, 'exec_1', home, env));
  writeFileSync(join(folder, 'conversation'), 'so far');
  put('.x/token', 'a newer secret');
  await files.write(1, 'exec_1', new Map([['settings.json', '{}']]));
  expect(await made(files.makeHome(1, 'exec_1', home, env))).toBe(folder);
  expect(readFileSync(join(folder, 'conversation'), 'utf8')).toBe('so far');
  expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('secret');
  await files.remove(1, 'exec_1');
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(files.folderOf(1, 'exec_1'))).toBe(false);
});

test('a login that can’t be read is told, and no home with half of it is left', async () => {
  const { person, files, home, env } = world();
  mkdirSync(join(person, '.x', 'not-there'));
  const result = await files.makeHome(1, 'exec_1', home, env);
  expect(result).toMatchObject({ ok: false, error: { code: 'state_read_only' } });
  expect(existsSync(files.homeOf(1, 'exec_1'))).toBe(false);
});

test('of a run that is over nothing is left, of another everything', async () => {
  const { files, home, env } = world();
  const old = await made(files.makeHome(1, 'exec_1', home, env));
  const other = await made(files.makeHome(2, 'exec_1', home, env));
  await files.write(1, 'exec_1', new Map([['settings.json', '{}']]));
  await files.removeRun(1);
  expect([existsSync(old), existsSync(files.folderOf(1, 'exec_1')), existsSync(other)]).toEqual([
    false,
    false,
    true,
  ]);
});
