import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type { MergeCheck } from '@contract/merges.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import { type SetUpReport, setUpLimits, type WorktreeSettings } from '@contract/set-up.ts';
import { sharesWith } from '@contract/shared-places.ts';
import { appendSurely } from '../append-surely.ts';
import type { Fact } from '../ledger.ts';
import type { Furnished } from '../ports/worktrees.ts';
import { clipped } from './clipped.ts';
import { reportOrphans } from './crash.ts';
import type { Crew } from './crew.ts';
import { endProcesses } from './end-processes.ts';
import type { SetUpGate, ToSetUp } from './keepers.ts';
import { LiveTail } from './live-tail.ts';
import { markerOf } from './marker.ts';

const minuteMs = 60_000;

const nothing: Furnished = { copied: 0, linked: 0, notes: [] };

/** Of a failed command's output, what an instance's evidence has room for. */
const evidenceLength = 4000;

const troubleOf = ({ outcome, command }: MergeCheck, { setupMinutes }: WorktreeSettings): string | null => {
  const name = `its set-up (${clipped(command, 120)})`;
  if (outcome === 'passed') return null;
  if (outcome === 'timed-out') return `${name} took longer than ${setupMinutes} min, and was ended`;
  return outcome === 'failed' ? `${name} failed` : `${name} was not run`;
};

const troubleLength = 1900;

const calledOff = 'it was called off';

/** Where a command has failed, its settings are to be mended first: the same would fail again. */
const failure = ({ check, trouble }: SetUpReport): TuttiError =>
  fail(
    'wrong_state',
    trouble ?? 'its set-up failed',
    'Mend the set-up command in the settings or what it needs, then restart it: the set-up begins anew.',
    check === null ? {} : { details: check.output.slice(-evidenceLength) },
  ).error;

/** Whether there is something to be done, or to be looked at. */
const isDue = (crew: Crew, { instance, incarnation }: ToSetUp): boolean => {
  const { branch, cwd, setUp } = instance;
  if (branch === null || cwd === crew.ports.repository.root) return false;
  // It was done for whose worktree it is.
  if (sharesWith(crew.ledger.view.instances, instance) !== null) return false;
  return setUp === null ? incarnation === 1 || isAsked(settingsOf(crew)) : setUp.state !== 'done';
};

const settingsOf = (crew: Crew): WorktreeSettings => crew.ledger.view.settings.worktrees;

const isAsked = ({ copy, link, setup }: WorktreeSettings): boolean =>
  copy.length > 0 || link.length > 0 || setup !== '';

interface UnderWay {
  readonly stopping: AbortController;
  readonly live: LiveTail;
}

/** What a set-up is stopped by, and what it prints into. */
interface Course {
  readonly signal: AbortSignal;
  readonly live: LiveTail;
}

/**
 * Makes new worktrees ready before the program starts: files are copied and linked, the person's set-up command is run. One at a
 * time for each instance, in its turn. What was done once is not done again; what was broken off, or failed, is begun anew at a restart.
 */
export class SetUps implements SetUpGate {
  readonly #crew: Crew;
  readonly #underWay = new Map<InstanceId, UnderWay>();

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  /** What the host leaves in the middle its next finds in the log. */
  stop(): void {
    for (const { stopping } of this.#underWay.values()) stopping.abort();
  }

  callOff(id: InstanceId): void {
    this.#underWay.get(id)?.stopping.abort();
  }

  underWay(): readonly InstanceId[] {
    return [...this.#underWay.keys()];
  }

  live(id: InstanceId): LiveTail | undefined {
    return this.#underWay.get(id)?.live;
  }

  async prepare(order: ToSetUp): Promise<Result<void>> {
    if (!isDue(this.#crew, order)) return ok(undefined);
    const { id } = order.instance;
    const stopping = new AbortController();
    if (this.#crew.stopped || this.#crew.ending.has(id)) stopping.abort();
    const live = new LiveTail(this.#crew.ports.clock, setUpLimits.output);
    this.#underWay.set(id, { stopping, live });
    try {
      return await this.#prepare(order, { signal: stopping.signal, live });
    } finally {
      this.#underWay.delete(id);
      live.end();
    }
  }

  async #prepare(order: ToSetUp, course: Course): Promise<Result<void>> {
    const crew = this.#crew;
    const { instance, by } = order;
    const { id } = instance;
    const wish = settingsOf(crew);
    const asked = isAsked(wish);
    if (asked) crew.ledger.append([{ kind: 'instance.settingUp', data: { id, command: wish.setup }, ...by }]);
    const report = await this.#report(order, wish, course);
    if (crew.stopped) return fail('wrong_state', 'the host stops', 'Open the project again.');
    const tells = asked || report.notes.length > 0 || report.trouble !== null;
    const failed = report.trouble === null ? null : failure(report);
    await appendSurely(crew, () => (tells ? this.#facts(order, report, failed, course.signal.aborted) : []));
    return failed === null ? ok(undefined) : { ok: false, error: failed };
  }

  async #report(order: ToSetUp, wish: WorktreeSettings, course: Course): Promise<SetUpReport> {
    const { signal } = course;
    const furnished = await this.#crew.ports.worktrees.furnish(order.instance.cwd, { ...wish, signal });
    const { copied, linked, notes } = furnished.ok ? furnished.value : nothing;
    const report = { copied, linked, notes: boundedNotes(notes) };
    if (signal.aborted) return { ...report, check: null, trouble: calledOff };
    if (!furnished.ok)
      return { ...report, check: null, trouble: clipped(furnished.error.message, troubleLength) };
    if (wish.setup === '') return { ...report, check: null, trouble: null };
    const check = await this.#run(order, wish, course);
    return { ...report, check, trouble: signal.aborted ? calledOff : troubleOf(check, wish) };
  }

  async #run({ instance, incarnation }: ToSetUp, wish: WorktreeSettings, { signal, live }: Course) {
    const { ports } = this.#crew;
    const marker = markerOf(this.#crew, instance);
    const check = await ports.checks.run({
      folder: instance.cwd,
      command: wish.setup,
      timeoutMs: wish.setupMinutes * minuteMs,
      signal,
      output: setUpLimits.output,
      heard: (text) => live.add(text),
      env: {
        // What it leaves running is found by this, also by the next host.
        TUTTI_INSTANCE: `${marker}${incarnation}`,
        TUTTI_INSTANCE_ID: instance.id,
        TUTTI_PROJECT: ports.repository.root,
        TUTTI_SETUP: '1',
      },
    });
    // A daemon that has left the group would work on in there.
    await endProcesses(ports, [{ root: null, marker }]);
    return check;
  }

  #facts(
    { instance, by }: ToSetUp,
    report: SetUpReport,
    failed: TuttiError | null,
    isCalledOff: boolean,
  ): Fact[] {
    const { id } = instance;
    const told: Fact = { kind: 'instance.setUp', data: { id, ...report }, ...by };
    // Who called it off says what becomes of it.
    if (failed === null || isCalledOff) return [told];
    const evidence = failed.details === undefined ? {} : { evidence: failed.details };
    const change = { to: 'crashed', witness: 'process', reason: failed.message, ...evidence } as const;
    return [told, ...this.#crew.transition(id, change, by)];
  }
}

const boundedNotes = (notes: readonly string[]): string[] => {
  const told = notes.slice(0, setUpLimits.notes).map((note) => clipped(note, setUpLimits.note - 1));
  const more = notes.length - told.length;
  return more === 0 ? told : told.with(-1, `and ${more + 1} more like these`);
};

/** An earlier host ended in the middle of it: what runs of it still is ended, so that a restart begins anew. */
export const endBrokenSetUp = (crew: Crew, instance: Instance): void => {
  const { id } = instance;
  // Nobody's start waits for it but its own.
  crew.queue
    .run(id, () => endProcesses(crew.ports, [{ root: null, marker: markerOf(crew, instance) }]))
    .then(() => reportOrphans(crew))
    .catch((error: unknown) => crew.ports.log.error('a set-up that was broken off', error, { id }));
  const trouble = 'its host ended while its worktree was being set up';
  crew.ledger.append([
    { kind: 'instance.setUp', data: { id, ...nothing, notes: [], check: null, trouble } },
    ...crew.transition(id, {
      to: 'crashed',
      witness: 'process',
      reason: `${trouble}: a restart begins that anew`,
      exit: { status: null, signal: null },
    }),
  ]);
};
