import type { View } from '@contract/view.ts';
import type { Conflict } from '@contract/worktree-work.ts';

/** All that one instance has changed of what another holds: one thing to be settled between the two. */
export type ConflictItem = {
  readonly id: string;
  readonly holder: string;
  readonly paths: readonly string[];
  /** Some of it is in a commit already, past the hook that refuses such. */
  readonly committed: boolean;
  /** Since when. */
  readonly at: number;
};

/** Open conflicts, those of the same two together, the longest standing first. */
export const conflictItems = ({ conflicts }: Pick<View, 'conflicts'>): ConflictItem[] => {
  const pairs = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    const key = `${conflict.id} ${conflict.holder}`;
    pairs.set(key, [...(pairs.get(key) ?? []), conflict]);
  }
  return [...pairs.values()].flatMap((pair) => {
    const [first] = pair;
    if (first === undefined) return [];
    const { id, holder } = first;
    const committed = pair.some(({ commit }) => commit !== null);
    const at = Math.min(...pair.map((conflict) => conflict.at));
    return [{ id, holder, paths: pair.map(({ path }) => path), committed, at }];
  });
};

/** So many names fit the list; more are counted. */
const namedMost = 3;

export const pathsWords = (paths: readonly string[]): string => {
  const rest = paths.length - namedMost;
  return paths.slice(0, namedMost).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};
