import type { TuttiEvent } from '@contract/events.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import type { Recorder, TerminalRecord } from '../ports/recorder.ts';
import type { ScreenKey } from '../ports/screens.ts';
import { KeyframePace } from './keyframe-pace.ts';
import type { TerminalListener } from './terminal-feed.ts';

/** Events that a recording lacks are read from the log so many at a time. */
const batchSize = 500;

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

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#recorder = crew.ports.recorder;
    this.#recorder.listen({
      begun: (run, seq) => this.#catchUp(run, seq),
      gapped: (instance) => this.#takeKeyframe(instance),
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
    const started = events.findLast(({ kind }) => kind === 'run.started');
    if (started !== undefined) this.#take(started.seq - 1);
    else if (this.#seq !== null) this.#handOver(events);
    const ended = events.findLast(({ kind }) => kind === 'run.ended');
    if (ended !== undefined && ended.run === this.#run && this.#crew.ledger.view.run?.endedAt !== null)
      this.#end(ended.at);
  }

  /** Begins to record the run that goes on, if it is to be. `after`: the event before its first; null: it began before this host. */
  #take(after: number | null): void {
    const { ledger } = this.#crew;
    const { run, settings } = ledger.view;
    this.#paces.clear();
    this.#seq = null;
    this.#run = null;
    if (run === null || run.endedAt !== null || !settings.recording.on) return;
    this.#run = run.run;
    const { title, startedAt } = run;
    const view = () => ledger.view;
    this.#recorder.begin({ run: run.run, title, startedAt, after: after ?? ledger.view.seq, view });
  }

  #catchUp(run: number, seq: number): void {
    if (run !== this.#run) return;
    this.#seq = seq;
    const { store, log } = this.#crew.ports;
    try {
      for (;;) {
        const events = store.events({ after: this.#seq, limit: batchSize, newest: false });
        if (events.length === 0) return;
        this.#handOver(events);
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
    this.#paces.clear();
    this.#recorder.end(at);
  }
}
