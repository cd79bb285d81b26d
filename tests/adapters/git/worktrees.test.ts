import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got, repository } from './support.ts';

const first = { run: 1, name: 'exec_1', from: 'main' };

test('makes a worktree outside of the tree, on a branch of its own, and gives it back the next time', async () => {
  const { root, stateFolder, git, worktrees } = repository();
  const made = got(await worktrees().add(first));
  expect(made).toEqual({ path: join(stateFolder, 'worktrees', '1', 'exec_1'), branch: 'tutti/1/exec_1' });
  writeFileSync(join(made.path, 'work.txt'), 'mine');
  git(['add', '.'], made.path);
  git(['commit', '-qm', 'Work'], made.path);
  writeFileSync(join(made.path, 'more.txt'), 'not committed');
  expect(got(await worktrees().add(first))).toEqual(made);
  expect(readFileSync(join(made.path, 'more.txt'), 'utf8')).toBe('not committed');
  expect(git(['status', '--porcelain'], root)).toBe('');
  const next = got(await worktrees().add({ run: 1, name: 'mgr_1_1', from: 'tutti/1/exec_1' }));
  expect(existsSync(join(next.path, 'work.txt'))).toBe(true);
});

test('fifty at once all come about', async () => {
  const { git, worktrees } = repository();
  const names = Array.from({ length: 50 }, (_, at) => `spec_1_1_${at + 1}`);
  // Two adapters, as two windows on one project would have.
  const [one, other] = [worktrees(), worktrees()];
  const adding = names.map((name, at) => (at % 2 === 0 ? one : other).add({ run: 3, name, from: 'main' }));
  const made = (await Promise.all(adding)).map(got);
  for (const { path, branch } of made) expect(git(['branch', '--show-current'], path)).toBe(branch);
  expect(new Set(made.map(({ path }) => path)).size).toBe(50);
});

test('a worktree whose folder was deleted by hand comes back with its commits; others stay known', async () => {
  const { git, worktrees } = repository();
  const made = got(await worktrees().add(first));
  const other = got(await worktrees().add({ ...first, name: 'exec_2' }));
  writeFileSync(join(made.path, 'work.txt'), 'mine');
  git(['add', '.'], made.path);
  git(['commit', '-qm', 'Work'], made.path);
  for (const { path } of [made, other]) rmSync(path, { recursive: true });
  expect(got(await worktrees().add(first))).toEqual(made);
  expect(existsSync(join(made.path, 'work.txt'))).toBe(true);
  expect(git(['worktree', 'list', '--porcelain'])).toContain(other.path);
});

test('a branch left without its worktree is taken up again', async () => {
  const { git, worktrees } = repository();
  const made = got(await worktrees().add(first));
  git(['commit', '--allow-empty', '-qm', 'Work'], made.path);
  const tip = git(['rev-parse', 'HEAD'], made.path);
  git(['worktree', 'remove', made.path]);
  expect(got(await worktrees().add(first))).toEqual(made);
  expect(git(['rev-parse', 'HEAD'], made.path)).toBe(tip);
});

test('a folder with something in it is never taken', async () => {
  const { stateFolder, worktrees } = repository();
  const path = join(stateFolder, 'worktrees', '1', 'exec_1');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'precious'), 'x');
  expect(await worktrees().add(first)).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  expect(readFileSync(join(path, 'precious'), 'utf8')).toBe('x');
});

test('an instance that went to another branch keeps it', async () => {
  const { git, worktrees } = repository();
  const made = got(await worktrees().add(first));
  git(['checkout', '-q', '-b', 'idea'], made.path);
  expect(got(await worktrees().add(first))).toEqual({ path: made.path, branch: 'idea' });
});

test("the person's hooks do not run", async () => {
  const { root, base, worktrees } = repository();
  const hook = join(root, '.git', 'hooks', 'post-checkout');
  mkdirSync(join(root, '.git', 'hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\ntouch '${join(base, 'hooked')}'\n`);
  chmodSync(hook, 0o755);
  got(await worktrees().add(first));
  expect(existsSync(join(base, 'hooked'))).toBe(false);
});

test('unknown revisions and odd names are refused before anything is made', async () => {
  const { git, worktrees } = repository();
  for (const from of ['nowhere', '--help', 'main:README.md'])
    expect(await worktrees().add({ ...first, from })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  for (const name of ['../up', '-x', 'a b', ''])
    expect(await worktrees().add({ ...first, name })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
  expect(git(['branch', '--list', 'tutti/*'])).toBe('');
});

test("git's own refusal is told in its words", async () => {
  const { git, worktrees } = repository();
  git(['branch', 'tutti']);
  const result = await worktrees().add(first);
  expect(result).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  expect(!result.ok && result.error.details).toContain('refs/heads/tutti');
});

test("outlasts another program's lock", async () => {
  const { root, base, env, worktrees } = repository();
  got(await worktrees().add(first));
  const lock = join(root, '.git', 'refs', 'heads', 'tutti', '1', 'exec_2.lock');
  writeFileSync(lock, '');
  // A git that takes the lock away once it has been seen to fail on it.
  const bin = join(base, 'bin');
  mkdirSync(bin);
  const script = ['#!/bin/sh', 'PATH=$REAL_PATH git "$@"', 'code=$?'];
  const release = 'case "$*" in *"worktree add"*) [ -e "$LOCK" ] && touch "$LOCK.seen"; rm -f "$LOCK";; esac';
  writeFileSync(join(bin, 'git'), [...script, release, 'exit $code', ''].join('\n'), { mode: 0o755 });
  const more = { PATH: `${bin}:${env.PATH}`, REAL_PATH: String(env.PATH), LOCK: lock };
  const made = got(await worktrees(undefined, more).add({ ...first, name: 'exec_2' }));
  expect(made.branch).toBe('tutti/1/exec_2');
  expect(existsSync(`${lock}.seen`)).toBe(true);
});

test('a file of Tutti stays out of status and commits', async () => {
  const { root, git, worktrees } = repository();
  const { path } = got(await worktrees().add(first));
  for (const [file, text] of [
    ['AGENTS.md', 'you are exec_1'],
    ['deep/er/[odd] *name! ', 'x'],
    ['AGENTS.md', 'you are still exec_1'],
  ] as const) {
    got(await worktrees().writeUntracked(path, file, text));
    expect(readFileSync(join(path, file), 'utf8')).toBe(text);
  }
  git(['add', '-A'], path);
  expect(git(['status', '--porcelain'], path)).toBe('');
  writeFileSync(join(path, 'other.md'), '');
  expect(git(['status', '--porcelain'], path)).toBe('?? other.md');
  const excludes = readFileSync(join(root, '.git', 'info', 'exclude'), 'utf8');
  expect(excludes.split('\n').filter((line) => line === '/AGENTS.md')).toHaveLength(1);
});

test("a file that the project tracks keeps its text, and stays out of this worktree's commits", async () => {
  const { root, git, write, worktrees } = repository();
  write('CLAUDE.md', 'house rules');
  git(['add', '.']);
  git(['commit', '-qm', 'Rules']);
  const { path } = got(await worktrees().add(first));
  got(await worktrees().writeUntracked(path, 'CLAUDE.md', 'first'));
  got(await worktrees().writeUntracked(path, 'CLAUDE.md', 'second'));
  const text = readFileSync(join(path, 'CLAUDE.md'), 'utf8');
  expect(text).toContain('house rules');
  expect(text).toContain('second');
  expect(text).not.toContain('first');
  git(['add', '-A'], path);
  expect(git(['status', '--porcelain'], path)).toBe('');
  expect(readFileSync(join(root, 'CLAUDE.md'), 'utf8')).toBe('house rules');
});

test("settings that the project tracks get Tutti's beside their own, and stay out of commits", async () => {
  const { git, write, worktrees } = repository();
  write('settings.json', '{"mine": 1}');
  git(['add', '.']);
  git(['commit', '-qm', 'Settings']);
  const { path } = got(await worktrees().add(first));
  got(await worktrees().writeUntracked(path, 'settings.json', '{"tutti": 2}'));
  expect(JSON.parse(readFileSync(join(path, 'settings.json'), 'utf8'))).toEqual({ mine: 1, tutti: 2 });
  git(['add', '-A'], path);
  expect(git(['status', '--porcelain'], path)).toBe('');
  // A person's own that git does not know are joined, too, and never replaced by what can't be joined.
  writeFileSync(join(path, 'own.json'), '{"own": 3}');
  got(await worktrees().writeUntracked(path, 'own.json', '{"tutti": 2}'));
  expect(JSON.parse(readFileSync(join(path, 'own.json'), 'utf8'))).toEqual({ own: 3, tutti: 2 });
  writeFileSync(join(path, 'own.json'), '// mine');
  expect(await worktrees().writeUntracked(path, 'own.json', '{}')).toMatchObject({ ok: false });
  expect(readFileSync(join(path, 'own.json'), 'utf8')).toBe('// mine');
});

test('nothing is written outside of the worktree', async () => {
  const { base, worktrees } = repository();
  const { path } = got(await worktrees().add(first));
  symlinkSync(base, join(path, 'out'));
  for (const file of ['../x', '/tmp/x', '.git', '.git/config', 'out/x', 'a//b', '', 'a/../../b', 'a\nb'])
    expect(await worktrees().writeUntracked(path, file, 'x'), file).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
  expect(existsSync(join(base, 'x'))).toBe(false);
});

test('folders that can not be made are told as such', async () => {
  const { stateFolder, worktrees } = repository();
  const { path } = got(await worktrees().add(first));
  writeFileSync(join(path, 'a-file'), '');
  expect(await worktrees().writeUntracked(path, 'a-file/AGENTS.md', 'x')).toMatchObject({
    ok: false,
    error: { code: 'git_failed' },
  });
  writeFileSync(join(stateFolder, 'worktrees', '2'), 'in the way');
  expect(await worktrees().add({ ...first, run: 2 })).toMatchObject({
    ok: false,
    error: { code: 'state_read_only' },
  });
});
