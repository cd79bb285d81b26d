import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What git prints; null where it fails. In the environment that git has given its hook: it names the index that is committed. */
const git = (...args: string[]): Promise<string | null> =>
  new Promise((resolve) => {
    const child = spawn('git', args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(parts).toString('utf8') : null));
  });

const changedAgainst = async (...commit: string[]): Promise<string[] | null> => {
  const names = ['diff', '--cached', '--name-only', '-z', '--no-renames', '--no-ext-diff'];
  const printed = await git(...names, ...commit, '--');
  return printed === null ? null : printed.split('\0').filter((path) => path !== '');
};

const linesOf = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** The commits that are being merged: named by the environment of a merge that makes its commit itself, else kept in a file. */
const mergedCommits = async (): Promise<string[]> => {
  const named = Object.keys(process.env).flatMap(
    (name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? [],
  );
  if (named.length > 0) return named;
  const file = await git('rev-parse', '--git-path', 'MERGE_HEAD');
  return file === null ? [] : linesOf(file.replace(/\n$/, ''));
};

/**
 * The files that the commit changes; of a merge those that are like none of its parents, since the rest was committed elsewhere. Null
 * where git can't tell.
 */
export const stagedPaths = async (): Promise<string[] | null> => {
  const [own, merged] = await Promise.all([changedAgainst(), mergedCommits()]);
  const others = await Promise.all(merged.map((commit) => changedAgainst(commit)));
  if (own === null) return null;
  const sets = others.filter((paths) => paths !== null).map((paths) => new Set(paths));
  return own.filter((path) => sets.every((set) => set.has(path)));
};
