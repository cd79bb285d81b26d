import type { InstanceId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { usualTarget } from '../../model/merge-rights.ts';

/** Whose work is looked at, on which branch. */
export const reviewedBranch = (crew: Crew, caller: Caller, id: InstanceId): Result<string> => {
  const found = pickReadable(crew.ledger.view, caller, id);
  if (!found.ok) return found;
  const { branch } = found.value;
  return branch === null
    ? fail('wrong_state', `${id} works in the person’s own checkout`, 'Look at that with git.', {
        field: 'id',
      })
    : ok(branch);
};

/** The branch as it stands against the one that it goes into. */
export const standOfWork = async (crew: Crew, id: InstanceId, branch: string) => {
  const { branches, worktrees } = crew.ports;
  const repository = await worktrees.repository();
  if (!repository.ok) return repository;
  const person = repository.value.branch;
  return branches.standOf({ branch, base: usualTarget(crew.ledger.view, id, { person }) });
};

/** The commit that a verdict is about: the one that was looked at, or the branch's tip. */
export const lookedAt = async (
  crew: Crew,
  branch: string,
  tip: string | undefined,
): Promise<Result<string>> => {
  const found = await crew.ports.branches.commitOf(tip ?? branch);
  if (!found.ok) return found;
  return found.value === null
    ? fail('not_found', `There is no ${tip ?? branch} any more.`, 'Look at the work again.', { field: 'tip' })
    : ok(found.value);
};
