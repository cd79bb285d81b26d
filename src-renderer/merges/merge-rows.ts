import { goesBefore } from '@contract/merge-waits.ts';
import { isOpen, type Merge } from '@contract/merges.ts';
import { openOverlaps } from '@contract/overlap-groups.ts';
import type { Overlap } from '@contract/stands.ts';
import type { View } from '@contract/view.ts';

/** A merge, and which others it waits for. */
export type MergeRow = { readonly merge: Merge; readonly waitsFor: readonly Merge[] };

/** The queue of one target. */
export type Queue = { readonly target: string; readonly rows: readonly MergeRow[] };

export type MergeLists = {
  /** What is not over, by target. */
  readonly queues: readonly Queue[];
  /** What failed: it waits for somebody's word, though nothing will come of it by itself. */
  readonly failed: readonly MergeRow[];
  /** Work of two that would conflict, whichever is merged second. */
  readonly overlaps: readonly Overlap[];
  /** What is over, the latest first. */
  readonly over: readonly MergeRow[];
};

const hasAll = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
};

const matches = (merge: Merge, words: readonly string[]): boolean => {
  const { id, source, target, state, reason, files } = merge;
  const paths = files.map(({ path }) => path).join(' ');
  return hasAll(`${id} ${merge.of ?? ''} ${source} ${target} ${state} ${reason} ${paths}`, words);
};

/** One that was asked for again, or replaced by a later one of the same branch, is told by that. */
const isReplaced = (merges: readonly Merge[], { source, target, askedAt, id }: Merge): boolean =>
  merges.some(
    (other) =>
      other.id !== id && other.source === source && other.target === target && other.askedAt > askedAt,
  );

/** The merges that have the words: those that are not over by target, what failed, what would conflict, and the rest. */
export const mergeLists = (
  view: Pick<View, 'merges' | 'tasks' | 'overlaps' | 'run'>,
  filter: string,
): MergeLists => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = view.merges.filter((merge) => matches(merge, words));
  const row = (merge: Merge): MergeRow => ({
    merge,
    waitsFor: merge.state === 'queued' ? goesBefore(view, merge) : [],
  });
  const open = found.filter(isOpen);
  const targets = [...new Set(open.map(({ target }) => target))];
  const isFailed = (merge: Merge): boolean => merge.state === 'failed' && !isReplaced(view.merges, merge);
  return {
    queues: targets.map((target) => ({
      target,
      rows: open.filter((merge) => merge.target === target).map(row),
    })),
    failed: found.filter(isFailed).map(row),
    overlaps: openOverlaps(view).filter(({ id, other, files }) =>
      hasAll([id, other, 'would conflict', ...files].join(' '), words),
    ),
    over: found
      .filter((merge) => !isOpen(merge) && !isFailed(merge))
      .toSorted((one, other) => other.since - one.since)
      .map(row),
  };
};
