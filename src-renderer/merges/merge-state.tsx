import type { Merge, MergeState } from '@contract/merges.ts';
import { Check, CircleDashed, CircleDot, CircleSlash, Clock3, GitMerge, RotateCcw, X } from 'lucide-react';
import type { JSX } from 'react';

const words: Record<MergeState, string> = {
  queued: 'queued',
  waiting: 'waiting',
  checking: 'checking',
  merging: 'merging',
  merged: 'merged',
  conflicted: 'conflict',
  failed: 'failed',
  cancelled: 'cancelled',
  undone: 'taken back',
};

const icons: Record<MergeState, typeof Check> = {
  queued: CircleDashed,
  waiting: Clock3,
  checking: CircleDot,
  merging: GitMerge,
  merged: Check,
  conflicted: GitMerge,
  failed: X,
  cancelled: CircleSlash,
  undone: RotateCcw,
};

/** A merge's state by colour, shape and word. */
export const MergeStateMark = ({ state }: Pick<Merge, 'state'>): JSX.Element => {
  const Icon = icons[state];
  return (
    <span className="mg-state" data-state={state}>
      <Icon size={14} aria-hidden="true" />
      {words[state]}
    </span>
  );
};
