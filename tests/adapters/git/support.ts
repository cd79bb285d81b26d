import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitWorktrees } from '../../../src-main/adapters/git/worktrees.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A HOME of the test's own, so that nobody's git settings count. */
export const gitEnv = (home: string): Record<string, string> => ({
  PATH: String(process.env.PATH),
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
});

export const ground = (name = 'repo') => {
  const base = tempFolder();
  const env = gitEnv(base);
  const root = join(base, name);
  const stateFolder = join(base, 'state');
  const git = (args: readonly string[], cwd = root): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const write = (file: string, text: string, folder = root) => writeFileSync(join(folder, file), text);
  const worktrees = (at = root, more: Record<string, string> = {}) =>
    gitWorktrees({ root: at, stateFolder, env: { ...env, ...more } });
  mkdirSync(root);
  return { base, env, root, stateFolder, git, write, worktrees };
};

/** A repository with one commit on `main`. */
export const repository = (name?: string) => {
  const made = ground(name);
  made.git(['init', '-q', '-b', 'main']);
  made.write('README.md', 'hello\n');
  made.git(['add', '.']);
  made.git(['commit', '-qm', 'Start']);
  return made;
};

export const got = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
