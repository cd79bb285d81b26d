import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import type { LaunchedRun } from '@contract/run-template-verbs.ts';
import type { RoleProfiles, RunTemplate } from '@contract/run-templates.ts';
import { type RunTerms, runTerms } from '@contract/run-terms.ts';
import { type VerbParsed, verbs } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { endingFacts, titleOf } from '../hierarchy/runs.ts';
import { type Opening, spawn } from '../hierarchy/spawn.ts';
import { terminate } from '../hierarchy/terminate.ts';
import { actorOf, type Fact } from '../ledger.ts';
import type { Caller } from '../model/caller.ts';
import { executiveTask } from './executive-task.ts';
import { clippedGoal, type FilledRun, fillTemplate } from './fill-template.ts';

type Input = VerbParsed<'runs.launch'>;

/**
 * Begins a run: its plan, its tasks, what it may use, and one executive. All of it is written in one transaction with the
 * executive, so that a host that is killed at any moment leaves the whole of it or nothing.
 */
export const launchRun = async (crew: Crew, caller: Caller, input: Input): Promise<Result<LaunchedRun>> => {
  const template = await templateOf(crew, input);
  if (!template.ok) return template;
  const filled = filledOf(template.value, input);
  if (!filled.ok) return filled;
  const defaults = template.value?.defaults ?? null;
  const profiles = await checkedProfiles(crew, profilesOf(input, defaults?.profiles ?? {}));
  if (!profiles.ok) return profiles;
  const task = executiveTask(input.goal, filled.value, profiles.value);
  return openRun(crew, caller, input, { filled: filled.value, defaults, profiles: profiles.value, task });
};

/** What a run begins with, where everything that could be wrong in it has been looked at. */
export interface RunBeginning {
  /** Null: the executive makes the plan. */
  readonly filled: FilledRun | null;
  readonly defaults: RunTemplate['defaults'] | null;
  readonly profiles: Profiles;
  /** What its executive is told. */
  readonly task: string;
}

/** Writes all of it in one transaction with the executive, or, where that can't be started, puts everything back. */
export const openRun = async (
  crew: Crew,
  caller: Caller,
  input: Input,
  { filled, defaults, profiles, task }: RunBeginning,
): Promise<Result<LaunchedRun>> => {
  const before = termsNow(crew);
  const terms = runTerms(before, input, defaults);
  let begun = false;
  const opening: Opening = {
    title: input.title === '' ? titleOf(input.goal) : input.title,
    facts: [...termFacts(before, terms), ...planFacts(filled)],
    begun: () => {
      begun = true;
    },
  };
  const spawned = await spawn(crew, caller, spawnInput(input, task, profiles), { opening });
  if (spawned.ok) return launched(crew, spawned.value, filled);
  if (begun) await undo(crew, caller, before, spawned.error);
  return spawned;
};

const templateOf = async (crew: Crew, { template }: Input): Promise<Result<RunTemplate | null>> =>
  template === undefined ? ok(null) : crew.ports.templates.find(template, crew.ledger.view.trusted);

const filledOf = (template: RunTemplate | null, input: Input): Result<FilledRun | null> => {
  if (template !== null) return fillTemplate(template, input.goal, input.variables);
  const [stray] = Object.keys(input.variables);
  if (stray === undefined) return ok(null);
  return fail(
    'bad_input',
    `there is no variable ${stray} without a template`,
    'Name a template, or leave it out.',
    {
      field: `variables.${stray}`,
    },
  );
};

export type Profiles = RoleProfiles & { readonly executive: string };

/** `usual`: of who is named by nobody. */
export const profilesOf = (
  { profile, profiles }: Pick<Input, 'profile' | 'profiles'>,
  usual: RoleProfiles,
): RoleProfiles => {
  const of = (role: keyof RoleProfiles): string | undefined => profiles[role] ?? profile ?? usual[role];
  const [executive, manager, specialist] = [of('executive'), of('manager'), of('specialist')];
  return {
    ...(executive === undefined ? {} : { executive }),
    ...(manager === undefined ? {} : { manager }),
    ...(specialist === undefined ? {} : { specialist }),
  };
};

/** Nobody learns in the middle of a run that there is no such profile. */
export const checkedProfiles = async (crew: Crew, profiles: RoleProfiles): Promise<Result<Profiles>> => {
  for (const [role, name] of Object.entries(profiles)) {
    if (name === undefined) continue;
    const found = await crew.ports.profiles.find(name, crew.ledger.view.trusted);
    if (!found.ok) return { ok: false, error: { ...found.error, field: `profiles.${role}` } };
  }
  const { executive } = profiles;
  if (executive !== undefined) return ok({ ...profiles, executive });
  return fail(
    'bad_input',
    'nothing says with which profile the executive is started',
    'Name one: "profile" (`tutti run … --agent NAME`).',
    { field: 'profile' },
  );
};

const termsNow = (crew: Crew): RunTerms => {
  const { settings, budgets } = crew.ledger.view;
  return { settings, budgets };
};

/** What differs, of the project and no run. */
const termFacts = (now: RunTerms, wanted: RunTerms): Fact[] => [
  ...(same(now.settings, wanted.settings)
    ? []
    : [{ kind: 'settings.changed', data: { settings: wanted.settings }, run: null } as const]),
  ...(same(now.budgets, wanted.budgets)
    ? []
    : [{ kind: 'budgets.changed', data: { budgets: wanted.budgets }, run: null } as const]),
];

/** Both come of one schema, so their fields stand in one order. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The plan and the tasks are the person's: whoever is given a part leads its tasks. */
const planFacts = (filled: FilledRun | null): Fact[] => {
  if (filled === null) return [];
  const ids = new Map(filled.tasks.map(({ ref = '' }, at) => [ref, `task_${at + 1}`]));
  const idOf = (ref: string): string => ids.get(ref) ?? ref;
  const { goal, parts } = filled;
  const plan: Fact = {
    kind: 'plan.made',
    data: { goal: clippedGoal(goal), parts: [...parts], by: 'person' },
  };
  return [
    // Tasks of a run that had no plan stand by themselves.
    ...(parts.length === 0 ? [] : [plan]),
    ...filled.tasks.map(
      ({ ref: _, ...task }, at): Fact => ({
        kind: 'task.created',
        data: { ...task, dependencies: task.dependencies.map(idOf), task: `task_${at + 1}`, by: 'person' },
      }),
    ),
  ];
};

const spawnInput = (input: Input, task: string, profiles: Profiles): VerbParsed<'instances.spawn'> =>
  verbs['instances.spawn'].input.parse({
    profile: profiles.executive,
    role: 'executive',
    task,
    permissions: input.permissions,
    dangerous: input.dangerous,
    model: input.model,
    confirm: input.confirm,
  });

const launched = (crew: Crew, executive: Instance, filled: FilledRun | null): Result<LaunchedRun> => {
  const { run } = crew.ledger.view;
  if (run === null) return fail('internal', 'the run is not in the view', 'Report this.');
  return ok({ run, executive, parts: filled?.parts.length ?? 0, tasks: filled?.tasks.length ?? 0 });
};

/** Its program could not be started: the executive is put away, the run has ended with the reason, and what was set is as before. */
const undo = async (crew: Crew, caller: Caller, before: RunTerms, error: TuttiError): Promise<void> => {
  const actor = actorOf(caller);
  const reason = `its executive could not be started: ${error.message}`;
  const executives = Object.values(crew.ledger.view.instances);
  for (const { id } of executives)
    await terminate(crew, caller, { id, children: true, reason: 'it could not be started' });
  const facts = [...termFacts(termsNow(crew), before), ...endingFacts(crew, reason)];
  crew.ledger.append(facts.map((fact) => ({ ...fact, actor })));
};
