import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { type KeptReason, type KeptWork, keptLimits } from '@contract/kept-work.ts';
import { ok, type Result } from '@contract/result.ts';
import { placeOwner } from '@contract/shared-places.ts';
import { hasEnded } from '@contract/states.ts';
import { appendSurely } from '../../append-surely.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { SavedWork } from '../../ports/kept-work.ts';

/** Below it a ref for each work that is kept: `<run>/<instance>/<n>`. */
export const workRefs = 'refs/tutti/work/';

/** More than any instance gets: one for each time that it ended with something not committed. */
const mostOfOne = 2000;

const reasonLength = 1900;

export const keptOf = (crew: Crew, run: number, id: InstanceId): readonly KeptWork[] =>
  crew.ports.store.keptWork({ run, id, dropped: true, limit: mostOfOne });

const numberOf = (name: string): number => Number(name.slice(name.lastIndexOf('/') + 1));

/**
 * From the choice of a name to the event that tells of it, one after the other: whoever keeps something of an instance meanwhile (who
 * shares its worktree, a clean-up) would take the same name, and the ref would lead to one of the two.
 */
export const naming = <T>(crew: Crew, run: number, id: InstanceId, work: () => Promise<T>): Promise<T> =>
  crew.queue.run(`kept work of ${run}/${id}`, work);

/** In its turn (`naming`). The name that an instance's next kept work gets: after all that the log knows, and after refs that it does not know of. */
export const nextName = async (crew: Crew, run: number, id: InstanceId): Promise<Result<string>> => {
  const refs = await crew.ports.branches.kept(`${workRefs}${run}/${id}/`);
  if (!refs.ok) return refs;
  const names = [...refs.value.map(({ ref }) => ref), ...keptOf(crew, run, id).map(({ work }) => work)];
  return ok(`${run}/${id}/${Math.max(0, ...names.map(numberOf)) + 1}`);
};

/** Works where the person does, so that what lies there is the person's. */
const hasOwnWorktree = (crew: Crew, { branch, cwd }: Instance): boolean =>
  branch !== null && cwd !== crew.ports.repository.root;

/** The same files as were kept last time: once is enough. */
const isKnown = async (crew: Crew, { run, id }: Instance, saved: SavedWork): Promise<boolean> => {
  const last = keptOf(crew, run, id).find(({ kind, dropped }) => kind === 'uncommitted' && dropped === null);
  if (last === undefined) return false;
  const differ = await crew.ports.branches.diffFiles(last.commit, saved.commit);
  return differ.ok && differ.value.length === 0;
};

const saveUncommitted = async (
  crew: Crew,
  instance: Instance,
  why: KeptReason,
  cause: number | null,
): Promise<Result<void>> => {
  const { branches, worktrees } = crew.ports;
  const { id, run, cwd, branch } = instance;
  // Mostly there is nothing, and one look tells.
  const dirty = await worktrees.uncommitted(cwd);
  if (!dirty.ok) return dirty;
  if (dirty.value === 0) return ok(undefined);
  const work = await nextName(crew, run, id);
  if (!work.ok) return work;
  const ref = workRefs + work.value;
  const saved = await branches.saveWork({
    worktree: cwd,
    ref,
    message: `Uncommitted work of ${id}\n\nKept by Tutti (${why}).`,
    trailers: [{ key: 'Tutti-Instance', value: id }],
  });
  if (!saved.ok) return saved;
  if (saved.value === null) return ok(undefined);
  const { commit, files } = saved.value;
  if (await isKnown(crew, instance, saved.value)) {
    const dropped = await branches.drop(ref, commit);
    return dropped.ok ? ok(undefined) : dropped;
  }
  const left = saved.value.left.slice(0, keptLimits.left);
  const data = { work: work.value, id, ref, commit, branch, kind: 'uncommitted' as const, why, files, left };
  await appendSurely(crew, () => [{ kind: 'work.saved', data, run, cause }]);
  return ok(undefined);
};

/**
 * Keeps what an instance has not committed, if there is anything that is not kept already. To be called in its turn (`crew.queue`), when
 * nothing of it runs. What can't be kept is told, and stays where it lies.
 */
export const keepWork = async (
  crew: Crew,
  instance: Instance,
  why: KeptReason,
  cause: number | null = null,
): Promise<void> => {
  if (crew.stopped || !hasOwnWorktree(crew, instance)) return;
  const owner = placeOwner(crew.ledger.view.instances, instance);
  // What lies in a shared worktree may be anyone's: it is kept for whose worktree it is, and when that one has ended.
  if (owner.id !== instance.id && !hasEnded(owner.state)) return;
  const { id, run } = owner;
  const kept = await naming(crew, run, id, () => saveUncommitted(crew, owner, why, cause));
  if (kept.ok || crew.stopped) return;
  const reason = clipped(kept.error.message, reasonLength);
  await appendSurely(crew, () => [{ kind: 'work.unsaved', data: { id, why, reason }, run, cause }]);
};
