import { readFileSync } from 'node:fs';
import type { CommitWay } from '../../../core/ports/worktree-watch.ts';

/** One move of a worktree's HEAD. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** How a commit was made by it; null: it made none (a reset, a checkout, a fast-forward). */
  readonly way: CommitWay | null;
}

const ways: readonly (readonly [RegExp, CommitWay])[] = [
  [/^commit \(amend\)/, 'amend'],
  [/^commit \(merge\)|: Merge made by/, 'merge'],
  [/^commit\b/, 'commit'],
  [/^(?:cherry-pick|revert|am|applypatch)\b/, 'pick'],
  [/^rebase(?: -i)? \((?:pick|reword|edit|squash|fixup|merge|continue)\)/, 'rebase'],
];

const line = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) .*?\t(.*)$/;

const parse = (text: string): Move[] =>
  text.split('\n').flatMap((each) => {
    const [, from, to, message] = line.exec(each) ?? [];
    if (from === undefined || to === undefined || message === undefined) return [];
    const way = ways.find(([pattern]) => pattern.test(message))?.[1] ?? null;
    return [{ from, to, way: from === to ? null : way }];
  });

/** All moves of a worktree's HEAD, the oldest first; none where git keeps no log of them. */
export const readReflog = (file: string): Move[] => {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** The moves after HEAD stood on `tip` last; null: it never did, as far as the log goes back. */
export const movesSince = (moves: readonly Move[], tip: string): readonly Move[] | null => {
  const last = moves.findLastIndex((move) => move.to === tip);
  if (last !== -1) return moves.slice(last + 1);
  return moves[0]?.from === tip ? moves : null;
};
