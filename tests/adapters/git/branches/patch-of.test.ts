import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history, lines } from './support.ts';

test('a patch is what git diff prints: of all files, of a renamed one, against nothing', async () => {
  const { commit, branches, tip } = history();
  commit('base', { 'a ü.txt': lines(), '-old.txt': lines([1, 'r']), ':(top)x': 'x\n' });
  const from = tip();
  const to = commit('work', {
    'a ü.txt': lines([2, 'changed']),
    '-old.txt': null,
    'new.txt': lines([1, 'r'], [3, 's']),
  });
  const port = branches();
  const all = got(await port.patch({ from, to, paths: [], limit: 100_000 }));
  expect(all.cut).toBe(false);
  expect(all.text).toContain('+changed');
  expect(all.text).toContain('rename from -old.txt');
  const one = got(await port.patch({ from, to, paths: ['new.txt', '-old.txt'], limit: 100_000 }));
  expect(one.text).toContain('rename to new.txt');
  expect(one.text).not.toContain('changed');
  // A name is a name, whatever it means to git.
  expect(got(await port.patch({ from, to, paths: [':(top)x'], limit: 100_000 })).text).toBe('');
  const whole = got(await port.patch({ from: null, to, paths: [':(top)x'], limit: 100_000 }));
  expect(whole.text).toContain('+x');
});

test('what is too long ends with a whole line, and says so; a commit that is not there is named', async () => {
  const { commit, branches, tip } = history();
  commit('base', { a: 'a\n' });
  const from = tip();
  const to = commit('work', { a: lines(), b: lines() });
  const port = branches();
  const cut = got(await port.patch({ from, to, paths: [], limit: 200 }));
  expect(cut.cut).toBe(true);
  expect(cut.text.length).toBeLessThanOrEqual(200);
  expect(cut.text.endsWith('\n')).toBe(true);
  const gone = { from: 'f'.repeat(40), to, paths: [], limit: 200 };
  expect(await port.patch(gone)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await port.patch({ ...gone, from: '--output=x' })).toMatchObject({ error: { code: 'not_found' } });
});
