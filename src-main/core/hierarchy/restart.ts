import type { Actor } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { placeOwner } from '@contract/shared-places.ts';
import { hasEnded, type Witness } from '@contract/states.ts';
import type { View } from '@contract/view.ts';
import { keepWork } from '../coordination/keeping/keep-work.ts';
import { actorOf } from '../ledger.ts';
import { pickCommandable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { checkLimits } from '../model/limits.ts';
import { instanceBreaker, profileBreaker } from './breakers.ts';
import { stillOffers } from './choose-variant.ts';
import type { Crew } from './crew.ts';
import { issueCredentials, launch } from './launch.ts';
import { inPlaceTurn } from './place-turn.ts';
import { whenBegun } from './starts.ts';
import { endLife } from './terminate.ts';

/** Ends what still runs of an instance and starts its program anew, in the same worktree, as the next incarnation. */
export const restart = async (crew: Crew, caller: Caller, id: InstanceId): Promise<Result<Instance>> => {
  const target = pickCommandable(crew.ledger.view, caller, id, 'restart');
  if (!target.ok) return target;
  const by = { actor: actorOf(caller), witness: caller.kind === 'person' ? 'person' : 'tool' } as const;
  // One that waits for its turn to start waits anew.
  crew.starts.callOff(id);
  crew.setUps.callOff(id);
  return whenBegun(
    crew,
    id,
    crew.queue.run(id, () => restartNow(crew, by, id)),
  );
};

/** Starts a crashed instance again of Tutti's own accord, if that is `due` still when its turn has come. */
export const restartUnasked = (crew: Crew, id: InstanceId, due: () => boolean): Promise<Result<Instance>> =>
  crew.queue.run(id, async () =>
    due()
      ? restartNow(crew, { actor: { kind: 'tutti' }, witness: 'process', cause: plannedBy(crew, id) }, id)
      : fail('wrong_state', `${id} is not to be started again any more`, 'Nothing.'),
  );

/** The event that planned its next start; null: none is known. */
const plannedBy = (crew: Crew, id: InstanceId): number | null => {
  const kinds = ['instance.restartPlanned'] as const;
  const { store } = crew.ports;
  return (
    store.events({ after: 0, run: crew.run, instance: id, kinds, limit: 1, newest: true })[0]?.seq ?? null
  );
};

interface By {
  readonly actor: Actor;
  readonly witness: Witness;
  /** Absent: it is the actor's own act. */
  readonly cause?: number | null;
}

/** Whether its spawn asked for a confirmation; null when its program has never run, so that the log can't tell. */
const wasToConfirm = (crew: Crew, { id, run }: Instance): boolean | null => {
  const { store } = crew.ports;
  if (store.nonce(run, id) !== null) return true;
  // The first state it came into after `starting` tells; launches that failed stand before it.
  const query = { run, instance: id, kinds: ['instance.changed'], newest: false };
  for (const event of store.events({ ...query, after: 0, limit: 50 })) {
    if (event.kind !== 'instance.changed') continue;
    if (event.data.to === 'confirming') return true;
    if (event.data.to === 'ready') return false;
  }
  return null;
};

/** Its folder may have been taken away by hand: what it committed is on its branch. Gives what is to be told. */
const standAgain = async (crew: Crew, { cwd, branch }: Instance): Promise<Result<string>> => {
  const plain = 'its program is being started again';
  if (branch === null || cwd === crew.ports.repository.root) return ok(plain);
  const made = await crew.ports.worktrees.comeBack({ path: cwd, branch });
  if (!made.ok) return made;
  return ok(made.value ? `${plain}, in a worktree that was gone and was made again from ${branch}` : plain);
};

/** One that has ended keeps nobody from beginning a new run, in which its name is another's. */
const otherRun = (id: InstanceId) =>
  fail('wrong_state', `another run has begun, so ${id} is not started again`, 'Look at that run.');

/**
 * Once its worktree stands, ends what runs of it and says that it starts: from then on everybody sees that it needs its worktree. Answers when that is
 * said; its program is being started.
 */
const beginAnew = async (
  crew: Crew,
  { actor, witness, cause = null }: By,
  before: Instance,
  profile: Profile,
): Promise<Result<{ launched: Promise<Result<Instance>> }>> => {
  const { id } = before;
  // Before anything is ended: one that can't be started again goes on.
  const stands = await standAgain(crew, before);
  if (!stands.ok) return stands;
  if (crew.run !== before.run) return otherRun(id);
  const may = crew.breakers.begin(id, [profileBreaker(before.profile), instanceBreaker(id)]);
  if (!may.ok) return may;
  const confirm = wasToConfirm(crew, before) ?? profile.confirm.expected;
  await endLife(crew, id);
  await keepWork(crew, before, 'restart');
  if (crew.run !== before.run) {
    crew.breakers.release(id);
    return otherRun(id);
  }
  const incarnation = before.incarnation + 1;
  const { credentials, secrets } = issueCredentials(crew, id, incarnation, profile, confirm);
  const [event] = crew.ledger.append(
    crew.transition(id, { to: 'starting', witness, reason: stands.value }, { actor, cause }),
    secrets,
  );
  const instance = crew.instance(id) ?? before;
  const by = { actor, cause: event?.seq ?? null };
  return ok({ launched: launch(crew, { instance, profile, incarnation, credentials, confirm, by }) });
};

const restartNow = async (crew: Crew, by: By, id: InstanceId): Promise<Result<Instance>> => {
  const before = crew.instance(id);
  if (before === undefined)
    return fail('not_found', `no instance ${id}`, 'List the instances.', { field: 'id' });
  const profile = await crew.ports.profiles.find(before.profile, crew.ledger.view.trusted);
  if (!profile.ok) return profile;
  const offered = stillOffers(profile.value, before);
  if (!offered.ok) return offered;
  if (hasEnded(before.state)) {
    const fits = checkLimits(crew.ledger.view, [...crew.reserved], {
      role: before.role,
      parent: before.parent,
    });
    if (!fits.ok) return fits;
  }
  const owner = placeOwner(crew.ledger.view.instances, before);
  const anew = await inPlaceTurn(crew, owner.id, () => beginAnew(crew, by, before, profile.value));
  return anew.ok ? anew.value.launched : anew;
};

/** Parents before children, so that a child finds someone to report to. */
export const crashedInOrder = (view: View): InstanceId[] =>
  Object.values(view.instances)
    .filter((instance) => instance.state === 'crashed')
    .sort((a, b) => a.id.split('_').length - b.id.split('_').length)
    .map((instance) => instance.id);

/**
 * Starts crashed instances again, all or those that are `wanted`, a few at a time (settings): the next follows when one has confirmed, or has failed.
 * Answers at once with those it will start.
 */
export const restartCrashed = (
  crew: Crew,
  caller: Caller,
  wanted: readonly InstanceId[] | undefined,
): Result<InstanceId[]> => {
  const crashed = crashedInOrder(crew.ledger.view);
  const other = wanted?.find((id) => !crashed.includes(id));
  if (other !== undefined)
    return fail('wrong_state', `${other} has not crashed`, 'Look at what has crashed anew.', {
      field: 'ids',
    });
  const ids = wanted === undefined ? crashed : crashed.filter((id) => wanted.includes(id));
  const waiting = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const one = id;
      if (crew.stopped || crew.instance(one)?.state !== 'crashed') continue;
      const result = await restart(crew, caller, one);
      if (!result.ok) crew.ports.log.warn('restart failed', { id: one, error: result.error });
      await crew.ledger.until((view) => {
        const state = view.instances[one]?.state;
        return state !== 'starting' && state !== 'confirming';
      });
    }
  };
  const together = Math.min(crew.ledger.view.settings.restartTogether, ids.length);
  for (let at = 0; at < together; at++) {
    worker().catch((error: unknown) => crew.ports.log.error('restart of crashed instances', error));
  }
  return ok(ids);
};
