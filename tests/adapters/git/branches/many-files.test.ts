import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { type Files, history, wish } from './support.ts';

test('ten thousand files: merged, moved, saved and read', async () => {
  const { commit, branch, branches, status, root, put } = history();
  const many: Record<string, string> = {};
  for (let at = 0; at < 10_000; at += 1) many[`folder ${at % 100}/file ${at}.txt`] = `${at}\n`;
  const before = commit('many', many);
  const changed: Files = Object.fromEntries(
    Object.keys(many)
      .slice(0, 5_000)
      .map((path) => [path, 'changed\n']),
  );
  const side = branch('side', 'main', changed);
  const port = branches();
  const merged = got(await port.tryMerge(wish(before, side)));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  expect(
    got(await port.advance({ branch: 'main', from: before, to: merged.commit, why: 'x' })),
  ).toMatchObject({ kind: 'moved' });
  expect(status()).toBe('');
  expect(got(await port.diffFiles(before, merged.commit))).toHaveLength(5_000);
  put({ 'folder 1/file 1.txt': 'again\n' });
  const saved = got(await port.saveWork({ worktree: root, ref: 'refs/tutti/saved/many', message: 'x' }));
  expect(saved).toMatchObject({ files: 1 });
  const path = got(await port.scratch('check').at(merged.commit));
  expect(status(join(path))).toBe('');
});
