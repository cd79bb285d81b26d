import type { branchVerbs } from '@contract/branch-verbs.ts';
import { type BranchStand, branchLimits } from '@contract/branches.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { usualTarget } from '../../model/merge-rights.ts';
import type { Rooms } from '../../room.ts';
import { troubleOf } from './stand-facts.ts';

export const branchRooms = (crew: Crew): Rooms<keyof typeof branchVerbs> => ({
  'branches.get': (caller, input) => getBranch(crew, caller, input),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const getBranch = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'branches.get'>,
): Promise<Result<BranchStand>> => {
  const wanted = input.id ?? (caller.kind === 'instance' ? caller.id : undefined);
  if (wanted === undefined)
    return fail('bad_input', 'no instance is named', 'Name one, such as exec_1.', { field: 'id' });
  const found = pickReadable(crew.ledger.view, caller, wanted);
  if (!found.ok) return found;
  const { id, branch, cwd: worktree } = found.value;
  if (branch === null)
    return fail('wrong_state', `${id} works in the person’s own checkout`, 'Look at that with git.', {
      field: 'id',
    });
  const { branches, worktrees } = crew.ports;
  const current = await branches.current();
  if (!current.ok) return current;
  const person = current.value;
  const base = input.base ?? usualTarget(crew.ledger.view, id, { person });
  const known = await branches.commitOf(base);
  if (!known.ok) return known;
  if (known.value === null)
    return fail('not_found', `there is no branch ${base}`, 'Name one that git branch shows.', {
      field: 'base',
    });
  const [stand, short, commits, uncommitted] = await Promise.all([
    branches.standOf({ branch, base }),
    branches.stands([{ branch, base, worktree }]),
    branches.commits(base, branch, branchLimits.commits),
    worktrees.uncommitted(worktree),
  ]);
  if (!stand.ok) return stand;
  if (!short.ok) return short;
  if (!commits.ok) return commits;
  const seen = short.value[0];
  const conflicts = seen?.conflicts ?? [];
  const { files } = stand.value;
  return ok({
    ...stand.value,
    ...{ id, branch, base, worktree },
    files: files
      .slice(0, branchLimits.files)
      .map(({ path, oldPath, kind, insertions, deletions, binary }) => ({
        ...{ path, oldPath, kind, insertions, deletions, binary },
      })),
    count: files.length,
    insertions: sum(files.map((file) => file.insertions)),
    deletions: sum(files.map((file) => file.deletions)),
    commits: commits.value.map(({ hash, parents, author, at, subject }) => ({
      ...{ hash, author, at, subject },
      parents: [...parents],
    })),
    conflicts: conflicts.slice(0, branchLimits.files),
    conflicting: conflicts.length,
    trouble: seen === undefined ? null : troubleOf({ ...seen, baseTip: known.value }, base, found.value),
    uncommitted: uncommitted.ok ? uncommitted.value : null,
  });
};
