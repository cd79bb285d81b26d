import type { Actor } from '@contract/events.ts';
import type { RemovedWhy } from '@contract/recording-events.ts';
import type { Pruning, RecordingLine, RemovedRecording } from '@contract/recordings.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { type KeepRule, recordingsDue } from '../model/recordings-due.ts';
import type { OpenRecordings } from './open-recordings.ts';
import { linesOf } from './recording-lines.ts';

/** What grew old while nothing else happened is found after so many ms. */
const dailyMs = 24 * 3_600_000;

const noRecording = (run: number) =>
  fail('not_found', `run ${run} has no recording`, 'Name one that `tutti runs` shows with a size.', {
    field: 'run',
  });

/** The recordings that are there: which are protected, and which a rule or the person removes. */
export class RecordingShelf implements Keeper {
  readonly #crew: Crew;
  readonly #open: OpenRecordings;
  #cancel: () => void = () => undefined;

  constructor(crew: Crew, open: OpenRecordings) {
    this.#crew = crew;
    this.#open = open;
    crew.ledger.listen((events) => {
      // In a turn of its own: what ended it is heard by all before anything follows from it.
      if (events.some(({ kind }) => kind === 'run.ended')) crew.ports.clock.after(0, () => this.#keepRule());
    });
  }

  resume(): void {
    this.#keepRule();
    this.#lookAgain();
  }

  stop(): void {
    this.#cancel();
  }

  /** Those of runs that the log knows, the newest first. A file of another log is not shown, and never removed. */
  lines(): RecordingLine[] {
    const { store, recordings } = this.#crew.ports;
    const isProtected = new Set(store.protectedRuns());
    return linesOf(store.runs(), recordings.list(), (run) => isProtected.has(run));
  }

  /** Adds or takes away the protection. */
  protect(run: number, on: boolean, actor: Actor): Result<RecordingLine> {
    const line = this.#line(run);
    if (line === undefined) return noRecording(run);
    if (line.protected === on) return ok(line);
    const kind = on ? 'recording.protected' : 'recording.unprotected';
    this.#crew.ledger.append([{ kind, data: { run }, actor }]);
    return ok({ ...line, protected: on });
  }

  /** Removes one, also if somebody watches it. */
  remove(run: number, actor: Actor): Result<RemovedRecording> {
    const line = this.#line(run);
    if (line === undefined) return noRecording(run);
    if (this.#goesOn(run))
      return fail('wrong_state', `run ${run} goes on, and is being recorded`, 'End the run first.', {
        field: 'run',
      });
    if (line.protected)
      return fail('wrong_state', `the recording of run ${run} is protected`, 'Unprotect it first.', {
        field: 'run',
      });
    this.#open.close(run);
    return this.#take(line, 'asked', actor);
  }

  /** Applies a rule: that of the settings, as far as `rule` says nothing else. */
  prune(rule: Partial<KeepRule>, dryRun: boolean, actor: Actor): Pruning {
    const { clock } = this.#crew.ports;
    const { keepDays, keepGigabytes } = { ...this.#crew.ledger.view.settings.recording, ...rule };
    const lines = this.lines();
    const stays = (run: number): boolean => this.#goesOn(run) || this.#open.isOpen(run);
    const due = recordingsDue(lines, { keepDays, keepGigabytes }, clock.now(), stays);
    const failed: { run: number; reason: string }[] = [];
    const removed = due.filter((line) => {
      if (dryRun) return true;
      const gone = this.#take(line, line.why, actor);
      if (!gone.ok) failed.push({ run: line.run, reason: gone.error.message });
      return gone.ok;
    });
    const gone = new Set(removed.map(({ run }) => run));
    const left = lines.filter(({ run }) => !gone.has(run));
    const kept = {
      recordings: left.length,
      bytes: left.reduce((sum, line) => sum + line.bytes, 0),
      protected: left.filter((line) => line.protected).length,
    };
    return { keepDays, keepGigabytes, removed, failed, kept };
  }

  #line(run: number): RecordingLine | undefined {
    return this.lines().find((line) => line.run === run);
  }

  #goesOn(run: number): boolean {
    const current = this.#crew.ledger.view.run;
    return current?.run === run && current.endedAt === null;
  }

  /** First the file and then the word of it: killed in between, the file is gone and nobody was told, which the next look shows. */
  #take({ run, bytes }: RecordingLine, why: RemovedWhy, actor: Actor): Result<RemovedRecording> {
    const gone = this.#crew.ports.recordings.remove(run);
    if (!gone.ok) return gone;
    const [event] = this.#crew.ledger.append([
      { kind: 'recording.removed', data: { run, bytes, why }, actor },
    ]);
    return ok({ run, at: event?.at ?? this.#crew.ports.clock.now(), bytes, why });
  }

  #keepRule(): void {
    if (this.#crew.stopped) return;
    this.#crew.guarded('what recordings are kept', () => {
      const { failed } = this.prune({}, false, { kind: 'tutti' });
      for (const { run, reason } of failed)
        this.#crew.ports.log.warn('a recording that is due could not be removed', { run, reason });
    });
  }

  #lookAgain(): void {
    this.#cancel = this.#crew.ports.clock.after(dailyMs, () => {
      this.#keepRule();
      this.#lookAgain();
    });
  }
}
