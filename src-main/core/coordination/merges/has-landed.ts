import { landedOtherwise, type Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';

/** Whether a branch, or commit, has a commit: nothing of the commit is missing in it. */
export const holds = async (crew: Crew, branch: string, commit: string): Promise<boolean> => {
  const stand = await crew.ports.branches.standOf({ branch: commit, base: branch });
  return stand.ok && stand.value.ahead === 0;
};

/** Whether just this commit of a branch was squashed or rebased into what `head` stands for: git can't tell, and would try its lines again. */
export const hasLanded = async (
  crew: Crew,
  of: Pick<Merge, 'source' | 'target'> & { readonly tip: string },
  head: string,
): Promise<boolean> => {
  const landed = landedOtherwise(crew.ledger.view.merges, of);
  return landed?.commit ? holds(crew, head, landed.commit) : false;
};
