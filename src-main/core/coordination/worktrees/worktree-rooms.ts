import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { worktreeVerbs } from '@contract/worktree-verbs.ts';
import type { HeldPath } from '@contract/worktree-work.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import type { Rooms } from '../../room.ts';
import { claimsStayInside } from '../lock-paths.ts';
import type { WorktreeWork } from './worktree-work.ts';

/** So many are named to who is refused: enough to see what is meant. */
const namedLimit = 20;

/** Whose a commit in that folder is: of those who share it, whoever makes it. */
const committer = (crew: Crew, caller: Caller, folder: string): Instance | undefined => {
  const works = ({ cwd, branch }: Instance): boolean => branch !== null && cwd === folder;
  const self = caller.kind === 'instance' ? crew.instance(caller.id) : undefined;
  return self !== undefined && works(self) ? self : Object.values(crew.ledger.view.instances).find(works);
};

/** Whose worktree a commit is made in, it is that instance's, whoever makes it. Elsewhere nothing is held. */
const check = (
  crew: Crew,
  caller: Caller,
  work: WorktreeWork,
  input: VerbParsed<'locks.check'>,
): Result<VerbOutput<'locks.check'>> => {
  const owner = committer(crew, caller, input.folder);
  if (owner === undefined) return ok({ held: [], count: 0 });
  const held = work.conflicts.held();
  const all = input.paths.flatMap((path): HeldPath[] =>
    held.of(path, owner.id).map(({ holder, mode, id: lock }) => ({ path, holder, mode, lock })),
  );
  const named = all.slice(0, namedLimit);
  if (all.length > 0) {
    crew.ledger.append([
      { kind: 'instance.commitRefused', data: { id: owner.id, held: named, count: all.length } },
    ]);
  }
  return ok({ held: named, count: all.length });
};

const changes = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'instances.changes'>,
): Promise<Result<VerbOutput<'instances.changes'>>> => {
  const claims = input.path === undefined ? [] : [{ path: input.path, field: 'path' }];
  const inside = await claimsStayInside(crew, caller, claims);
  if (!inside.ok) return inside;
  if (input.id !== undefined && crew.instance(input.id) === undefined) {
    return fail('not_found', `no instance ${input.id}`, 'List the instances.', { field: 'id' });
  }
  return ok(crew.ports.store.changes(crew.run, input));
};

export const worktreeRooms = (crew: Crew, work: WorktreeWork): Rooms<keyof typeof worktreeVerbs> => ({
  'instances.changes': (caller, input) => changes(crew, caller, input),
  'conflicts.list': () => ok([...crew.ledger.view.conflicts]),
  'locks.check': (caller, input) => check(crew, caller, work, input),
});
