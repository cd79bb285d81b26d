import { ok, type Result } from '@contract/result.ts';
import type { Git } from './run-git.ts';

export interface ListedWorktree {
  readonly path: string;
  /** Null when its HEAD is detached. */
  readonly branch: string | null;
  /** Why it is locked, which may be empty; null: it is not. */
  readonly locked: string | null;
}

const fieldsOf = (record: string): Map<string, string> =>
  new Map(
    record.split('\0').map((line) => {
      const space = line.indexOf(' ');
      return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
    }),
  );

/** Parses `git worktree list --porcelain -z`: lines end in NUL, records in an empty line. */
export const parseWorktrees = (output: string): ListedWorktree[] =>
  output
    .split('\0\0')
    .map(fieldsOf)
    .flatMap((fields) => {
      const path = fields.get('worktree');
      const branch = fields.get('branch')?.replace(/^refs\/heads\//, '') ?? null;
      return path === undefined ? [] : [{ path, branch, locked: fields.get('locked') ?? null }];
    });

/** All worktrees that git knows of, those included whose folder is gone. */
export const listWorktrees = async (git: Git): Promise<Result<ListedWorktree[]>> => {
  const listed = await git(['worktree', 'list', '--porcelain', '-z']);
  return listed.ok ? ok(parseWorktrees(listed.value.stdout)) : listed;
};
