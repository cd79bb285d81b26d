import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { Remaining, rerunVerbs } from '@contract/rerun-verbs.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { LaunchedRun } from '@contract/run-template-verbs.ts';
import { type VerbParsed, verbs } from '@contract/verbs.ts';
import { emptyView, type View } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Caller } from '../model/caller.ts';
import { RunReader } from '../recording/read-run.ts';
import type { Rooms } from '../room.ts';
import { executiveTask } from './executive-task.ts';
import { checkedProfiles, openRun, profilesOf } from './launch-run.ts';
import { type Remains, remainsOf } from './remaining.ts';

type Of = VerbParsed<'runs.remaining'>;
type Input = VerbParsed<'runs.rerun'>;

/** Shown of a goal: enough to know it by. */
const shownGoal = 600;

const isBy = (event: TuttiEvent, { seq, at }: Of): boolean =>
  (seq === undefined || event.seq <= seq) && (at === undefined || event.at <= at);

const isWhole = ({ seq, at }: Of): boolean => seq === undefined && at === undefined;

/** How a run stood at a moment, from its events alone. */
const viewOf = async (crew: Crew, of: Of): Promise<Result<View>> => {
  const reader = new RunReader(crew.ports);
  const run = reader.pick(of.run);
  if (!run.ok) return run;
  let view = emptyView;
  await reader.read(of.run, (event) => {
    if (isBy(event, of)) view = reduce(view, event);
  });
  if (view.run !== null) return ok(view);
  return fail('bad_input', `run ${of.run} had not begun by then`, 'Name a moment of that run.', {
    field: of.seq === undefined ? 'at' : 'seq',
  });
};

const remainsAt = async (crew: Crew, of: Of): Promise<Result<Remains>> => {
  const view = await viewOf(crew, of);
  if (!view.ok) return view;
  const remains = remainsOf(view.value, isWhole(of));
  if (isWhole(of) || remains.tasks.length > 0 || remains.done.length === 0) return ok(remains);
  return fail(
    'wrong_state',
    `of run ${of.run} nothing was left by then: its ${remains.done.length} tasks were done`,
    'Name an earlier moment, or none: then all of its plan is done once more.',
  );
};

const titleOf = ({ run }: Of, { title }: Remains): string =>
  `${title || 'Run'} (from run ${run})`.slice(0, 200);

const remaining = async (crew: Crew, of: Of): Promise<Result<Remaining>> => {
  const remains = await remainsAt(crew, of);
  if (!remains.ok) return remains;
  const { goal, filled, tasks, done, profiles } = remains.value;
  const at = of.at ?? (of.seq === undefined ? null : momentOf(crew, of.seq));
  return ok({
    run: of.run,
    title: titleOf(of, remains.value),
    goal: goal.length > shownGoal ? `${goal.slice(0, shownGoal)}…` : goal,
    at,
    parts: filled.parts.map(({ name }) => name),
    tasks: tasks.map(({ id, title, state, part }) => ({ task: id, title, state, part })),
    done: done.length,
    profiles,
  });
};

const momentOf = (crew: Crew, seq: number): number | null =>
  crew.ports.store.events({ after: seq - 1, limit: 1, newest: false })[0]?.at ?? null;

/** Done tasks that are named to the new executive: more say no more than that there were many. */
const mostNamed = 30;

/** Where the work of the earlier run lies, which the new one neither repeats nor touches. */
const beforeText = ({ run }: Of, { done }: Remains): string => {
  if (done.length === 0)
    return `This is done once more: run ${run} had the same plan. Its branches \`tutti/${run}/…\` are another run’s: leave them as they are.`;
  const named = done.slice(0, mostNamed).map(({ id, title }) => `- ${id}: ${title}`);
  const more = done.length > mostNamed ? [`- and ${done.length - mostNamed} more`] : [];
  return [
    `This goes on from run ${run}. Done there, and not to be done again:`,
    ...named,
    ...more,
    `What of it was merged is in your branch; the rest lies on the branches \`tutti/${run}/…\`, which you may read and merge from, and must not change.`,
  ].join('\n');
};

const rerun = async (crew: Crew, caller: Caller, input: Input): Promise<Result<LaunchedRun>> => {
  const remains = await remainsAt(crew, input);
  if (!remains.ok) return remains;
  const { goal, filled, planned, profiles: before } = remains.value;
  const profiles = await checkedProfiles(crew, profilesOf(input, before));
  if (!profiles.ok) return profiles;
  const { permissions, dangerous, model, confirm } = input;
  const title = input.title === '' ? titleOf(input, remains.value) : input.title;
  const launch = verbs['runs.launch'].input.parse({ goal, title, permissions, dangerous, model, confirm });
  const has = planned || filled.tasks.length > 0;
  const task = [executiveTask(goal, has ? filled : null, profiles.value), beforeText(input, remains.value)];
  return openRun(crew, caller, launch, {
    ...{ filled: has ? filled : null, defaults: null, profiles: profiles.value },
    task: task.join('\n\n'),
  });
};

export const rerunRooms = (crew: Crew): Rooms<keyof typeof rerunVerbs> => ({
  'runs.remaining': (_caller, input) => remaining(crew, input),
  'runs.rerun': (caller, input) => rerun(crew, caller, input),
});
