import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got, repository } from './support.ts';

test('a claim lies where its links lead, and nowhere out of the worktree', async () => {
  const { base, root, worktrees, write } = repository();
  const { placeOfClaim, add } = worktrees();
  const worktree = got(await add({ run: 1, name: 'exec_1', from: 'main' }));
  mkdirSync(join(worktree.path, 'lib', 'deep'), { recursive: true });
  write('lib/a.ts', '', worktree.path);
  symlinkSync('lib', join(worktree.path, 'src'));
  symlinkSync(base, join(worktree.path, 'away'));
  symlinkSync(join(root, 'README.md'), join(worktree.path, 'other-readme'));
  symlinkSync('.git', join(worktree.path, 'history'));
  symlinkSync('round', join(worktree.path, 'round'));
  symlinkSync('.', join(worktree.path, 'here'));
  const place = (claim: string) => placeOfClaim(worktree.path, claim);
  expect(await place('src/a.ts')).toBe('lib/a.ts');
  expect(await place('src/not/yet.ts')).toBe('lib/not/yet.ts');
  expect(await place('src/**/*.ts')).toBe('lib/**/*.ts');
  expect(await place('lib/deep')).toBe('lib/deep');
  expect(await place('lib/{a,b}.ts')).toBe('lib/{a,b}.ts');
  expect(await place('*/a.ts')).toBe('*/a.ts');
  expect(await place('here/lib')).toBe('lib');
  expect(await place('here')).toBe('');
  expect(await place('round/x')).toBe('round/x');
  expect(await place(`lib/${'x'.repeat(300)}`)).toBe(`lib/${'x'.repeat(300)}`);
  for (const claim of ['away', 'away/*', 'away/new/file', 'other-readme', 'history', 'history/config'])
    expect(await place(claim), claim).toBeNull();
});
