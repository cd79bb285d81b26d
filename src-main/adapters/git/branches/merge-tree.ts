import { fail, ok, type Result } from '@contract/result.ts';
import type { Conflict } from '../../../core/ports/branch-merges.ts';
import type { GitOutput } from '../run-git.ts';
import { type Ground, noCommit, quiet } from './ground.ts';
import { conflictFrom } from './parse-conflict.ts';

export type TreeMerge =
  | { readonly kind: 'clean'; readonly tree: string }
  | (Conflict & { readonly kind: 'conflicted'; readonly tree: string });

/** A merge of two large trees with thousands of renames takes a minute; a merge driver may hang. */
const mergeTimeoutMs = 300_000;

const unrelated = () =>
  fail(
    'wrong_state',
    'The two branches have no history in common.',
    'Merge them by hand: git merge --allow-unrelated-histories.',
  );

const understood = (output: Result<GitOutput>, into: string, from: string): Result<TreeMerge> => {
  if (!output.ok) {
    if (/unrelated histories/.test(output.error.details ?? '')) return unrelated();
    if (/not something we can merge|bad object|not a valid object/.test(output.error.details ?? ''))
      return noCommit(`${into} or ${from}`);
    return output;
  }
  const { code, stdout, stderr } = output.value;
  // Also said of a name that it does not know, but then without a tree.
  if (stdout === '')
    return /not something we can merge/.test(stderr)
      ? noCommit(`${into} or ${from}`)
      : fail('git_failed', `git could not merge: ${stderr.trim()}`, 'See what git says.');
  const [tree = '', ...records] = stdout.split('\0');
  return ok(code === 0 ? { kind: 'clean', tree } : { kind: 'conflicted', tree, ...conflictFrom(records) });
};

/** Merges two commits into a tree. Writes objects alone: no ref, no index, no file. */
export const mergeTree = async (
  { git }: Ground,
  { into, from }: { readonly into: string; readonly from: string },
  more: { readonly signal?: AbortSignal | undefined; readonly unrelated?: boolean } = {},
): Promise<Result<TreeMerge>> => {
  const allow = more.unrelated ? ['--allow-unrelated-histories'] : [];
  const output = await git([...quiet, 'merge-tree', '--write-tree', '-z', ...allow, into, from], {
    accept: [0, 1],
    writes: true,
    timeoutMs: mergeTimeoutMs,
    signal: more.signal,
  });
  return understood(output, into, from);
};
