import type { Cleanable, Cleaned } from '@contract/clean-up.ts';
import type { Actor } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { inPlaceTurn } from '../../hierarchy/place-turn.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import type { CleanUp } from '../../ports/store.ts';
import { isDue } from './drop-merged.ts';
import { holderOf, judgePlace } from './judge-place.ts';
import { naming, nextName, workRefs } from './keep-work.ts';
import { foldersOf, keptPrefix } from './list-cleanable.ts';
import { oneRemoval } from './one-removal.ts';

const reasonLength = 1900;

/** As it is at this moment, by git and the processes that run: what was listed may hold no longer. */
const look = async (crew: Crew, name: string): Promise<Result<Cleanable>> => {
  const places = await crew.ports.branches.ownPlaces();
  if (!places.ok) return places;
  const place = places.value.find((one) => one.name === name);
  if (place === undefined) {
    const holder = places.value.find((one) => one.branch === name);
    return holder === undefined
      ? fail('not_found', `there is no worktree or branch ${name} of Tutti’s own`, 'List them anew.')
      : fail('bad_input', `it is checked out in a worktree: name that, ${holder.name}`, 'Name the worktree.');
  }
  const inside = await crew.ports.processes.inside(foldersOf([place]));
  return ok(await judgePlace(crew, place, inside.get(place.worktree ?? '')));
};

/** Whether what is kept of its instance has it already. */
const isKept = async (crew: Crew, { run, id, tip }: Cleanable): Promise<Result<boolean>> => {
  const refs = await crew.ports.branches.containing(tip ?? '', `${workRefs}${run}/${id}/`);
  return refs.ok ? ok(refs.value.length > 0) : refs;
};

/**
 * Keeps the branch of an instance before it goes, also where another has its commits: the merge that brought them there may be taken back.
 * A branch under Tutti's prefix that is no instance's has no name to be kept by.
 */
const keepBranch = async (crew: Crew, place: Cleanable, actor: Actor): Promise<Result<void>> => {
  const { branch, tip, run, id } = place;
  if (branch === null || tip === null || run === null || id === null) return ok(undefined);
  const kept = await isKept(crew, place);
  if (!kept.ok) return kept;
  return kept.value ? ok(undefined) : keepTip(crew, place, actor);
};

/** Keeps the branch as it stands, so that it may go. */
const keepTip = async (crew: Crew, place: Cleanable, actor: Actor): Promise<Result<void>> => {
  const { run, id, tip, branch } = place;
  if (run === null || id === null || tip === null)
    return fail('wrong_state', 'it belongs to no instance', 'Give its commits a branch of your own first.');
  return naming(crew, run, id, () => keepAs(crew, { run, id, tip, branch }, actor));
};

const keepAs = async (
  crew: Crew,
  { run, id, tip, branch }: { run: number; id: InstanceId; tip: string; branch: string | null },
  actor: Actor,
): Promise<Result<void>> => {
  const work = await nextName(crew, run, id);
  if (!work.ok) return work;
  const ref = workRefs + work.value;
  const kept = await crew.ports.branches.keep(ref, tip, 'clean-up');
  if (!kept.ok) return kept;
  const data = { work: work.value, id, ref, commit: tip, branch, kind: 'tip' as const, files: 0, left: [] };
  crew.ledger.append([{ kind: 'work.saved', data: { ...data, why: 'clean-up' }, run, actor }]);
  return ok(undefined);
};

/** That others still have what goes: to remove a worktree may take long, and a host that ended may have been away for longer. */
const stillHeld = async (crew: Crew, { name, branch, tip }: CleanUp): Promise<Result<void>> => {
  const holder = await holderOf(crew, { branch, tip, onOther: false });
  if (!holder.ok || holder.value !== null) return holder.ok ? ok(undefined) : holder;
  return fail('wrong_state', `nothing else has the commits of ${branch ?? name} any more`, 'List it anew.');
};

/** The branch goes only from where it stood. */
const dropBranch = async (crew: Crew, begun: CleanUp): Promise<Result<void>> => {
  const { branch, tip } = begun;
  if (branch === null || tip === null) return ok(undefined);
  const { branches } = crew.ports;
  const now = await branches.tip(branch);
  if (!now.ok) return now;
  if (now.value === null) return ok(undefined);
  const held = await stillHeld(crew, begun);
  if (!held.ok) return held;
  const deleted = await branches.deleteBranch(branch, tip);
  if (!deleted.ok) return deleted;
  if (deleted.value) return ok(undefined);
  return fail('wrong_state', `the branch ${branch} was moved or checked out meanwhile`, 'List it anew.');
};

/** `cause`: that it was begun; null: by an earlier host. */
const end = (crew: Crew, name: string, result: Result<void>, cause: number | null): Cleaned => {
  const reason = result.ok ? '' : clipped(result.error.message, reasonLength);
  crew.ledger.append([
    result.ok
      ? { kind: 'work.cleaned', data: { name }, cause }
      : { kind: 'work.stayed', data: { name, reason }, cause },
  ]);
  return { name, gone: result.ok, reason };
};

const take = async (crew: Crew, place: Cleanable, actor: Actor): Promise<Cleaned> => {
  const { name, worktree, branch, tip } = place;
  const begun: CleanUp = { name, worktree, branch, tip };
  const [cleaning] = crew.ledger.append([{ kind: 'work.cleaning', data: begun, actor }]);
  const removed = worktree === null ? ok(undefined) : await crew.ports.branches.removeWorktree(worktree, tip);
  return end(crew, name, removed.ok ? await dropBranch(crew, begun) : removed, cleaning?.seq ?? null);
};

const cleanPlace = async (crew: Crew, name: string, save: boolean, actor: Actor): Promise<Cleaned> => {
  const found = await look(crew, name);
  if (!found.ok) return { name, gone: false, reason: found.error.message };
  const place = found.value;
  if (!place.removable && !(place.savable && save)) return { name, gone: false, reason: place.reason };
  const kept = place.removable ? await keepBranch(crew, place, actor) : await keepTip(crew, place, actor);
  return kept.ok ? take(crew, place, actor) : { name, gone: false, reason: kept.error.message };
};

/** The person says that it may be lost: told as such. */
const dropKept = async (crew: Crew, name: string, actor: Actor): Promise<Cleaned> => {
  const kept = crew.ports.store.keptOne(name.slice(keptPrefix.length));
  if (kept === null || kept.dropped !== null) return { name, gone: false, reason: 'it is kept no longer' };
  if (!isDue(crew, kept)) return { name, gone: false, reason: 'its days are not over' };
  const dropped = await crew.ports.branches.drop(kept.ref, kept.commit);
  if (!dropped.ok) return { name, gone: false, reason: dropped.error.message };
  const data = { work: kept.work, id: kept.id, reason: 'its days were over, and the person said so' };
  crew.ledger.append([{ kind: 'work.dropped', data, run: kept.run, actor }]);
  return { name, gone: true, reason: '' };
};

/** Nobody is started there meanwhile: neither whose worktree it is, nor one that shares it. */
const alone = <T>(crew: Crew, name: string, work: () => Promise<T>): Promise<T> => {
  const owner = name.split('/').at(-1) ?? name;
  return crew.queue.run(owner, () => inPlaceTurn(crew, owner, work));
};

/** Takes away what is named and may go, one after the other, each as it is when its turn has come. */
export const cleanUp = async (
  crew: Crew,
  caller: Caller,
  { names, save }: VerbParsed<'work.clean'>,
): Promise<Result<Cleaned[]>> => {
  const actor = actorOf(caller);
  const done: Cleaned[] = [];
  for (const name of new Set(names)) {
    if (crew.stopped) break;
    const one = name.startsWith(keptPrefix)
      ? oneRemoval(crew, () => dropKept(crew, name, actor))
      : alone(crew, name, () => oneRemoval(crew, () => cleanPlace(crew, name, save, actor)));
    done.push(await one);
  }
  return ok(done);
};

/** Ends what an earlier host had begun to take away: it was looked at then, git refuses what is new in it, and who else has its commits is asked again. */
export const finishCleanUps = async (crew: Crew): Promise<void> => {
  const { branches, store } = crew.ports;
  for (const begun of store.cleanUps()) {
    if (crew.stopped) return;
    const { name, worktree, tip } = begun;
    await oneRemoval(crew, async () => {
      const held = await stillHeld(crew, begun);
      const removed = worktree === null || !held.ok ? held : await branches.finishRemoving(worktree, tip);
      end(crew, name, removed.ok ? await dropBranch(crew, begun) : removed, null);
    });
  }
};
