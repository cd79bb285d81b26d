import { ok, type Result } from '@contract/result.ts';
import type { MergeAttempt, MergeWish } from '../../../core/ports/branch-merges.ts';
import { treeOf } from './commit-facts.ts';
import { commitTree, throwAway } from './commit-tree.ts';
import type { Ground } from './ground.ts';
import { mergeTree } from './merge-tree.ts';
import { clashingNames } from './name-clashes.ts';

interface Picked {
  readonly hash: string;
  /** Null: it has none. */
  readonly parent: string | null;
  readonly tree: string;
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly message: string;
}

const fields = ['%H', '%P', '%T', '%an', '%ae', '%ad', '%B'];

const parsePicked = (output: string): Picked[] => {
  const values = output.split('\0');
  const picked: Picked[] = [];
  for (let at = 0; at + fields.length <= values.length; at += fields.length) {
    const [hash = '', parents = '', tree = '', name = '', email = '', date = '', message = ''] =
      values.slice(at);
    const parent = parents.split(' ')[0] ?? '';
    picked.push({
      hash,
      parent: parent === '' ? null : parent,
      tree,
      author: { name, email, date },
      message,
    });
  }
  return picked;
};

/** As `git rebase` takes them: oldest first, no merges, and none whose change is there already under another hash. */
const commitsToPick = async (
  { git }: Ground,
  { into, from, signal }: MergeWish,
): Promise<Result<Picked[]>> => {
  const listed = await git(
    [
      ...['-c', 'log.showSignature=false', 'log', '-z', '--no-color', '--encoding=UTF-8', '--date=raw', '-s'],
      ...['--reverse', '--topo-order', '--no-merges', '--cherry-pick', '--right-only'],
      ...[`--format=${fields.join('%x00')}`, `${into}...${from}`],
    ],
    { signal },
  );
  return listed.ok ? ok(parsePicked(listed.value.stdout)) : listed;
};

const count = async (
  { git }: Ground,
  range: string,
  kind: '--merges' | '--no-merges',
): Promise<Result<number>> => {
  const counted = await git(['rev-list', '--count', kind, range]);
  return counted.ok ? ok(Number(counted.value.stdout)) : counted;
};

const plural = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

type Step =
  | { readonly kind: 'on'; readonly tip: string; readonly tree: string; readonly empty: boolean }
  | Extract<MergeAttempt, { kind: 'conflicted' }>;

/** Merges the commit's change onto the tip: a throw-away commit puts the tip's tree where the commit's parent is the merge base. */
const pick = async (
  ground: Ground,
  tip: string,
  commit: Picked,
  signal?: AbortSignal,
): Promise<Result<Step>> => {
  const before = await treeOf(ground, tip);
  if (!before.ok) return before;
  const beside = await throwAway(ground, before.value, commit.parent === null ? [] : [commit.parent]);
  if (!beside.ok) return beside;
  const merged = await mergeTree(
    ground,
    { into: beside.value, from: commit.hash },
    { signal, unrelated: commit.parent === null },
  );
  if (!merged.ok) return merged;
  if (merged.value.kind === 'conflicted') {
    const { files, messages } = merged.value;
    return ok({ kind: 'conflicted', files, messages, stoppedAt: { commit: commit.hash, onto: tip } });
  }
  const { tree } = merged.value;
  if (tree === before.value) return ok({ kind: 'on', tip, tree, empty: true });
  const { author, message } = commit;
  const made = await commitTree(ground, { tree, parents: [tip], message, author, signal });
  return made.ok ? ok({ kind: 'on', tip: made.value, tree, empty: false }) : made;
};

type AllPicked =
  | { readonly kind: 'on'; readonly tip: string; readonly empty: number }
  | Extract<MergeAttempt, { kind: 'conflicted' }>;

const pickAll = async (
  ground: Ground,
  wish: MergeWish,
  commits: readonly Picked[],
): Promise<Result<AllPicked>> => {
  let tip = wish.into;
  let empty = 0;
  for (const commit of commits) {
    // It stands there already: nothing to make anew.
    if (commit.parent === tip) {
      ground.facts.noteTree(commit.hash, commit.tree);
      tip = commit.hash;
      continue;
    }
    const step = await pick(ground, tip, commit, wish.signal);
    if (!step.ok) return step;
    if (step.value.kind === 'conflicted') return ok(step.value);
    if (step.value.empty) empty += 1;
    tip = step.value.tip;
  }
  return ok({ kind: 'on', tip, empty });
};

const notesOn = async (
  ground: Ground,
  wish: MergeWish,
  picked: number,
  empty: number,
): Promise<Result<string[]>> => {
  const range = `${wish.into}..${wish.from}`;
  const [merges, plain] = await Promise.all([
    count(ground, range, '--merges'),
    count(ground, range, '--no-merges'),
  ]);
  if (!merges.ok) return merges;
  if (!plain.ok) return plain;
  const left = plain.value - picked + empty;
  return ok([
    ...(merges.value > 0
      ? [
          `${plural(merges.value, 'merge')} in the branch left out: its commits were put on one after the other.`,
        ]
      : []),
    ...(left > 0 ? [`${plural(left, 'commit')} left out: what they change is there already.`] : []),
  ]);
};

/** Each commit of `from` on top of `into`, as `git rebase` does it, with nothing checked out. */
export const rebaseByTrees = async (ground: Ground, wish: MergeWish): Promise<Result<MergeAttempt>> => {
  const commits = await commitsToPick(ground, wish);
  if (!commits.ok) return commits;
  const done = await pickAll(ground, wish, commits.value);
  if (!done.ok) return done;
  if (done.value.kind === 'conflicted') return ok(done.value);
  const { tip, empty } = done.value;
  if (tip === wish.into) return ok({ kind: 'nothing' });
  const tree = await treeOf(ground, tip);
  if (!tree.ok) return tree;
  const clash = await clashingNames(ground, wish.into, tree.value);
  if (!clash.ok) return clash;
  if (clash.value !== null) return ok({ kind: 'conflicted', ...clash.value, stoppedAt: null });
  const notes = await notesOn(ground, wish, commits.value.length, empty);
  if (!notes.ok) return notes;
  ground.facts.noteContains(tip, wish.into);
  return ok({ kind: 'merged', commit: tip, tree: tree.value, notes: notes.value });
};
