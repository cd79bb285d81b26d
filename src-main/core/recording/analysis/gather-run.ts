import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { MessageId } from '@contract/ids.ts';
import type { LockId } from '@contract/locks.ts';
import type { TaskId } from '@contract/tasks.ts';
import { Expectations } from './expectations.ts';
import { closeSpan, InstanceGatherer } from './gather-instances.ts';
import { gatherLock, waitsForLock } from './gather-locks.ts';
import { gatherMerge } from './gather-merges.ts';
import { gatherMessage } from './gather-messages.ts';
import { gatherTask, holderOfTask } from './gather-tasks.ts';
import type { Life, LockFacts, MergeFacts, MessageFacts, RunFacts, TaskFacts } from './run-facts.ts';

/**
 * Puts the events of one run together, one after the other, so that a long log can be read in pieces. A clock that was set back
 * counts as standing still meanwhile: no time is below that of an earlier event.
 */
export class RunGatherer {
  readonly #run: number;
  readonly #instances = new InstanceGatherer();
  readonly #expected = new Expectations(this.#instances.lives);
  readonly #messages = new Map<MessageId, MessageFacts>();
  readonly #tasks = new Map<TaskId, TaskFacts>();
  readonly #locks = new Map<LockId, LockFacts>();
  readonly #merges = new Map<string, MergeFacts>();
  readonly #told = new Map<number, { at: number; line: string | null }>();
  #begun: { seq: number; at: number } | null = null;
  #title = '';
  #ended: { at: number; reason: string | null } | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;
  #events = 0;
  #refusals = 0;

  constructor(run: number) {
    this.#run = run;
  }

  /** The next event; those of other runs are passed over. */
  take(event: TuttiEvent): void {
    if (event.run !== this.#run) return;
    const at = Math.max(event.at, this.#lastAt);
    this.#lastAt = at;
    this.#events += 1;
    this.#begun ??= { seq: event.seq, at };
    this.#told.set(event.seq, { at, line: lineOf(event) });
    if (event.kind === 'run.started') this.#title = event.data.title;
    else if (event.kind === 'run.ended') this.#ended ??= { at, reason: event.data.reason ?? null };
    else if (event.kind === 'call.refused') this.#refusals += 1;
    else this.#gather(event, at);
  }

  /** What is known so far. `now` counts where the run goes on; nothing may be taken in afterwards. */
  facts(now: number): RunFacts {
    const until = Math.max(this.#ended === null ? now : this.#ended.at, this.#lastAt);
    for (const life of this.#instances.lives.values()) closeSpan(life, until);
    return {
      run: this.#run,
      title: this.#title,
      begun: this.#begun ?? { seq: 0, at: until },
      endedAt: this.#ended?.at ?? null,
      endReason: this.#ended?.reason ?? null,
      until,
      events: this.#events,
      refusals: this.#refusals,
      lives: this.#instances.lives,
      messages: this.#messages,
      tasks: this.#tasks,
      locks: this.#locks,
      merges: this.#merges,
      personWaits: this.#instances.personWaits,
      told: this.#told,
    };
  }

  #gather(event: TuttiEvent, at: number): void {
    if (event.kind.startsWith('instance.')) this.#gatherInstance(event, at);
    else if (event.kind.startsWith('task.') && 'task' in event.data)
      this.#gatherTask(event.data.task, event, at);
    else if (event.kind.startsWith('merge.')) gatherMerge(this.#merges, event, at);
    else this.#gatherAwaited(event, at);
  }

  #gatherAwaited(event: TuttiEvent, at: number): void {
    const message = gatherMessage(this.#messages, event, at);
    if (message !== undefined) this.#expect('mail', message.to, message.id, message.end === null, at);
    const lock = gatherLock(this.#locks, event, at);
    if (lock !== undefined) this.#expect('locks', lock.holder, lock.id, waitsForLock(lock), at);
  }

  #gatherInstance(event: TuttiEvent, at: number): void {
    this.#instances.take(event, at);
    if (event.kind !== 'instance.spawned' && event.kind !== 'instance.changed') return;
    const { id } = event.data;
    const { parent } = this.#instances.lives.get(id) ?? { parent: null };
    if (parent !== null) this.#expected.children.add(parent, id);
    this.#settle(id, at);
    if (parent !== null) this.#settle(parent, at);
  }

  #gatherTask(id: TaskId, event: TuttiEvent, at: number): void {
    const known = this.#tasks.get(id);
    const had = known === undefined ? null : holderOfTask(known);
    const task = gatherTask(this.#tasks, event, at);
    const has = task === undefined ? null : holderOfTask(task);
    if (had !== null && had !== has) this.#expect('tasks', had, id, false, at);
    if (has !== null) this.#expect('tasks', has, id, true, at);
  }

  #expect(what: 'mail' | 'locks' | 'tasks', whose: string, id: string, is: boolean, at: number): void {
    if (is) this.#expected[what].add(whose, id);
    else this.#expected[what].drop(whose, id);
    this.#settle(whose, at);
  }

  #settle(id: string, at: number): void {
    this.#instances.settle(id, at, this.#expected);
  }
}

/** Whose time an event belongs to: a merge's own, the instance's that did it, or the one's that it is about. */
const lineOf = (event: TuttiEvent): string | null => {
  if (event.kind.startsWith('merge.') && 'merge' in event.data) return event.data.merge;
  return event.actor.kind === 'instance' ? event.actor.id : instanceOf(event);
};

/** All of a run at once; see `RunGatherer`. */
export const gatherRun = (run: number, events: Iterable<TuttiEvent>, now: number): RunFacts => {
  const gatherer = new RunGatherer(run);
  for (const event of events) gatherer.take(event);
  return gatherer.facts(now);
};

/** Of a life, all of its time: see `InstanceReport.lifeMs`. */
export const lifeMs = ({ spans }: Pick<Life, 'spans'>): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0);
