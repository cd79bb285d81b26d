import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitBranches } from '../../../../src-main/adapters/git/branches/git-branches.ts';
import { repository } from '../support.ts';

/** Content of files by path; null: removed. */
export type Files = Readonly<Record<string, string | Buffer | null>>;

/** A repository with branches made by hand, and the adapter on it. */
export const history = (name?: string) => {
  const made = repository(name);
  const { root, git, env, stateFolder } = made;
  const put = (files: Files, folder = root) => {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) git(['rm', '-rqf', '--', path], folder);
      else {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    }
  };
  /** Commits some files where the folder stands, and gives the commit. */
  const commit = (message: string, files: Files, folder = root): string => {
    put(files, folder);
    git(['add', '-A'], folder);
    git(['commit', '-q', '--allow-empty', '-m', message], folder);
    return git(['rev-parse', 'HEAD'], folder);
  };
  /** A branch with some commits, each of some files; the repository is back on main afterwards. */
  const branch = (called: string, from: string, ...commits: readonly Files[]): string => {
    git(['checkout', '-q', '-b', called, from]);
    for (const [at, files] of commits.entries()) commit(`${called} ${at + 1}`, files);
    const tip = git(['rev-parse', 'HEAD']);
    git(['checkout', '-q', 'main']);
    return tip;
  };
  const tip = (of = 'main') => git(['rev-parse', of]);
  const tree = (of: string) => git(['rev-parse', `${of}^{tree}`]);
  /** A worktree elsewhere, on a new branch. */
  const worktree = (called: string, from = 'main') => {
    const path = join(made.base, `on-${called}`);
    git(['worktree', 'add', '-q', '-b', called, path, from]);
    return path;
  };
  const status = (folder = root) => git(['status', '--porcelain'], folder);
  const branches = (more: Record<string, string> = {}) =>
    gitBranches({ root, stateFolder, env: { ...env, ...more } });
  const executable = (path: string) => chmodSync(join(root, path), 0o755);
  return { ...made, put, commit, branch, tip, tree, worktree, status, branches, executable };
};

export const wish = (into: string, from: string, strategy: 'merge' | 'squash' | 'rebase' = 'merge') => ({
  into,
  from,
  strategy,
  message: 'Bring it in\n\nWith a body.',
});

export const lines = (...changed: readonly (readonly [number, string])[]): string =>
  `${Array.from(
    { length: 20 },
    (_line, at) => changed.find(([number]) => number === at + 1)?.[1] ?? `line ${at + 1}`,
  ).join('\n')}\n`;
