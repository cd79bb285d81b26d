import type { InstanceId } from '@contract/ids.ts';
import type { Plan, ShownPlan } from '@contract/plan.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { shownPlan } from '@contract/task-status.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { ensureRun } from '../../hierarchy/runs.ts';
import { actorOf, type Fact } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { isBelow } from '../../model/tree.ts';
import { findCycle } from '../../model/work-order.ts';
import { checkCommits } from './finish-task.ts';
import { partyOf } from './task-facts.ts';

type NewParts = VerbParsed<'plan.make'>['parts'];

export const getPlan = (crew: Crew): Result<ShownPlan | null> => {
  const { plan, tasks } = crew.ledger.view;
  return ok(plan === null ? null : shownPlan(plan, tasks));
};

const current = (crew: Crew): Result<ShownPlan> => {
  const { plan, tasks } = crew.ledger.view;
  return plan === null
    ? fail('wrong_state', 'there is no plan', 'Make one with planProject.')
    : ok(shownPlan(plan, tasks));
};

/** Makes the plan of the run, in place of the one before; a part of the same name keeps its manager. */
export const makePlan = (crew: Crew, caller: Caller, input: VerbParsed<'plan.make'>): Result<ShownPlan> => {
  const { goal, parts } = input;
  const { run } = crew.ledger.view;
  const before = run !== null && run.endedAt === null ? crew.ledger.view.plan : null;
  const sound = checkParts(crew, before, parts);
  if (!sound.ok) return sound;
  ensureRun(crew, goal, actorOf(caller));
  const managerBefore = (name: string): InstanceId | null =>
    before?.parts.find((part) => part.name === name)?.manager ?? null;
  crew.ledger.append([
    {
      kind: 'plan.made',
      data: {
        goal,
        by: partyOf(caller),
        parts: parts.map((part) => ({ ...part, manager: part.manager ?? managerBefore(part.name) })),
      },
      actor: actorOf(caller),
    },
  ]);
  return current(crew);
};

const checkParts = (crew: Crew, before: Plan | null, parts: NewParts): Result<void> => {
  const names = parts.map(({ name }) => name);
  for (const [at, part] of parts.entries()) {
    if (names.indexOf(part.name) !== at) {
      return fail('bad_input', `two parts are named ${part.name}`, 'Give each a name of its own.', {
        field: `parts.${at}.name`,
      });
    }
    const unknown = part.dependencies.findIndex((name) => !names.includes(name));
    if (unknown !== -1) {
      return fail(
        'bad_input',
        `${part.name} waits for ${part.dependencies[unknown]}, which is no part of this plan`,
        `Name one of: ${names.join(', ')}.`,
        { field: `parts.${at}.dependencies.${unknown}` },
      );
    }
    const manager = checkManager(crew, part.manager, `parts.${at}.manager`);
    if (!manager.ok) return manager;
  }
  const cycle = findCycle(new Map(parts.map(({ name, dependencies }) => [name, dependencies])));
  if (cycle !== null) {
    return fail(
      'bad_input',
      `these parts wait for each other in a circle: ${[...cycle, cycle[0]].join(' -> ')}`,
      'Leave one of these dependencies out.',
      { field: 'parts' },
    );
  }
  return checkNoneLost(crew, before, names);
};

/** A part that still has unfinished tasks can't vanish from under them. */
const checkNoneLost = (crew: Crew, before: Plan | null, names: readonly string[]): Result<void> => {
  const gone = before?.parts.filter(({ name }) => !names.includes(name)) ?? [];
  for (const { name } of gone) {
    const left = crew.ledger.view.tasks.filter(
      ({ part, state }) => part === name && state !== 'done' && state !== 'cancelled',
    );
    if (left.length === 0) continue;
    return fail(
      'wrong_state',
      `the part ${name} would be gone, and has unfinished tasks: ${left.map(({ id }) => id).join(', ')}`,
      'Cancel them or give them another part first, or keep the part.',
      { field: 'parts' },
    );
  }
  return ok(undefined);
};

const checkManager = (crew: Crew, manager: InstanceId | null, field: string): Result<void> => {
  if (manager === null) return ok(undefined);
  const state = crew.instance(manager)?.state;
  if (state === undefined) {
    return fail(
      'not_found',
      `no instance ${manager}`,
      'Leave "manager" out, and name the part when you spawn it.',
      {
        field,
      },
    );
  }
  return state === 'terminated'
    ? fail('wrong_state', `${manager} was terminated`, 'Name another, or leave "manager" out.', { field })
    : ok(undefined);
};

/** Whether a new instance may be given a part: by whom, and of which plan. */
export const checkLeading = (crew: Crew, caller: Caller, part: string | undefined): Result<void> => {
  if (part === undefined) return ok(undefined);
  const { view } = crew.ledger;
  if (caller.kind === 'instance' && view.instances[caller.id]?.role !== 'executive') {
    return fail('refused', 'only an executive gives away parts of the plan', 'Leave "part" out.', {
      field: 'part',
    });
  }
  return knownPart(view.plan, part);
};

export const leadingFacts = (part: string | undefined, manager: InstanceId): Fact[] =>
  part === undefined ? [] : [{ kind: 'plan.staffed', data: { part, manager } }];

const knownPart = (plan: Plan | null, part: string): Result<void> => {
  if (plan?.parts.some(({ name }) => name === part) === true) return ok(undefined);
  const remedy =
    plan === null
      ? 'Make a plan with planProject.'
      : `Name one of: ${plan.parts.map(({ name }) => name).join(', ')}.`;
  return fail('not_found', `no part ${part} in the plan`, remedy, { field: 'part' });
};

export const staffPart = (
  crew: Crew,
  caller: Caller,
  { part, manager }: VerbParsed<'plan.staff'>,
): Result<ShownPlan> => {
  const known = knownPart(crew.ledger.view.plan, part);
  if (!known.ok) return known;
  const fits = checkManager(crew, manager, 'manager');
  if (!fits.ok) return fits;
  crew.ledger.append([{ kind: 'plan.staffed', data: { part, manager }, actor: actorOf(caller) }]);
  return current(crew);
};

const mayComplete = (crew: Crew, caller: Caller, part: string): Result<void> => {
  const { view } = crew.ledger;
  const known = knownPart(view.plan, part);
  if (!known.ok || caller.kind === 'person' || view.instances[caller.id]?.role === 'executive') return known;
  const manager = view.plan?.parts.find(({ name }) => name === part)?.manager ?? null;
  if (manager === caller.id || (manager !== null && isBelow(view, manager, caller.id))) return ok(undefined);
  return fail(
    'refused',
    `${part} is not yours (${manager ?? 'nobody'} leads it)`,
    'Complete your own part.',
    {
      field: 'part',
    },
  );
};

const checkFinished = (crew: Crew, name: string): Result<void> => {
  const left = crew.ledger.view.tasks.filter(
    ({ part, state }) => part === name && state !== 'done' && state !== 'cancelled',
  );
  if (left.length === 0) return ok(undefined);
  const named = left.slice(0, 12).map(({ id, state }) => `${id} (${state})`);
  return fail(
    'wrong_state',
    `${left.length} of its tasks are not done: ${named.join(', ')}${left.length > 12 ? ', …' : ''}`,
    'Finish or cancel them first.',
    { field: 'part' },
  );
};

/** A part is handed up: all of its tasks are done, and its commits are there. */
export const completePart = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'plan.complete'>,
): Promise<Result<ShownPlan>> => {
  const { part, ...result } = input;
  const may = mayComplete(crew, caller, part);
  if (!may.ok) return may;
  const commits = await checkCommits(crew, caller, null, input.commits);
  if (!commits.ok) return commits;
  const finished = checkFinished(crew, part);
  if (!finished.ok) return finished;
  const data = { part, by: partyOf(caller), result };
  crew.ledger.append([{ kind: 'plan.part-completed', data, actor: actorOf(caller) }]);
  return current(crew);
};
