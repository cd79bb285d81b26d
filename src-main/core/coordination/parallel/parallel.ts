import type { TuttiEvent } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import type { Batch } from '@contract/parallel.ts';
import type { ErrorCode, Result } from '@contract/result.ts';
import { taskOf } from '@contract/task-status.ts';
import type { TaskId } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import type { Caller } from '../../model/caller.ts';
import { type Hire, hireKey, hireOf, hireText } from '../../model/parallel/hires.ts';
import { afterFailure, settle } from '../../model/parallel/look-at-task.ts';
import { nextSteps } from '../../model/parallel/next-steps.ts';
import { earliest, type Senses, type Step } from '../../model/parallel/steps.ts';
import { lookAgainMs } from '../../timed-look.ts';
import { causeOfStep, endOf } from './step-cause.ts';
import { takeStep } from './take-step.ts';

type Spawn = (
  caller: Caller,
  input: VerbParsed<'instances.spawn'>,
  cause: number | null,
) => Promise<Result<Instance>>;

/** Events that may change what is to be done next; all else is found when its time has come. */
const matters =
  /^(task|batch|approval|run)\.|^instance\.(spawned|changed|limited|restartPlanned|restartDropped)$/;

/** What may be over by the next try. All else is a refusal: of a limit, of the person, of what was asked for. */
const passing: readonly ErrorCode[] = [
  'internal',
  'timeout',
  'git_failed',
  'terminal_failed',
  'cannot_start',
  'disk_full',
];

/**
 * Carries batches on: asks after each event what is to be done (`nextSteps`, which is pure) and does it. Nothing of that is
 * remembered but which specialists are just being spawned, so that the next host goes on from the log alone.
 */
export class Parallel implements Keeper {
  readonly #crew: Crew;
  readonly #spawn: Spawn;
  readonly #coming = new Set<Hire>();
  /** Wishes that wait for the person, and for what each is. */
  #wishes = new Map<string, Hire>();
  #cancelTimer: () => void = () => undefined;
  /** The events by which it looks: what is done then follows from one of them. */
  #led: readonly TuttiEvent[] = [];
  #looking = false;
  #again = false;

  constructor(crew: Crew, spawn: Spawn) {
    this.#crew = crew;
    this.#spawn = spawn;
    crew.ledger.listen((events) => {
      if (crew.stopped || !events.some(({ kind }) => matters.test(kind))) return;
      this.#led = events.filter(({ kind }) => matters.test(kind));
      for (const event of events) this.#hear(event);
      this.#look();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }

  /** Goes on with what an earlier host left. */
  resume(): void {
    this.#led = this.#crew.ports.store.events({ after: this.#crew.hostBegan - 1, limit: 1, newest: false });
    this.#look();
  }

  #look(): void {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#again && !this.#crew.stopped) {
        this.#again = false;
        this.#lookOnce();
      }
    } catch (error) {
      this.#crew.ports.log.error('tasks in parallel', error);
      this.#lookIn(lookAgainMs);
    } finally {
      this.#looking = false;
    }
  }

  #lookIn(ms: number): void {
    this.#cancelTimer();
    if (this.#crew.stopped) return;
    this.#cancelTimer = this.#crew.ports.clock.after(ms, () => {
      // Its time had come: what set it is looked for, see `causeOfStep`.
      this.#led = [];
      this.#look();
    });
  }

  #lookOnce(): void {
    this.#cancelTimer();
    const { view } = this.#crew.ledger;
    if (view.run === null || view.run.endedAt !== null) return;
    this.#wishes = wishesOf(view.approvals);
    let wakeAt: number | null = null;
    for (const { id } of view.batches) wakeAt = earliest(wakeAt, this.#carryOn(id));
    if (wakeAt !== null) this.#lookIn(Math.max(0, wakeAt - this.#crew.ports.clock.now()));
  }

  #carryOn(id: string): number | null {
    const { view } = this.#crew.ledger;
    const batch = this.#running(id);
    if (batch === null) return null;
    if (batch.by !== 'person' && view.instances[batch.by]?.state === 'terminated') {
      const reason = `${batch.by} was terminated`;
      const cause = endOf(this.#crew, batch.by) ?? this.#led.at(-1)?.seq ?? null;
      this.#crew.ledger.append([{ kind: 'batch.cancelled', data: { batch: id, reason }, cause }]);
      return null;
    }
    // Its specialists are ended first: no others are to take their place.
    if ([batch.by, batch.parent].some((one) => one !== null && this.#crew.ending.has(one))) return null;
    const { steps, wakeAt } = nextSteps(view, batch, this.#senses(batch));
    const led = this.#led;
    const told = steps.flatMap((step) => this.#take(id, step, causeOfStep(this.#crew, batch, step, led)));
    if (told.length > 0) this.#led = told;
    if (steps.length > 0) this.#again = true;
    return wakeAt;
  }

  #running(id: string): Batch | null {
    const batch = this.#crew.ledger.view.batches.find((one) => one.id === id);
    return batch?.state === 'running' ? batch : null;
  }

  #senses({ id }: Batch): Senses {
    const { lives, ports } = this.#crew;
    const hires = [...this.#coming, ...this.#wishes.values()].filter(({ batch }) => batch === id);
    return {
      now: ports.clock.now(),
      seen: (instance) => lives.get(instance)?.lastSign ?? 0,
      coming: new Set(hires.map(({ task }) => task)),
    };
  }

  /** Answers what was told. `cause`: the event that led to it. */
  #take(id: string, step: Step, cause: number | null): readonly TuttiEvent[] {
    const batch = this.#running(id);
    if (batch === null) return [];
    if (step.kind !== 'spawn') return takeStep(this.#crew, batch, step, cause);
    this.#hire(batch, step.task, cause);
    return [];
  }

  #hire(batch: Batch, id: TaskId, cause: number | null): void {
    const task = taskOf(this.#crew.ledger.view.tasks, id);
    if (task === undefined) return;
    const hire: Hire = { batch: batch.id, task: id, attempt: task.attempts + 1 };
    const input: VerbParsed<'instances.spawn'> = {
      ...{ role: 'specialist', profile: batch.profile, task: hireText(hire, task), place: 'worktree' },
      ...(batch.parent === null ? {} : { parent: batch.parent }),
      ...(batch.model === null ? {} : { model: batch.model }),
    };
    this.#coming.add(hire);
    this.#spawn(this.#callerOf(batch), input, cause)
      .then((result) => this.#hired(hire, result, cause))
      .catch((error: unknown) => {
        this.#coming.delete(hire);
        this.#crew.ports.log.error('a specialist for tasks in parallel', error, { batch: batch.id });
        this.#lookIn(lookAgainMs);
      });
  }

  #callerOf({ by }: Batch): Caller {
    return by === 'person'
      ? { kind: 'person', door: 'core', readOnly: false }
      : { kind: 'instance', id: by, run: this.#crew.run, door: 'core' };
  }

  #hired(hire: Hire, result: Result<Instance>, cause: number | null): void {
    // Once it is in the view, its state tells what becomes of it.
    if (!this.#coming.delete(hire) || this.#crew.stopped) return;
    const waits = !result.ok && [...this.#wishes.values()].some((wish) => hireKey(wish) === hireKey(hire));
    if (!result.ok && !waits)
      this.#notHired(hire, result.error.message, { refused: !passing.includes(result.error.code), cause });
    this.#look();
  }

  #notHired(
    { batch: id, task }: Hire,
    why: string,
    { refused, cause }: { readonly refused: boolean; readonly cause: number | null },
  ): void {
    const batch = this.#running(id);
    const item = batch?.items.find((one) => one.task === task && one.outcome === null);
    if (batch === null || item === undefined) return;
    const reason = `no specialist could be spawned: ${why}`;
    const step = refused ? settle(task, 'failed', reason, true) : afterFailure(batch, item, reason, true);
    this.#take(id, step, cause);
  }

  #hear(event: TuttiEvent): void {
    if (event.kind === 'run.started') this.#coming.clear();
    if (event.kind === 'instance.spawned') {
      const hire = hireOf(event.data);
      const come = [...this.#coming].find((one) => hire !== null && hireKey(one) === hireKey(hire));
      if (come !== undefined) this.#coming.delete(come);
    }
    if (event.kind !== 'approval.settled' || event.data.spawned !== null) return;
    const hire = this.#wishes.get(event.data.wish);
    const asks = [...this.#coming].some((one) => hire !== undefined && hireKey(one) === hireKey(hire));
    // Where the call is open still, it is answered.
    if (hire !== undefined && !asks)
      this.#notHired(hire, event.data.reason, { refused: true, cause: event.seq });
  }
}

const wishesOf = (wishes: readonly { readonly wish: string; readonly task: string }[]): Map<string, Hire> =>
  new Map(
    wishes.flatMap(({ wish, task }) => {
      const hire = hireOf({ task });
      return hire === null ? [] : [[wish, hire] as const];
    }),
  );
