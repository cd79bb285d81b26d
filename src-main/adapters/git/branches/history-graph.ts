import { ok, type Result } from '@contract/result.ts';
import { commonBase } from './changed-paths.ts';
import type { Ground } from './ground.ts';

/** The commits of some branches down to what lies below all of them. */
export interface HistoryGraph {
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** What lies below all; it is no key of `parents`. */
  readonly bases: ReadonlySet<string>;
}

export interface Apart {
  readonly ahead: number;
  readonly behind: number;
  /** Null: nothing in common. `several`: only git tells which it takes. */
  readonly mergeBase: string | 'several' | null;
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Two processes for any number of commits. */
export const historyGraph = async (
  ground: Ground,
  commits: readonly string[],
): Promise<Result<HistoryGraph>> => {
  const bases = await commonBase(ground, commits);
  if (!bases.ok) return bases;
  const listed = await ground.git(['rev-list', '--parents', '--stdin'], {
    input: [...commits, ...bases.value.map((base) => `^${base}`), ''].join('\n'),
  });
  if (!listed.ok) return listed;
  const parents = new Map(
    lines(listed.value.stdout).map((line) => {
      const [hash = '', ...rest] = line.split(' ');
      return [hash, rest];
    }),
  );
  return ok({ parents, bases: new Set(bases.value) });
};

/** All that a commit contains, itself included; of what lies below all only what it meets first. */
export const reachOf = ({ parents }: HistoryGraph, tip: string): Set<string> => {
  const seen = new Set<string>();
  const open = [tip];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (seen.has(commit)) continue;
    seen.add(commit);
    open.push(...(parents.get(commit) ?? []));
  }
  return seen;
};

/** A commit that both contain, and that is below no other one of these. What contains a common one below it shows by being its child. */
const bestCommon = (
  { parents, bases }: HistoryGraph,
  mine: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
) => {
  const common = [...mine].filter((hash) => theirs.has(hash) && (parents.has(hash) || bases.has(hash)));
  const below = new Set(common.flatMap((hash) => parents.get(hash) ?? []));
  return common.filter((hash) => !below.has(hash));
};

const onlyIn = ({ parents }: HistoryGraph, one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let count = 0;
  for (const hash of one) if (!other.has(hash) && parents.has(hash)) count += 1;
  return count;
};

/** How far two commits are apart, by what each contains (`reachOf`). */
export const apart = (graph: HistoryGraph, mine: ReadonlySet<string>, theirs: ReadonlySet<string>): Apart => {
  const [first, ...others] = bestCommon(graph, mine, theirs);
  return {
    ahead: onlyIn(graph, mine, theirs),
    behind: onlyIn(graph, theirs, mine),
    mergeBase: others.length > 0 ? 'several' : (first ?? null),
  };
};
