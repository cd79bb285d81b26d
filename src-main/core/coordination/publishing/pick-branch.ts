import type { InstanceId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { movedOn } from '../moved-on.ts';

export interface PickedBranch {
  readonly id: InstanceId | null;
  readonly branch: string;
}

interface Named {
  readonly id?: InstanceId | undefined;
  readonly branch?: string | undefined;
}

/** The branch that is meant: an instance's, or a named one. */
export const pickBranch = (crew: Crew, caller: Caller, { id, branch }: Named): Result<PickedBranch> => {
  if (id !== undefined && branch !== undefined)
    return fail('bad_input', 'both an instance and a branch are named', 'Name one of them.', {
      field: 'branch',
    });
  if (branch !== undefined) {
    const owner = Object.values(crew.ledger.view.instances).find((one) => one.branch === branch);
    return ok({ id: owner?.id ?? null, branch });
  }
  if (id === undefined)
    return fail('bad_input', 'nothing to publish is named', 'Name an instance, or a branch.', {
      field: 'id',
    });
  const found = pickReadable(crew.ledger.view, caller, id);
  if (!found.ok) return found;
  return found.value.branch === null
    ? fail('wrong_state', `${id} works in the person’s own checkout`, 'Name that branch instead.', {
        field: 'id',
      })
    : ok({ id, branch: found.value.branch });
};

/** The commit that it stands on; `expected`: refused when it stands on another one by now. */
export const tipOf = async (
  crew: Crew,
  branch: string,
  expected: string | undefined,
): Promise<Result<string>> => {
  const tip = await crew.ports.branches.tip(branch);
  if (!tip.ok) return tip;
  if (tip.value === null)
    return fail('not_found', `there is no branch ${branch}`, 'Name one that git branch shows.', {
      field: 'branch',
    });
  return expected === undefined || expected === tip.value
    ? ok(tip.value)
    : movedOn(branch, expected, tip.value);
};
