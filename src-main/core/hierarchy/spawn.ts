import { childRoles, formatInstanceId, type InstanceId, ordinalsOf, type Role } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { checkLeading, leadingFacts } from '../coordination/tasks/plan.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { pickParent } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { checkLimits } from '../model/limits.ts';
import { checkSharing } from '../model/sharing.ts';
import { checkLasting } from '../model/shutdown.ts';
import { profileBreaker } from './breakers.ts';
import { type Chosen, chooseVariant } from './choose-variant.ts';
import type { Crew } from './crew.ts';
import { issueCredentials, launch } from './launch.ts';
import { endingFacts, ensureRun, forgetPrivateFiles, nextRun, nobodyLives } from './runs.ts';
import { whenBegun } from './starts.ts';

/** What a terminal has until a viewer fits it to its pane. Wide enough that agents do not fold their tables. */
const defaultSize = { cols: 120, rows: 36 };

type Input = VerbParsed<'instances.spawn'>;

interface Place {
  readonly cwd: string;
  readonly branch: string | null;
}

/** What a spawn comes to, once everything about it has been found in order. */
export interface SpawnPlan {
  readonly parent: Instance | null;
  readonly profile: Profile;
  readonly chosen: Chosen;
}

/** Whether a caller may spawn that, below that parent, as that profile can be started. */
export const planSpawn = async (crew: Crew, caller: Caller, input: Input): Promise<Result<SpawnPlan>> => {
  const allowed = checkArguments(caller, input);
  if (!allowed.ok) return allowed;
  const parent = findParent(crew, caller, input);
  if (!parent.ok) return parent;
  const lasts = checkLasting(crew.ledger.view, parent.value?.id ?? null);
  if (!lasts.ok) return lasts;
  const planned = checkPlan(crew, caller);
  if (!planned.ok) return planned;
  const leading = checkLeading(crew, caller, input.part);
  if (!leading.ok) return leading;
  const profile = await crew.ports.profiles.find(input.profile, crew.ledger.view.trusted);
  if (!profile.ok) return profile;
  if (input.place === 'shared') {
    const shares = checkSharing(parent.value, profile.value, crew.ports.repository.root);
    if (!shares.ok) return shares;
  }
  const chosen = chooseVariant(caller, input, profile.value);
  if (!chosen.ok) return chosen;
  return ok({ parent: parent.value, profile: profile.value, chosen: chosen.value });
};

/** A run that begins with an instance, in one transaction with it. Nobody may live in the one before. */
export interface Opening {
  readonly title: string;
  /** Those of the run itself have none of their own. */
  readonly facts: readonly Fact[];
  /** It is written: what fails from here on fails in this run. */
  begun(): void;
}

interface SpawnMore {
  /** What is to be told in the same transaction, once its id is known. */
  readonly also?: (id: InstanceId) => readonly Fact[];
  readonly opening?: Opening;
  /** The event that led to it; absent: it is the caller's own act. */
  readonly cause?: number | null;
}

/**
 * Starts a new instance: in a worktree of its own, below its parent. Answers once its program runs, or when it has to wait for its
 * turn.
 */
export const spawn = async (
  crew: Crew,
  caller: Caller,
  input: Input,
  { also, opening, cause = null }: SpawnMore = {},
): Promise<Result<Instance>> => {
  const planned = await planSpawn(crew, caller, input);
  if (!planned.ok) return planned;
  const { parent, profile, chosen } = planned.value;

  // From here to the reservation nothing awaits: two spawns can't take the same place.
  const { role } = input;
  const parentId = parent?.id ?? null;
  const fits =
    opening === undefined
      ? checkLimits(crew.ledger.view, [...crew.reserved], { role, parent: parentId })
      : nobodyLives(crew);
  if (!fits.ok) return fits;
  const run = opening === undefined ? ensureRun(crew, input.task, actorOf(caller)) : nextRun(crew);
  const ordinal = nextOrdinal(crew, run, parentId);
  const reservation = { role, parent: parentId, ordinal };
  crew.reserved.add(reservation);
  const id = formatInstanceId(role, [...(parentId === null ? [] : ordinalsOf(parentId)), ordinal]);
  const may = crew.breakers.begin(id, [profileBreaker(profile.name)]);
  if (!may.ok) {
    crew.reserved.delete(reservation);
    return may;
  }
  try {
    const place = await makePlace(crew, run, id, parent, input.place);
    if (!place.ok) {
      crew.breakers.release(id);
      return place;
    }
    const confirm = input.confirm ?? profile.confirm.expected;
    const lasts = stillLasts(crew, parentId);
    const still = !lasts.ok || opening === undefined ? lasts : openingFacts(crew, opening, run);
    if (!still.ok) {
      crew.breakers.release(id);
      return still;
    }
    const { credentials, secrets } = issueCredentials(crew, id, 1, profile, confirm, run);
    const earlier = crew.ledger.view.run?.run;
    const events = crew.ledger.append(
      [
        ...still.value.map((fact) => ({ ...fact, actor: actorOf(caller) })),
        {
          kind: 'instance.spawned',
          data: {
            id,
            role,
            parent: parentId,
            profile: profile.name,
            scripted: profile.scripted,
            ...chosen,
            task: input.task,
            size: input.size ?? defaultSize,
            ...place.value,
          },
          actor: actorOf(caller),
          run,
          cause,
        },
        ...leadingFacts(input.part, id).map((fact) => ({ ...fact, actor: actorOf(caller) })),
        ...(also?.(id) ?? []),
      ],
      secrets,
    );
    crew.reserved.delete(reservation);
    opening?.begun();
    if (opening !== undefined) forgetPrivateFiles(crew, earlier);
    const event = events.find(({ kind }) => kind === 'instance.spawned');
    const instance = crew.instance(id);
    if (instance === undefined) return fail('internal', `${id} is not in the view`, 'Report this.');
    const by = { actor: actorOf(caller), cause: event?.seq ?? null };
    const order = { instance, profile, incarnation: 1, credentials, confirm, by };
    return await whenBegun(
      crew,
      id,
      crew.queue.run(id, () => launch(crew, order)),
    );
  } catch (error) {
    // Else a breaker would wait for ever for the trial of one that there is not.
    if (crew.instance(id) === undefined) crew.breakers.release(id);
    throw error;
  } finally {
    crew.reserved.delete(reservation);
  }
};

/** A worktree of a large repository takes minutes: whoever ended the parent meanwhile, with all below it, did not find this one there. */
const stillLasts = (crew: Crew, id: InstanceId | null): Result<Fact[]> => {
  if (crew.stopped) return fail('wrong_state', 'the host is being ended', 'Call it again.');
  const parent = id === null ? undefined : crew.instance(id);
  if (id === null || (parent !== undefined && !hasEnded(parent.state) && !crew.ending.has(id))) return ok([]);
  return fail('wrong_state', `${id} has ended meanwhile`, 'Restart it, or choose another parent.', {
    field: 'parent',
  });
};

/** What begins a run, ended one before included; unless another began while the worktree was made. */
const openingFacts = (crew: Crew, { title, facts }: Opening, run: number): Result<Fact[]> => {
  const idle = nobodyLives(crew, 1);
  if (!idle.ok) return idle;
  if (nextRun(crew) !== run) return fail('wrong_state', 'another run has begun meanwhile', 'Try again.');
  return ok([
    ...endingFacts(crew),
    { kind: 'run.started', data: { run, title }, run },
    ...facts.map((fact): Fact => ({ ...fact, run: fact.run === undefined ? run : fact.run })),
  ]);
};

const checkArguments = (caller: Caller, input: Input): Result<void> => {
  if (caller.kind === 'person') return ok(undefined);
  if (input.confirm === false) {
    return fail('refused', 'only the person may spawn without confirmation', 'Leave "confirm" out.', {
      field: 'confirm',
    });
  }
  if (input.place === 'repository') {
    return fail('refused', "only the person may spawn in the person's own checkout", 'Leave "place" out.', {
      field: 'place',
    });
  }
  return ok(undefined);
};

/** An executive that delegates before it has thought delegates the thinking. */
const checkPlan = (crew: Crew, caller: Caller): Result<void> => {
  const { instances, plan, settings } = crew.ledger.view;
  if (caller.kind === 'person' || plan !== null || !settings.coordination.planBeforeSpawn)
    return ok(undefined);
  if (instances[caller.id]?.role !== 'executive') return ok(undefined);
  return fail(
    'refused',
    'an executive makes a plan before it spawns',
    'Call planProject with the goal and its parts, then spawn again.',
  );
};

const findParent = (crew: Crew, caller: Caller, input: Input): Result<Instance | null> => {
  const id = input.parent ?? (caller.kind === 'instance' ? caller.id : null);
  if (id === null) return ok(null);
  const parent = pickParent(crew.ledger.view, caller, id);
  if (!parent.ok) return parent;
  if (hasEnded(parent.value.state)) return parentEnded(parent.value);
  const children: readonly Role[] = childRoles[parent.value.role];
  if (!children.includes(input.role)) {
    const parentRole = withArticle(parent.value.role);
    return fail(
      'refused',
      children.length === 0
        ? `${parentRole} has no children`
        : `${parentRole} has ${children.map(withArticle).join(' or ')} as a child, not ${withArticle(input.role)}`,
      'Choose another role or parent.',
      {
        field: 'role',
      },
    );
  }
  return parent;
};

const withArticle = (role: Role): string => `${role === 'executive' ? 'an' : 'a'} ${role}`;

export const nextOrdinal = (crew: Crew, run: number, parent: InstanceId | null): number => {
  const reserved = [...crew.reserved]
    .filter((other) => other.parent === parent)
    .map((other) => other.ordinal);
  return Math.max(crew.ports.store.lastOrdinal(run, parent), ...reserved) + 1;
};

const parentEnded = (parent: Instance): Result<never> =>
  fail('wrong_state', `${parent.id} has ended (${parent.state})`, 'Restart it, or choose another parent.', {
    field: 'parent',
  });

/** A worktree whose owner has ended meanwhile may be taken away at any moment. */
const besideParent = (crew: Crew, { id, cwd, branch }: Instance): Result<Place> => {
  const parent = crew.instance(id);
  return parent !== undefined && hasEnded(parent.state) ? parentEnded(parent) : ok({ cwd, branch });
};

const makePlace = async (
  crew: Crew,
  run: number,
  id: InstanceId,
  parent: Instance | null,
  place: Input['place'],
): Promise<Result<Place>> => {
  const { repository, worktrees } = crew.ports;
  if (place === 'repository') return ok({ cwd: repository.root, branch: repository.branch });
  if (place === 'shared' && parent !== null) return besideParent(crew, parent);
  const from = parent?.branch ?? 'HEAD';
  // In its turn: a clean-up may be taking away what an earlier try has left.
  const made = await crew.queue.run(id, () => worktrees.add({ run, name: id, from }));
  return made.ok ? ok({ cwd: made.value.path, branch: made.value.branch }) : made;
};
