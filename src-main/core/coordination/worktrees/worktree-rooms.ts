import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { worktreeVerbs } from '@contract/worktree-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import type { Rooms } from '../../room.ts';
import { claimsStayInside } from '../lock-paths.ts';
import { refuseHeld } from './refuse-held.ts';
import type { WorktreeWork } from './worktree-work.ts';

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
  return ok(refuseHeld(crew, owner.id, input.paths, work.conflicts.held()));
};

/** Elsewhere it is nobody's that is known here: the hook has said so to who commits. */
const tellRefused = (
  crew: Crew,
  caller: Caller,
  { folder, ...found }: VerbParsed<'commits.refused'>,
): Result<VerbOutput<'commits.refused'>> => {
  const owner = committer(crew, caller, folder);
  if (owner !== undefined)
    crew.ledger.append([{ kind: 'instance.contentRefused', data: { id: owner.id, ...found } }]);
  return ok({});
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
  'commits.refused': (caller, input) => tellRefused(crew, caller, input),
});
