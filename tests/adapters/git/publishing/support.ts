import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitPublisher } from '../../../../src-main/adapters/git/publishing/git-publisher.ts';
import { type PublishTimes, usualTimes } from '../../../../src-main/adapters/git/publishing/push.ts';
import { repository } from '../support.ts';

/** A repository whose remote `origin` is a bare one beside it, and a branch `work` with a commit that it lacks. */
export const withRemote = () => {
  const made = repository();
  const remote = join(made.base, 'remote.git');
  made.git(['init', '-q', '--bare', '-b', 'main', remote], made.base);
  made.git(['remote', 'add', 'origin', remote]);
  made.git(['push', '-q', 'origin', 'main']);
  made.git(['checkout', '-q', '-b', 'work']);
  made.write('token.ts', 'export const token = 1;\n');
  made.git(['add', '.']);
  made.git(['commit', '-qm', 'Add the token']);
  made.git(['checkout', '-q', 'main']);
  const tip = made.git(['rev-parse', 'work']);
  const bin = join(made.base, 'bin');
  mkdirSync(bin);
  const env: Record<string, string> = { ...made.env, PATH: `${bin}:${made.env.PATH}` };
  const script = (path: string, lines: readonly string[]): void => {
    writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(path, 0o755);
  };
  return {
    ...{ ...made, remote, tip, bin, env },
    program: (name: string, lines: readonly string[]) => script(join(bin, name), lines),
    hook: (name: string, lines: readonly string[], at = join(made.root, '.git')) => {
      mkdirSync(join(at, 'hooks'), { recursive: true });
      script(join(at, 'hooks', name), lines);
    },
    there: (branch: string): string | null => {
      const found = made.git(['for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`], remote);
      return found === '' ? null : found;
    },
    publisher: (times: Partial<PublishTimes> = {}) =>
      gitPublisher({ root: made.root, env, limits: { ...usualTimes, ...times } }),
  };
};

export const unended = (): AbortSignal => new AbortController().signal;

/** The process ids that a script wrote, one a line, once it has. */
export const pidsIn = (file: string): number[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // It has ended.
  }
};
