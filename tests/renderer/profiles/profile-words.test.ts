import { profileSchema } from '@contract/profiles.ts';
import { expect, test } from 'vitest';
import { summaryOf } from '../../../src-renderer/profiles/check-words.ts';
import { allFields, defaultOf, isAbout, pathOf } from '../../../src-renderer/profiles/profile-fields.ts';
import { freeName, matches, troubleOf } from '../../../src-renderer/profiles/profile-words.ts';
import { keptRows } from '../../../src-renderer/profiles/table-field.tsx';
import { profileFields } from '../../docs/profile-fields.ts';

test('every field of the form is one of a profile, once, with choices that a profile may have', () => {
  const paths = allFields.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(profileFields()).toContain(path);
  for (const field of allFields)
    for (const { value } of field.options ?? []) {
      const [group = '', name = ''] = pathOf(field);
      const needed = group === 'home' ? { env: 'X_HOME', folder: '~/.x' } : {};
      const data = { name: 'x', command: 'x', [group]: { ...needed, [name]: value } };
      expect(profileSchema.safeParse(data).success, `${field.path}: ${value}`).toBe(true);
    }
});

test('a field shows what holds where a profile says nothing', () => {
  const of = (path: string) => allFields.find((field) => field.path === path);
  const seconds = of('confirm.seconds');
  const command = of('command');
  if (seconds === undefined || command === undefined) throw new Error('a field is missing');
  expect(defaultOf(seconds)).toBe(60);
  expect(defaultOf(command)).toBeUndefined();
});

test('a mistake is told at the field that it is about, and at no other', () => {
  const [args, env, confirm] = ['args', 'env', 'confirm.seconds'].map((path) =>
    allFields.find((field) => field.path === path),
  );
  if (args === undefined || env === undefined || confirm === undefined) throw new Error('a field is missing');
  expect(isAbout(args, 'args[1]')).toBe(true);
  expect(isAbout(env, 'env.PATH')).toBe(true);
  expect(isAbout(env, 'environment')).toBe(false);
  expect(isAbout(confirm, 'confirm')).toBe(false);
  expect(isAbout(confirm, null)).toBe(false);
});

test('a copy is offered a name that nobody has', () => {
  expect(freeName('claude', ['claude'])).toBe('my-claude');
  expect(freeName('claude', ['my-claude', 'my-claude-2'])).toBe('my-claude-3');
  expect(freeName('my-claude', ['my-claude'])).toBe('my-claude-2');
  const long = freeName('a'.repeat(41), [`my-${'a'.repeat(33)}`]);
  expect(profileSchema.shape.name.safeParse(long).success).toBe(true);
});

test('what keeps a profile from being used is said in words, and it is found by any of its', () => {
  expect(troubleOf({ problem: null, found: true })).toBeNull();
  expect(troubleOf({ problem: null, found: false })).toBe('not found here');
  expect(troubleOf({ problem: 'the project is not trusted yet', found: true })).toBe('not trusted');
  expect(troubleOf({ problem: 'a.yaml:1: name: is missing', found: false })).toBe('has a mistake');
  const entry = {
    ...{ name: 'mine', title: 'Claude Code', source: 'person' as const, file: '/a.yaml', scripted: false },
    ...{ confirmExpected: true, command: 'claude --x', found: true, problem: null, extends: null },
    ...{ modes: [], mode: null, models: [], model: null, takesModel: false, home: null, tellsLogin: false },
  };
  for (const wanted of ['', 'MIN', 'code', '--x ']) expect(matches(entry, wanted), wanted).toBe(true);
  expect(matches(entry, 'codex')).toBe(false);
});

test('a variable is kept once it has a name that no other row has', () => {
  const row = (name: string, value = '') => ({ name, value });
  expect(keptRows([row('A', '1'), row(''), row('A', '2'), row('B')])).toEqual([row('A', '1'), row('B')]);
});

test('a trial is summed up by its worst', () => {
  const item = (verdict: 'yes' | 'partly' | 'no' | 'untried') => ({
    ...{ check: 'starts' as const, words: '', remedy: null, ms: 0 },
    verdict,
  });
  expect(summaryOf([item('yes'), item('yes')])).toBe('All of it holds: it can be used.');
  expect(summaryOf([item('yes'), item('partly')])).toContain('1 of 2 hold in part');
  expect(summaryOf([item('no'), item('untried'), item('partly')])).toContain('1 of 3 did not hold');
});
