import { ok, type Result } from '@contract/result.ts';
import type { BranchReads } from '../../../core/ports/branch-reads.ts';
import { type Ground, hashes, noCommit } from './ground.ts';

/** git knows the tree without files by itself, whether it is stored or not: in SHA-1, and in SHA-256. */
const emptyTrees = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

const emptyTree = (like: string): string => emptyTrees[like.length === 64 ? 64 : 40];

const flags = ['-r', '-p', '-M', '--no-color', '--no-ext-diff', '--no-textconv', '--end-of-options'];

type Patch = { readonly text: string; readonly cut: boolean };

const within = (text: string, limit: number): Patch =>
  text.length <= limit
    ? { text, cut: false }
    : { text: text.slice(0, text.lastIndexOf('\n', limit - 1) + 1), cut: true };

/** What differs, as `git diff` prints it. */
export const patchOf = async (
  { git }: Ground,
  { from, to, paths, limit }: Parameters<BranchReads['patch']>[0],
): Promise<Result<Patch>> => {
  const named = hashes(...(from === null ? [to] : [from, to]));
  if (!named.ok) return named;
  const args = ['--literal-pathspecs', 'diff-tree', ...flags, from ?? emptyTree(to), to, '--', ...paths];
  const diffed = await git(args);
  if (diffed.ok) return ok(within(diffed.value.stdout, limit));
  return /bad object|unknown revision|bad revision/.test(diffed.error.details ?? '')
    ? noCommit(`${from} or ${to}`)
    : diffed;
};
