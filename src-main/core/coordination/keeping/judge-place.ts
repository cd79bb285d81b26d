import type { Cleanable } from '@contract/clean-up.ts';
import { cleanLimits } from '@contract/clean-up.ts';
import { instanceIdSchema } from '@contract/ids.ts';
import { isUnderWay } from '@contract/merges.ts';
import { ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { OwnPlace } from '../../ports/clean-ups.ts';
import type { ProcessInfo } from '../../ports/processes.ts';
import { resolvedRefs } from '../merges/resolving-places.ts';

const commandLength = 60;

/** Whose a place is by its name: `1/spec_1_1_2-kept-3` and `tutti/1/spec_1_1_2` are both of spec_1_1_2 in run 1. */
export const ownerOf = (name: string): Pick<Cleanable, 'run' | 'id'> => {
  const [, run, id] = /^(?:tutti\/)?([1-9]\d{0,8})\/((?:exec|mgr|spec)(?:_\d+)+)/.exec(name) ?? [];
  const known = instanceIdSchema.safeParse(id);
  return { run: run === undefined ? null : Number(run), id: known.success ? known.data : null };
};

/** Who of the run that goes on needs it. */
const neededBy = (view: View, { worktree, branch }: OwnPlace): string | null => {
  const living = Object.values(view.instances).filter(({ state }) => !hasEnded(state));
  const there = living.find((one) => one.cwd === worktree || (branch !== null && one.branch === branch));
  if (there !== undefined) return `${there.id} works there`;
  if (branch === null) return null;
  const child = living.find(({ parent }) => parent !== null && view.instances[parent]?.branch === branch);
  if (child !== undefined) return `the work of ${child.id} goes into it`;
  const merge = view.merges.find(
    (one) => isUnderWay(one) && (one.source === branch || one.target === branch),
  );
  return merge === undefined ? null : `${merge.id} is under way`;
};

const processThere = (crew: Crew, inside: readonly ProcessInfo[] | undefined): string | null => {
  const { pid: host } = crew.ports.host;
  // What this host runs to look at it (git) is nobody's work.
  const others = inside?.filter(({ pid, parent, marker }) => pid !== host && (parent !== host || marker));
  const [first] = others ?? [];
  return first === undefined
    ? null
    : `${clipped(first.command, commandLength)} (pid ${first.pid}) runs there`;
};

/** What is in its files; null: nothing in the way. */
const filesInTheWay = async (crew: Crew, { worktree, missing }: OwnPlace): Promise<string | null> => {
  if (worktree === null || missing) return null;
  const dirty = await crew.ports.worktrees.uncommitted(worktree);
  if (!dirty.ok) return `git can’t tell what is in it: ${dirty.error.message}`;
  if (dirty.value === 0) return null;
  return `${dirty.value} ${dirty.value === 1 ? 'file is' : 'files are'} not committed`;
};

const inTheWay = async (
  crew: Crew,
  place: OwnPlace,
  inside: readonly ProcessInfo[] | undefined,
): Promise<string | null> => {
  const needed = neededBy(crew.ledger.view, place);
  if (needed !== null) return needed;
  if (place.locked) return 'git has it locked';
  if (place.busy !== null) return `it is in the middle of a ${place.busy}`;
  return processThere(crew, inside) ?? filesInTheWay(crew, place);
};

/** Who else has its commits; null: nobody. A resolution counts for nothing: it goes once its merge is over or called off. */
export const holderOf = async (
  crew: Crew,
  { branch, tip, onOther }: Pick<OwnPlace, 'branch' | 'tip' | 'onOther'>,
): Promise<Result<string | null>> => {
  if (tip === null) return ok('it has no commit');
  if (onOther) return ok('its branch stays');
  const { branches } = crew.ports;
  const heads = await branches.containing(tip, 'refs/heads/');
  if (!heads.ok) return heads;
  const other = heads.value.find((ref) => ref !== `refs/heads/${branch}`);
  if (other !== undefined) return ok(`${other.slice('refs/heads/'.length)} has all of it`);
  const refs = await branches.containing(tip, 'refs/tutti/');
  if (!refs.ok) return refs;
  const kept = refs.value.find((ref) => !ref.startsWith(resolvedRefs));
  return ok(kept === undefined ? null : `kept as ${kept}`);
};

/** Whether a place may go, now. `inside`: the processes that are in it. */
export const judgePlace = async (
  crew: Crew,
  place: OwnPlace,
  inside: readonly ProcessInfo[] | undefined,
): Promise<Cleanable> => {
  const { name, worktree, branch, tip, missing } = place;
  const base = { name, ...ownerOf(name), worktree, branch, kept: null, tip, ignored: [] };
  const stays = (reason: string): Cleanable => ({ ...base, removable: false, reason, savable: false });
  const why = await inTheWay(crew, place, inside);
  if (why !== null) return stays(why);
  const holder = await holderOf(crew, place);
  if (!holder.ok) return stays(holder.error.message);
  const reason = holder.value ?? 'its commits are in no other branch, and not kept';
  const files =
    worktree === null || missing
      ? ok([])
      : await crew.ports.branches.ignoredIn(worktree, cleanLimits.ignored);
  return {
    ...base,
    ...{ removable: holder.value !== null, savable: holder.value === null && base.id !== null, reason },
    ignored: files.ok ? [...files.value] : [],
  };
};
