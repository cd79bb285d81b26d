import type { Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { holds } from './has-landed.ts';
import { mergedFacts } from './land-chain.ts';
import { of } from './merge-of.ts';
import { isStillWanted } from './still-wanted.ts';

const settle = async (crew: Crew, merge: Merge, reason: string): Promise<void> => {
  const { commit } = merge;
  if (commit !== null && (await holds(crew, merge.target, commit))) {
    crew.ledger.append(mergedFacts(crew, [{ merge, commit }]));
    return;
  }
  if (!isStillWanted(crew, merge)) return;
  crew.ledger.append([{ kind: 'merge.requeued', data: { ...of(merge), reason } }]);
};

const isBegun = ({ state }: Merge): boolean => state === 'merging' || state === 'checking';

/**
 * Of merges of a target that a round was at when it could not go on (a full disk: it could not even say so). To be called when no round is
 * at work on it.
 */
export const settleLeft = async (crew: Crew, target: string): Promise<void> => {
  for (const merge of crew.ledger.view.merges)
    if (merge.target === target && isBegun(merge)) await settle(crew, merge, 'its round was broken off');
};

/** Tells of each merge that an earlier host was at when it ended whether its target has it, and has the others tried again. */
export const settleBegun = async (crew: Crew): Promise<void> => {
  const begun = crew.ledger.view.merges.filter((merge) => isBegun(merge) || merge.state === 'waiting');
  for (const merge of begun) {
    if (crew.stopped) return;
    await settle(crew, merge, 'Tutti ended while it was being merged');
  }
};
