import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { type Files, history, wish } from './support.ts';

test('ten thousand files: merged, moved, saved, read and cleaned up', async () => {
  const { commit, branch, branches, status, root, put, worktrees } = history();
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
  const asked = { from: before, to: merged.commit, paths: [], limit: 10_000_000 };
  expect(got(await port.patch(asked)).text.match(/^diff --git/gm)).toHaveLength(5_000);
  const made = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'main' }));
  got(await port.removeWorktree(made.path));
  expect(got(await port.deleteBranch(made.branch, merged.commit))).toBe(true);
}, 120_000);
