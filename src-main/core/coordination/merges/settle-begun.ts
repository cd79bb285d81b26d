import type { Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { mergedFacts } from './land-chain.ts';
import { of } from './merge-of.ts';

/** Whether a branch has a commit: nothing of the commit is missing in it. */
const holds = async (crew: Crew, branch: string, commit: string): Promise<boolean> => {
  const stand = await crew.ports.branches.standOf({ branch: commit, base: branch });
  return stand.ok && stand.value.ahead === 0;
};

const settle = async (crew: Crew, merge: Merge): Promise<void> => {
  const { commit } = merge;
  if (commit !== null && (await holds(crew, merge.target, commit))) {
    crew.ledger.append(mergedFacts(crew, [{ merge, commit }]));
    return;
  }
  const reason = 'Tutti ended while it was being merged';
  crew.ledger.append([{ kind: 'merge.requeued', data: { ...of(merge), reason } }]);
};

/** Tells of each merge that an earlier host was at when it ended whether its target has it, and has the others tried again. */
export const settleBegun = async (crew: Crew): Promise<void> => {
  const begun = crew.ledger.view.merges.filter(
    ({ state }) => state === 'merging' || state === 'checking' || state === 'waiting',
  );
  for (const merge of begun) {
    if (crew.stopped) return;
    await settle(crew, merge);
  }
};
