import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groundOf } from '../../../../src-main/adapters/git/branches/ground.ts';
import { lockIndex } from '../../../../src-main/adapters/git/branches/index-lock.ts';
import { mend } from '../../../../src-main/adapters/git/branches/mend.ts';
import { dropLeftIndexes, freshIndex } from '../../../../src-main/adapters/git/branches/save-work.ts';
import { openRepository } from '../../../../src-main/adapters/git/open-repository.ts';
import { got } from '../support.ts';
import { history, wish } from './support.ts';

/** A git that does as it is told, and then fails where a ref was moved: as one that is ended at that moment. */
const failingAfter = (base: string): string => {
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const path = String(process.env.PATH);
  const script = `#!/bin/sh
PATH='${path}' git "$@" || exit
case " $* " in *" update-ref "*) echo 'fatal: ended' >&2; exit 1;; esac
`;
  writeFileSync(join(bin, 'git'), script);
  chmodSync(join(bin, 'git'), 0o755);
  return `${bin}:${path}`;
};

test('a git that fails after it has moved the branch has moved it: files and index go along', async () => {
  const { base, branches, branch, tip, status } = history();
  const side = branch('side', 'main', { 'a.txt': 'a' });
  const from = tip();
  const merged = got(await branches().tryMerge(wish(from, side)));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  const failing = branches({ PATH: failingAfter(base) });
  const answer = await failing.advance({ branch: 'main', from, to: merged.commit, why: 'a test' });
  expect(got(answer)).toMatchObject({ kind: 'moved' });
  expect(tip()).toBe(merged.commit);
  expect(status()).toBe('');
});

test('a tag with a branch’s name is not taken for it', async () => {
  const { env, root, branches, commit, git, worktrees } = history();
  git(['tag', 'main']);
  const now = commit('more', { 'b.txt': 'b' });
  expect(got(await branches().current())).toBe('main');
  expect(got(await openRepository(env, root)).branch).toBe('main');
  expect(got(await branches().commitOf('main'))).toBe(now);
  expect(got(await branches().standOf({ branch: now, base: 'main' })).ahead).toBe(0);
  const place = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'main' }));
  expect(git(['rev-parse', 'HEAD'], place.path)).toBe(now);
  expect(got(await branches().commitOf('refs/tags/main'))).not.toBe(now);
});

test('what is mended at the start leaves alone what this process is at', async () => {
  const { root, env, stateFolder } = history();
  const mine = freshIndex(stateFolder);
  const left = join(stateFolder, 'saving-work', 'index-1-2');
  for (const file of [mine, left]) writeFileSync(file, '');
  const ground = groundOf({ root, stateFolder, env });
  got(await ground.common());
  const gitFolder = join(root, '.git');
  const mended = mend(ground);
  // Somebody's commit has its turn next, and the lock.
  const kept = await ground.writing(async () => {
    const lock = lockIndex(gitFolder);
    if (!lock.ok) return lock;
    await ground.git(['status']);
    const stands = existsSync(join(gitFolder, 'index.lock'));
    lock.value.unlock();
    return { ok: true as const, value: stands };
  });
  got(await mended);
  expect(got(kept)).toBe(true);
  expect(readdirSync(join(stateFolder, 'saving-work'))).toEqual([mine.split('/').at(-1)]);
  dropLeftIndexes(stateFolder);
  expect(existsSync(mine)).toBe(true);
});
