import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commitRulesFile, gitCommits } from '../../../../src-main/adapters/git/commits/git-commits.ts';
import { writeHooks } from '../../../../src-main/adapters/git/hooks/write-hooks.ts';
import type { WorkToCommit } from '../../../../src-main/core/ports/work-commits.ts';
import { bundled } from '../../../support/bundle.ts';
import { until } from '../../../support/until.ts';
import { history } from '../branches/support.ts';
import { script } from '../hooks/support.ts';
import { got } from '../support.ts';

const program = bundled('src-main/hosts/commit-check/main.ts', 'commit-check.js');

/** Only a test that fails waits so long. */
const hookMs = 30_000;

/** A zombie has ended; nobody has waited for it yet. */
const hasEnded = (pid: number): boolean =>
  !existsSync(`/proc/${pid}/stat`) || /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

const branch = 'tutti/1/spec_1';
const trailers = [
  { key: 'Tutti-Instance', value: 'spec_1' },
  { key: 'Tutti-Task', value: '1/task_3' },
];

/** A worktree of Tutti's with something of each kind uncommitted. */
const place = async (more: Record<string, string> = {}) => {
  const made = history();
  const { base, root, stateFolder, git, env } = made;
  made.commit('base', { 'a.txt': 'a\n', 'gone.txt': 'g\n', '.gitignore': 'ignored\n' });
  mkdirSync(stateFolder, { recursive: true });
  const { path: folder } = got(await made.worktrees().add({ run: 1, name: 'spec_1', from: 'main' }));
  appendFileSync(join(folder, 'a.txt'), 'staged\n');
  git(['add', 'a.txt'], folder);
  appendFileSync(join(folder, 'a.txt'), 'more\n');
  rmSync(join(folder, 'gone.txt'));
  writeFileSync(join(folder, 'ü new.txt'), 'new\n');
  writeFileSync(join(folder, 'ignored'), 'i\n');
  const hooks = {
    folder: await writeHooks(stateFolder, root, env),
    env: {
      TUTTI_NODE: process.execPath,
      TUTTI_COMMIT_CHECK: fileURLToPath(program()),
      TUTTI_WORKTREES: join(realpathSync(stateFolder), 'worktrees'),
      TUTTI_SOCKET: join(base, 'nobody.sock'),
      TUTTI_COMMIT_RULES: commitRulesFile(stateFolder),
    },
  };
  const port = gitCommits({ root, stateFolder, env: { ...env, ...more } });
  const commit = (over: Partial<WorkToCommit> = {}) =>
    port.commitWork({
      ...{ worktree: folder, branch, message: 'Tokens are used once', trailers, hooks, hookMs },
      refuse: () => null,
      ...over,
    });
  /** Everything that must be as it was when nothing came of it. */
  const state = () => [
    git(['ls-files', '-s', '-t'], folder),
    made.status(folder),
    git(['log', '--format=%H', branch]),
  ];
  return { ...made, folder, port, commit, state };
};

test('all of it is committed as the person’s, with trailers; the worktree is clean and the checkout of the person as it was', async () => {
  const { commit, git, folder, status, root, tip } = await place();
  const main = tip('main');
  const made = got(await commit());
  expect(made).toMatchObject({ kind: 'committed', files: 3 });
  expect(status(folder)).toBe('');
  expect(git(['show', '-s', '--format=%an <%ae>%n%P%n%B', branch])).toBe(
    `Ada <ada@example.org>\n${main}\nTokens are used once\n\nTutti-Instance: spec_1\nTutti-Task: 1/task_3`,
  );
  expect(git(['show', `${branch}:a.txt`])).toBe('a\nstaged\nmore');
  expect(git(['ls-tree', '--name-only', '-z', branch]).split('\0').sort()).toEqual(
    ['', '.gitignore', 'README.md', 'a.txt', 'ü new.txt'].sort(),
  );
  expect(existsSync(join(folder, 'ignored'))).toBe(true);
  expect([tip('main'), status(root)]).toEqual([main, '']);
  expect(got(await commit())).toEqual({ kind: 'nothing' });
});

test('the commit is found by its trailer, and another is not', async () => {
  const { commit, port, tip } = await place();
  got(await commit());
  const trailer = { key: 'Tutti-Task', value: '1/task_3' };
  expect(got(await port.tipWith(branch, trailer))).toEqual({ commit: tip(branch), files: 3 });
  expect(got(await port.tipWith(branch, { ...trailer, value: '1/task_33' }))).toBeNull();
  expect(got(await port.tipWith('main', trailer))).toBeNull();
  expect(got(await port.tipWith('gone', trailer))).toBeNull();
});

test('without a name the person is told how to set one, and no hook has run', async () => {
  const none = { GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '', GIT_COMMITTER_NAME: '', GIT_COMMITTER_EMAIL: '' };
  const { commit, state, root, base } = await place(none);
  script(join(root, '.git/hooks/pre-commit'), `touch '${base}/ran'`);
  const before = state();
  expect(await commit()).toMatchObject({
    ok: false,
    error: { code: 'git_failed', remedy: expect.stringContaining('git config --global user.name') },
  });
  expect(state()).toEqual(before);
  expect(existsSync(join(base, 'ran'))).toBe(false);
});

test('what others hold, a secret, a file too large and the person’s hook refuse it, and all is as it was', async () => {
  const { commit, state, folder, root, port } = await place();
  const held = await commit({ refuse: (paths) => `held: ${paths.join(', ')}` });
  expect(got(held)).toEqual({ kind: 'refused', by: 'locks', words: 'held: a.txt, gone.txt, ü new.txt' });
  const secret = `ghp_${randomBytes(40).toString('base64').replace(/[+/=]/g, 'k').slice(0, 36)}`;
  writeFileSync(join(folder, 'key.ts'), `const key = '${secret}';\n`);
  const before = state();
  expect(got(await commit())).toMatchObject({
    kind: 'refused',
    by: 'pre-commit',
    words: expect.stringContaining('key.ts:1  looks like a GitHub token'),
  });
  expect(state()).toEqual(before);
  got(await port.writeRules({ maxMegabytes: 1, secrets: 'off', allow: [] }));
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(2 * 1024 * 1024));
  expect(got(await commit())).toMatchObject({ words: expect.stringContaining('large.bin  2.0 MB') });
  rmSync(join(folder, 'large.bin'));
  script(join(root, '.git/hooks/pre-commit'), 'echo "2 problems"; exit 3');
  expect(got(await commit())).toEqual({ kind: 'refused', by: 'pre-commit', words: '2 problems' });
  script(join(root, '.git/hooks/pre-commit'), 'exit 0');
  script(join(root, '.git/hooks/commit-msg'), 'echo "no ticket" >&2; exit 1');
  expect(got(await commit())).toEqual({ kind: 'refused', by: 'commit-msg', words: 'no ticket' });
  expect(state()).toEqual(before);
});

test('a hook that hangs is ended with all that it has started, and refuses', async () => {
  const { commit, state, root, base } = await place();
  script(join(root, '.git/hooks/pre-commit'), `sleep 600 & echo $! > '${base}/pid'; wait`);
  const before = state();
  expect(got(await commit({ hookMs: 3000 }))).toMatchObject({
    kind: 'refused',
    by: 'pre-commit',
    words: expect.stringContaining('was ended'),
  });
  const pid = Number(readFileSync(join(base, 'pid'), 'utf8'));
  await until('what it had started has ended', () => hasEnded(pid));
  expect(state()).toEqual(before);
});

test('what hooks change of the files and the message is in the commit, and the last hears of it', async () => {
  const { commit, git, folder, root, base, status } = await place();
  script(join(root, '.git/hooks/pre-commit'), 'printf formatted > a.txt; git add a.txt');
  script(join(root, '.git/hooks/commit-msg'), 'printf "\\nChange-Id: 7\\n" >> "$1"');
  script(join(root, '.git/hooks/post-commit'), `git log -1 --format=%H > '${base}/after'`);
  const made = got(await commit());
  if (made.kind !== 'committed') throw new Error(made.kind);
  expect(git(['show', `${branch}:a.txt`])).toBe('formatted');
  expect(git(['show', '-s', '--format=%B', branch])).toContain('Change-Id: 7');
  expect(readFileSync(join(base, 'after'), 'utf8').trim()).toBe(made.commit);
  expect(status(folder)).toBe('');
});

test('nothing is committed in the middle of a merge, on another branch or on none', async () => {
  const { commit, git, folder, branch: makeBranch, state } = await place();
  git(['add', '-A'], folder);
  git(['commit', '-qm', 'Own'], folder);
  makeBranch('side', 'main', { 'a.txt': 'side\n' });
  expect(() => git(['merge', 'side'], folder)).toThrow();
  const merging = state();
  expect(got(await commit())).toEqual({ kind: 'busy', with: 'merge' });
  expect(state()).toEqual(merging);
  git(['merge', '--abort'], folder);
  expect(() => git(['rebase', 'side'], folder)).toThrow();
  expect(got(await commit())).toEqual({ kind: 'busy', with: 'rebase' });
  git(['rebase', '--abort'], folder);
  git(['checkout', '-q', '-b', 'else'], folder);
  expect(got(await commit())).toEqual({ kind: 'elsewhere', on: 'else' });
  git(['checkout', '-q', '--detach'], folder);
  expect(got(await commit())).toEqual({ kind: 'elsewhere', on: null });
});

test('a commit that the agent makes meanwhile stays, and nothing is taken back by ours', async () => {
  const { commit, git, folder, root, status } = await place();
  script(
    join(root, '.git/hooks/pre-commit'),
    'unset GIT_INDEX_FILE; [ -n "$AGAIN" ] || AGAIN=1 git -c core.hooksPath=/dev/null commit -qm "By hand" -- a.txt',
  );
  expect(got(await commit())).toEqual({ kind: 'moved' });
  expect(git(['log', '-1', '--format=%s', branch])).toBe('By hand');
  expect(status(folder)).toContain('D gone.txt');
  rmSync(join(root, '.git/hooks/pre-commit'));
  expect(got(await commit())).toMatchObject({ kind: 'committed', files: 2 });
  expect(git(['log', '--format=%s', 'main..', '--'], folder)).toBe('Tokens are used once\nBy hand');
});

test('forty worktrees at once, each with a hook, have their commits', async () => {
  const made = await place();
  const { root, worktrees, port, status, git } = made;
  script(join(root, '.git/hooks/pre-commit'), 'exit 0');
  const hooks = { folder: await writeHooks(made.stateFolder, root, made.env), env: {} };
  const all = await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      const name = `spec_2_${at + 1}`;
      const { path, branch: on } = got(await worktrees().add({ run: 1, name, from: 'main' }));
      writeFileSync(join(path, `${name}.txt`), name);
      return { worktree: path, branch: on };
    }),
  );
  const done = await Promise.all(
    all.map((one) =>
      port.commitWork({ ...one, message: 'Mine', trailers, hooks, hookMs: 60_000, refuse: () => null }),
    ),
  );
  expect(done.map((one) => got(one).kind)).toEqual(all.map(() => 'committed'));
  for (const one of all) {
    expect(status(one.worktree)).toBe('');
    expect(git(['log', '-1', '--format=%s', one.branch])).toBe('Mine');
  }
}, 120_000);

test('what others have locked while hooks ran, or what a hook has added to it, is not committed', async () => {
  const { commit, state, root } = await place();
  script(
    join(root, '.git', 'hooks', 'pre-commit'),
    'echo generated > "by hook.txt" && git add "by hook.txt"',
  );
  const before = state();
  const asked: string[][] = [];
  const refuse = (paths: readonly string[]) => {
    asked.push([...paths]);
    return paths.includes('by hook.txt') ? 'spec_2 has it' : null;
  };
  expect(got(await commit({ refuse }))).toEqual({ kind: 'refused', by: 'locks', words: 'spec_2 has it' });
  expect(asked).toHaveLength(2);
  // What the hook has written lies there; index and branch are as they were.
  expect(state().toSpliced(1, 1)).toEqual(before.toSpliced(1, 1));
});
