import { ok, type Result } from '@contract/result.ts';
import type { ShortStand, StandWish } from '../../../core/ports/branch-stands.ts';
import { tipsOf } from './commit-facts.ts';
import type { Ground } from './ground.ts';
import { apart, historyGraph, reachOf } from './history-graph.ts';
import { placeOfBranch } from './place-of-branch.ts';
import { mergeAll } from './predict.ts';
import { mergeBaseOf } from './stand-of.ts';

/** What two commits are to each other; it never changes. */
type Figures = Omit<ShortStand, 'tip' | 'baseTip' | 'place'>;

interface Pair {
  readonly tip: string;
  readonly baseTip: string;
}
type Related = Pair & { readonly ahead: number; readonly behind: number; readonly mergeBase: string | null };

/** Pairs of tips that are remembered: some for each of the largest runs' branches. */
const knownPairs = 2_000;

const noFigures: Figures = {
  ...{ related: true, ahead: 0, behind: 0, files: 0, insertions: 0, deletions: 0 },
  conflicts: [],
};

const keyOf = ({ tip, baseTip }: Pair): string => `${tip} ${baseTip}`;

const relate = async (ground: Ground, pairs: readonly Pair[]): Promise<Result<Related[]>> => {
  const graph = await historyGraph(ground, [...new Set(pairs.flatMap(({ tip, baseTip }) => [tip, baseTip]))]);
  if (!graph.ok) return graph;
  const reaches = new Map<string, ReadonlySet<string>>();
  const reach = (tip: string): ReadonlySet<string> => {
    const known = reaches.get(tip) ?? reachOf(graph.value, tip);
    reaches.set(tip, known);
    return known;
  };
  const related: Related[] = [];
  for (const pair of pairs) {
    const { ahead, behind, mergeBase } = apart(graph.value, reach(pair.tip), reach(pair.baseTip));
    const base = mergeBase === 'several' ? await mergeBaseOf(ground, pair.tip, pair.baseTip) : ok(mergeBase);
    if (!base.ok) return base;
    related.push({ ...pair, ahead, behind, mergeBase: base.value });
  }
  return ok(related);
};

const isHash = (line: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line);
const numberBefore = (line: string, word: string): number =>
  Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);

/** `diff-tree --stdin --always --shortstat` prints a commit's hash and, where it changes something, a line of counts. */
export const parseShortstats = (output: string): Pick<Figures, 'files' | 'insertions' | 'deletions'>[] => {
  const found: Pick<Figures, 'files' | 'insertions' | 'deletions'>[] = [];
  for (const line of output.split('\n')) {
    if (isHash(line)) found.push({ files: 0, insertions: 0, deletions: 0 });
    else if (/^ \d+ files? changed/.test(line))
      found[found.length - 1] = {
        files: numberBefore(line, 'file'),
        insertions: numberBefore(line, 'insertion'),
        deletions: numberBefore(line, 'deletion'),
      };
  }
  return found;
};

/** A commit is compared with the parents that stand behind it in the line. */
const countChanges = async ({ git }: Ground, pairs: readonly Related[]) => {
  if (pairs.length === 0) return ok([]);
  const counted = await git(['diff-tree', '--stdin', '--always', '-r', '-M', '--shortstat'], {
    input: `${pairs.map(({ tip, mergeBase }) => `${tip} ${mergeBase}`).join('\n')}\n`,
  });
  return counted.ok ? ok(parseShortstats(counted.value.stdout)) : counted;
};

const compare = async (ground: Ground, pairs: readonly Pair[]): Promise<Result<Map<string, Figures>>> => {
  const figures = new Map<string, Figures>();
  if (pairs.length === 0) return ok(figures);
  const related = await relate(ground, pairs);
  if (!related.ok) return related;
  const changing = related.value.filter(({ ahead, mergeBase }) => ahead > 0 && mergeBase !== null);
  const parted = changing.filter(({ behind }) => behind > 0);
  const counts = await countChanges(ground, changing);
  if (!counts.ok) return counts;
  const merges = await mergeAll(
    ground,
    parted.map(({ tip, baseTip }) => [baseTip, tip]),
  );
  if (!merges.ok) return merges;
  for (const { ahead, behind, mergeBase, ...pair } of related.value)
    figures.set(keyOf(pair), { ...noFigures, ahead, behind, related: mergeBase !== null });
  const add = (pair: Related, more: Partial<Figures> | undefined) =>
    figures.set(keyOf(pair), { ...(figures.get(keyOf(pair)) ?? noFigures), ...more });
  for (const [at, pair] of changing.entries()) add(pair, counts.value[at]);
  for (const [at, pair] of parted.entries()) add(pair, { conflicts: merges.value[at] ?? [] });
  return ok(figures);
};

/** Asks of git only what two tips are to each other that were not met before. */
export const knownStands = (ground: Ground) => {
  const known = new Map<string, Figures>();
  return async (wishes: readonly StandWish[]): Promise<Result<ShortStand[]>> => {
    const ready = await ground.common();
    if (!ready.ok) return ready;
    const tips = await tipsOf(ground, [...new Set(wishes.flatMap(({ branch, base }) => [branch, base]))]);
    if (!tips.ok) return tips;
    const tipOf = (branch: string): string | null => tips.value.get(branch) ?? null;
    const asked = new Map<string, Pair>();
    for (const { branch, base } of wishes) {
      const [tip, baseTip] = [tipOf(branch), tipOf(base)];
      if (tip === null || baseTip === null || tip === baseTip) continue;
      const pair = { tip, baseTip };
      if (!known.has(keyOf(pair))) asked.set(keyOf(pair), pair);
    }
    const found = await compare(ground, [...asked.values()]);
    if (!found.ok) return found;
    for (const [key, figures] of found.value) known.set(key, figures);
    const stands = wishes.map(({ branch, base, worktree }) => {
      const [tip, baseTip] = [tipOf(branch), tipOf(base)];
      const figures = tip === null || baseTip === null ? undefined : known.get(keyOf({ tip, baseTip }));
      return { ...noFigures, ...figures, tip, baseTip, place: placeOfBranch(worktree, branch) };
    });
    if (known.size > knownPairs) known.clear();
    return ok(stands);
  };
};
