import { fail, ok, type Result } from '@contract/result.ts';
import type { Prediction } from '../../../core/ports/branch-merges.ts';
import { type ChangedPaths, changedPaths, mayConflict } from './changed-paths.ts';
import { type Ground, hashes, quiet } from './ground.ts';

/** Hundreds of merges in one process. */
const predictTimeoutMs = 300_000;

/** What `merge-tree --stdin --name-only --no-messages -z` prints for each pair: whether it is clean, the tree, conflicted names, an empty record. */
export const parseMerges = (output: string): string[][] => {
  const merges: string[][] = [];
  const records = output.split('\0');
  for (let at = 0; at + 1 < records.length; ) {
    const clean = records[at] === '1';
    const end = records.indexOf('', at + 2);
    if (end < 0) break;
    merges.push(clean ? [] : [...new Set(records.slice(at + 2, end))]);
    at = end + 1;
  }
  return merges;
};

export const mergeAll = async (
  { git }: Ground,
  pairs: readonly (readonly [string, string])[],
): Promise<Result<string[][]>> => {
  if (pairs.length === 0) return ok([]);
  // Conflicted names are the stages that are left, not git's sentences: those come in any number.
  const output = await git(
    [...quiet, 'merge-tree', '--write-tree', '--stdin', '-z', '--name-only', '--no-messages'],
    {
      writes: true,
      timeoutMs: predictTimeoutMs,
      input: `${pairs.map((pair) => pair.join(' ')).join('\n')}\n`,
    },
  );
  if (!output.ok) return output;
  const merges = parseMerges(output.value.stdout);
  return merges.length === pairs.length
    ? ok(merges)
    : fail('git_failed', 'git did not try all merges.', 'Try again.', { details: output.value.stderr });
};

const keyOf = (one: string, other: string): string => `${one} ${other}`;

const candidates = (
  paths: ReadonlyMap<string, ChangedPaths>,
  pairs: readonly (readonly [string, string])[],
): (readonly [string, string])[] => {
  const wanted = new Map<string, readonly [string, string]>();
  for (const [one, other] of pairs) {
    const [mine, others] = [paths.get(one), paths.get(other)];
    if (one === other || mine === undefined || others === undefined) continue;
    if (mayConflict(mine, others)) wanted.set(keyOf(one, other), [one, other]);
  }
  return [...wanted.values()];
};

/** Which pairs would conflict: those that change no common path can't, and the others are merged, all by one process. */
export const predict = async (
  ground: Ground,
  pairs: readonly (readonly [string, string])[],
): Promise<Result<Prediction[]>> => {
  const commits = [...new Set(pairs.flat())];
  const given = hashes(...commits);
  if (!given.ok) return given;
  const ready = await ground.common();
  if (!ready.ok) return ready;
  const paths = await changedPaths(ground, commits);
  if (!paths.ok) return paths;
  const tried = candidates(paths.value, pairs);
  const merges = await mergeAll(ground, tried);
  if (!merges.ok) return merges;
  const conflicts = new Map(tried.map(([one, other], at) => [keyOf(one, other), merges.value[at] ?? []]));
  return ok(pairs.map(([one, other]) => ({ one, other, files: conflicts.get(keyOf(one, other)) ?? [] })));
};
