import type { TuttiEvent } from '@contract/events.ts';
import type { Run } from '@contract/view.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import type { Fact } from '../ledger.ts';
import type { Recorder, TerminalRecord } from '../ports/recorder.ts';
import type { ScreenKey } from '../ports/screens.ts';
import { KeyframePace } from './keyframe-pace.ts';
import type { TerminalListener } from './terminal-feed.ts';

/** Events that a recording lacks are read from the log so many at a time. */
const batchSize = 500;
/** Of a reason that is told. */
const longestReason = 1000;

const bytesOf = (record: TerminalRecord): number => {
  if (record.kind === 'output') return record.bytes.length;
  return record.kind === 'inject' ? record.data.length : 0;
};

/** After these the screen is another one, in a way that replaying from before would not show alike. */
const callsForKeyframe = ({ kind }: TerminalRecord): boolean => kind === 'resized' || kind === 'inject';

/**
 * Records the run that goes on: begins with it, hands over its events and what its terminals do, asks for keyframes, and ends with it.
 * A run that an earlier host left is taken up: offsets go on, and a gap stands in between.
 */
export class RecordingKeeper implements Keeper, TerminalListener {
  readonly #crew: Crew;
  readonly #recorder: Recorder;
  readonly #paces = new Map<string, KeyframePace>();
  /** The run that is recorded; null: none is. */
  #run: number | null = null;
  /** The last event that was handed over; null: the recording has not said yet what it holds. */
  #seq: number | null = null;
  /** Where the run that an earlier host could not record to its end has ended; null: there is none such. */
  #finishing: TuttiEvent | null = null;
  /** Why nothing is recorded at present; null: it is. */
  #paused: string | null = null;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#recorder = crew.ports.recorder;
    this.#recorder.listen({
      begun: (run, seq) => this.#begun(run, seq),
      gapped: (instance) => this.#takeKeyframe(instance),
      paused: (run, reason) => this.#tell(run, reason),
    });
    crew.feed.listen(this);
    crew.ledger.listen((events) => this.#hear(events));
    // Before its terminals are taken over, so that what they say at once is recorded.
    this.#take(null);
  }

  stop(): void {
    this.#run = null;
  }

  terminal(key: ScreenKey, record: TerminalRecord): void {
    const [run, instance = ''] = key.split('/');
    if (this.#run === null || Number(run) !== this.#run) return;
    const now = this.#crew.ports.clock.now();
    if (record.kind === 'typed') {
      this.#typed(instance, now, record.bytes);
      return;
    }
    this.#recorder.put(instance, now, record);
    const due = this.#paceOf(instance, now).isDue(bytesOf(record), now);
    if (due || callsForKeyframe(record)) this.#takeKeyframe(instance);
  }

  #typed(instance: string, now: number, bytes: Uint8Array): void {
    const { typed } = this.#crew.ledger.view.settings.recording;
    if (typed === 'full') this.#recorder.put(instance, now, { kind: 'typed', bytes });
    if (typed === 'counted') this.#recorder.put(instance, now, { kind: 'typedCount', bytes: bytes.length });
  }

  #paceOf(instance: string, now: number): KeyframePace {
    const known = this.#paces.get(instance);
    if (known !== undefined) return known;
    const made = new KeyframePace(now);
    this.#paces.set(instance, made);
    return made;
  }

  #takeKeyframe(instance: string): void {
    const run = this.#run;
    if (run === null) return;
    const { clock, screens, log } = this.#crew.ports;
    const now = clock.now();
    this.#paceOf(instance, now).taken(now);
    // Both in this turn: the screen has been fed what the recording holds before the cut, and no more.
    const cut = this.#recorder.cut(instance, now);
    screens
      .snapshot(`${run}/${instance}`, 0)
      .then((snapshot) => {
        if (snapshot !== null && this.#run === run) this.#recorder.keyframe(instance, cut, snapshot);
      })
      .catch((error: unknown) => log.error('a keyframe', error));
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (this.#finishing !== null && !events.some(({ kind }) => kind === 'run.started')) return;
    const started = events.findLast(({ kind }) => kind === 'run.started');
    if (started !== undefined) this.#take(started.seq - 1);
    else if (this.#seq !== null) this.#handOver(events);
    const ended = events.findLast(({ kind }) => kind === 'run.ended');
    if (ended !== undefined && ended.run === this.#run && this.#crew.ledger.view.run?.endedAt !== null)
      this.#end(ended.at);
  }

  /** Begins to record the run that goes on, if it is to be. `after`: the event before its first; null: it began before this host. */
  #take(after: number | null): void {
    const { run, recording, seq } = this.#crew.ledger.view;
    this.#paces.clear();
    this.#seq = null;
    this.#run = null;
    this.#finishing = null;
    // As the settings were when the run began: a host that comes back goes on as the one before.
    if (run === null || !recording.on) return;
    if (run.endedAt === null) this.#begin(run, after ?? seq);
    else
      this.#finish(run).catch((error: unknown) =>
        this.#crew.ports.log.error('the end of the last recording', error),
      );
  }

  #begin({ run, title, startedAt }: Run, after: number): void {
    this.#run = run;
    this.#recorder.begin({ run, title, startedAt, after, view: () => this.#crew.ledger.view });
  }

  /** A run has ended whose recording goes on as if it had not: its host was killed, or the disk was full. It gets what the log has. */
  async #finish(run: Run): Promise<void> {
    const { recordings, store } = this.#crew.ports;
    if (!recordings.list().some((line) => line.run === run.run)) return;
    const opened = await recordings.open(run.run);
    if (!opened.ok) return;
    const about = await opened.value.about();
    opened.value.close();
    const isWhole = !about.ok || about.value.ended !== null;
    if (isWhole || this.#crew.stopped || this.#crew.ledger.view.run?.run !== run.run) return;
    const query = { after: 0, limit: 1, newest: true, run: run.run, kinds: ['run.ended'] };
    this.#finishing = store.events(query)[0] ?? null;
    if (this.#finishing !== null) this.#begin(run, this.#finishing.seq);
  }

  #begun(run: number, seq: number): void {
    if (run !== this.#run) return;
    const finishing = this.#finishing;
    this.#catchUp(seq, finishing?.seq ?? Number.MAX_SAFE_INTEGER);
    if (finishing !== null) this.#end(finishing.at);
    else this.#tell(run, null);
  }

  /** Tells the person that it is not recorded at present, and why, or that it is again; `reason` null: it is. */
  #tell(run: number, reason: string | null): void {
    this.#paused = reason;
    const facts = (): Fact[] => {
      const { view } = this.#crew.ledger;
      const stands = (view.recording.paused === null) === (this.#paused === null);
      if (view.run?.run !== run || this.#run !== run || stands) return [];
      if (this.#paused === null) return [{ kind: 'recording.resumed', data: { run } }];
      const told = this.#paused.slice(0, longestReason);
      return [{ kind: 'recording.paused', data: { run, reason: told } }];
    };
    // What keeps the recording from being written may keep the log from it, too.
    appendSurely(this.#crew, facts).catch((error: unknown) =>
      this.#crew.ports.log.error('how the run is recorded', error),
    );
  }

  /** `last`: the event that it ends with. */
  #catchUp(seq: number, last: number): void {
    this.#seq = seq;
    const { store, log } = this.#crew.ports;
    try {
      for (;;) {
        const events = store.events({ after: this.#seq, limit: batchSize, newest: false });
        const wanted = events.filter((event) => event.seq <= last);
        if (wanted.length === 0) return;
        this.#handOver(wanted);
      }
    } catch (error) {
      // What it lacks is asked for again when it is next opened.
      log.error('events for the recording', error);
    }
  }

  #handOver(events: readonly TuttiEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > (this.#seq ?? 0));
    this.#seq = fresh.at(-1)?.seq ?? this.#seq;
    if (fresh.length > 0) this.#recorder.events(fresh);
  }

  #end(at: number): void {
    this.#run = null;
    this.#seq = null;
    this.#finishing = null;
    this.#paces.clear();
    this.#recorder.end(at);
  }
}
