import type { TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { ChainStep, Failure, ToldEvent, Why } from '@contract/run-why.ts';
import { toldChain } from './cause-chain.ts';
import type { EventIndex } from './event-index.ts';
import { toldEvent } from './event-words.ts';
import type { Life, RunFacts, TaskFacts } from './run-facts.ts';

/** Failures of a run that are told whole: whoever has more begins with the first. */
const mostFailures = 20;

/** What an instance did last, of each of a chain: enough to see what it was at. */
const contextEach = 12;
const contextInstances = 4;

/** These are told so often that they would push all else out. */
const noise: readonly string[] = ['instance.used', 'instance.resized', 'branch.stood', 'lock.renewed'];

type What = Failure['what'];

interface Found {
  readonly what: What;
  readonly name: string;
  readonly event: TuttiEvent;
}

/** The last of these events of a thing. */
const lastOf = (events: readonly TuttiEvent[], ...kinds: readonly string[]): TuttiEvent | undefined =>
  events.findLast(({ kind }) => kinds.includes(kind));

const taskFailure = (index: EventIndex, id: string): TuttiEvent | undefined =>
  lastOf(index.thread(id), 'task.failed', 'task.cancelled', 'task.uncommitted', 'task.reopened');

/** Whether a task can't go on: it failed, or one that it depends on did. */
const stuckTask = (facts: RunFacts, { state, dependencies }: TaskFacts): boolean =>
  state === 'failed' ||
  (state === 'open' &&
    dependencies.some((id) => ['failed', 'cancelled'].includes(facts.tasks.get(id)?.state ?? '')));

const downStates: readonly Life['state'][] = ['crashed', 'stalled', 'blocked'];

const instanceFailure = (index: EventIndex, id: string, states: readonly string[]): TuttiEvent | undefined =>
  index
    .of(id)
    .findLast(
      (event) => event.kind === 'instance.changed' && event.data.id === id && states.includes(event.data.to),
    );

const found = (what: What, name: string, event: TuttiEvent | undefined): Found[] =>
  event === undefined ? [] : [{ what, name, event }];

/** All that has failed in a run and was not made good, in the order in which it did. */
const failuresOf = (facts: RunFacts, index: EventIndex): Found[] => {
  const ended = [...index.all()].findLast(({ kind }) => kind === 'run.ended');
  const all = [
    ...[...facts.tasks.values()].flatMap((task) =>
      task.state === 'failed' ? found('task', task.id, taskFailure(index, task.id)) : [],
    ),
    ...[...facts.lives.values()].flatMap(({ id, state }) =>
      downStates.includes(state) ? found('instance', id, instanceFailure(index, id, [state])) : [],
    ),
    ...[...facts.merges.values()].flatMap(({ id, state }) =>
      state === 'failed' || state === 'conflicted' ? found('merge', id, index.thread(id).at(-1)) : [],
    ),
    ...(facts.endReason === null ? [] : found('run', `run ${facts.run}`, ended)),
  ];
  return all.sort((a, b) => a.event.seq - b.event.seq);
};

const reasonOf = (event: TuttiEvent): string => {
  const { data } = event;
  if ('reason' in data && typeof data.reason === 'string' && data.reason !== '') return data.reason;
  return toldEvent(event).words;
};

const evidenceOf = (event: TuttiEvent, chain: readonly ChainStep[], index: EventIndex): string => {
  for (const one of [event, ...chain.flatMap(({ seq }) => index.at(seq) ?? [])]) {
    if (one.kind === 'instance.changed' && one.data.evidence) return one.data.evidence;
    if (one.kind === 'merge.failed' && one.data.check !== null) return one.data.check.output;
  }
  return '';
};

/** What the instances of a chain did last before its end, besides what the chain tells. */
const contextOf = (event: TuttiEvent, chain: readonly ChainStep[], index: EventIndex): ToldEvent[] => {
  const told = new Set(chain.map(({ seq }) => seq));
  const names = new Set(chain.flatMap(({ about, actor }) => [about, actor]));
  const picked = new Map<number, TuttiEvent>();
  for (const name of [...names].slice(0, contextInstances)) {
    if (name === null || name === 'person' || name === 'tutti') continue;
    const near = index
      .of(name)
      .filter(({ seq, kind }) => seq <= event.seq && !told.has(seq) && !noise.includes(kind));
    for (const one of near.slice(-contextEach)) picked.set(one.seq, one);
  }
  return [...picked.values()].sort((a, b) => a.seq - b.seq).map(toldEvent);
};

const tellFailure = ({ what, name, event }: Found, index: EventIndex): Failure => {
  const chain = toldChain(index, event);
  return {
    what,
    name,
    reason: reasonOf(event),
    evidence: evidenceOf(event, chain, index),
    chain,
    context: contextOf(event, chain, index),
  };
};

const tell = (facts: RunFacts, index: EventIndex, subject: string, all: readonly Found[]): Why => {
  const failures = all.slice(0, mostFailures).map((one) => tellFailure(one, index));
  const missing = failures.flatMap(({ chain }) =>
    chain.filter(({ origin }) => origin === 'missing').map(({ seq }) => seq),
  );
  const more = all.length - failures.length;
  return { run: facts.run, subject, failures, more, missing: [...new Set(missing)] };
};

const notFailed = (name: string, state: string) =>
  fail('wrong_state', `${name} has not failed: it is ${state}`, 'Ask about the run to see what has.');

const absent = (name: string, field: string) =>
  fail('not_found', `there was no ${name} in this run`, 'Name one of this run.', { field });

/** Why a run failed, or all that failed in it. */
export const whyRun = (facts: RunFacts, index: EventIndex): Why =>
  tell(facts, index, `run ${facts.run}`, failuresOf(facts, index));

export const whyTask = (facts: RunFacts, index: EventIndex, id: string): Result<Why> => {
  const task = facts.tasks.get(id);
  if (task === undefined) return absent(id, 'task');
  // One that was never begun is stuck where it was made: what it waits for stands in its chain.
  const event = taskFailure(index, id) ?? (stuckTask(facts, task) ? index.thread(id)[0] : undefined);
  if (event === undefined) return notFailed(id, task.state);
  return ok(tell(facts, index, id, [{ what: 'task', name: id, event }]));
};

export const whyInstance = (facts: RunFacts, index: EventIndex, id: string): Result<Why> => {
  const life = facts.lives.get(id);
  if (life === undefined) return absent(id, 'instance');
  const event = instanceFailure(index, id, [...downStates, 'terminated']);
  if (event === undefined) return notFailed(id, life.state);
  return ok(tell(facts, index, id, [{ what: 'instance', name: id, event }]));
};

export const whyMerge = (facts: RunFacts, index: EventIndex, id: string): Result<Why> => {
  const merge = facts.merges.get(id);
  if (merge === undefined) return absent(id, 'merge');
  const event = lastOf(
    index.thread(id),
    'merge.failed',
    'merge.conflicted',
    'merge.cancelled',
    'merge.undone',
  );
  if (event === undefined) return notFailed(id, merge.state);
  return ok(tell(facts, index, id, [{ what: 'merge', name: id, event }]));
};

/** At most one is named; without any the run is meant. */
export interface WhySubject {
  readonly task?: string | undefined;
  readonly instance?: string | undefined;
  readonly merge?: string | undefined;
}

export const whySubject = (
  facts: RunFacts,
  index: EventIndex,
  { task, instance, merge }: WhySubject,
): Result<Why> => {
  const named = [task, instance, merge].filter((one) => one !== undefined);
  if (named.length > 1)
    return fail('bad_input', 'name one thing: a task, an instance or a merge', 'Ask about one at a time.', {
      field: instance === undefined || task === undefined ? 'merge' : 'instance',
    });
  if (task !== undefined) return whyTask(facts, index, task);
  if (instance !== undefined) return whyInstance(facts, index, instance);
  return merge === undefined ? ok(whyRun(facts, index)) : whyMerge(facts, index, merge);
};
