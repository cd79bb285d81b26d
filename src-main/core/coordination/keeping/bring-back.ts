import type { KeptWork } from '@contract/kept-work.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';

const pick = (crew: Crew, { work, id, run }: VerbParsed<'work.bringBack'>): Result<KeptWork> => {
  const { store } = crew.ports;
  if (work !== undefined) {
    const named = store.keptOne(work);
    if (named === null)
      return fail('not_found', `no kept work ${work}`, 'List it: tutti undo --kept', { field: 'work' });
    return named.dropped === null
      ? ok(named)
      : fail('wrong_state', `${work} is kept no longer: ${named.dropped.reason}`, 'Look for it there.', {
          field: 'work',
        });
  }
  if (id === undefined)
    return fail('bad_input', 'no work is named', 'Name it, or an instance.', { field: 'work' });
  const [newest] = store.keptWork({ run: run ?? crew.run, id, dropped: false, limit: 1 });
  return newest === undefined
    ? fail('not_found', `nothing of ${id} is kept`, 'What it committed is on its branch.', { field: 'id' })
    : ok(newest);
};

/** Kept work gets a branch and a worktree of its own; it stays kept. */
export const bringBack = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'work.bringBack'>,
): Promise<Result<KeptWork>> => {
  const picked = pick(crew, input);
  if (!picked.ok) return picked;
  const { work, id, run, commit } = picked.value;
  const name = `${id}-kept-${work.slice(work.lastIndexOf('/') + 1)}`;
  // After a clean-up that is taking the same one away at this moment.
  const made = await crew.queue.run(name, () => crew.ports.worktrees.add({ run, name, from: commit }));
  if (!made.ok) return made;
  const { path: worktree, branch } = made.value;
  const data = { work, id, worktree, branch };
  crew.ledger.append([{ kind: 'work.restored', data, run, actor: actorOf(caller) }]);
  return ok(crew.ports.store.keptOne(work) ?? picked.value);
};
