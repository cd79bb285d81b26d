import type { Actor, EventData, EventDraft, EventKind, TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { View } from '@contract/view.ts';
import type { Caller } from './model/caller.ts';
import { linked } from './model/follows.ts';
import type { Log } from './ports/log.ts';
import type { SecretChange, Store } from './ports/store.ts';

type Listener = (events: readonly TuttiEvent[]) => void;

/** A draft whose actor (Tutti), run (the current one) and cause (none) may be left out. */
export type Fact = {
  [K in EventKind]: {
    readonly kind: K;
    readonly data: EventData<K>;
    readonly actor?: Actor;
    readonly run?: number | null;
    readonly cause?: number | null;
  };
}[EventKind];

const tutti: Actor = { kind: 'tutti' };

export const actorOf = (caller: Caller): Actor =>
  caller.kind === 'person' ? { kind: 'person', door: caller.door } : { kind: 'instance', id: caller.id };

/**
 * The event log with its view at the tip. Appending is synchronous: when `append` returns, the rows are written, the view
 * is the new one and every listener has been called, in order, once per append.
 */
export class Ledger {
  readonly #store: Store;
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  /** Appends made by listeners wait here, so that every listener sees the events in order. */
  readonly #untold: (readonly TuttiEvent[])[] = [];
  #telling = false;
  #view: View;

  constructor(store: Store, log: Log) {
    this.#store = store;
    this.#log = log;
    this.#view = store.view();
  }

  get view(): View {
    return this.#view;
  }

  /** Appends facts in one transaction. Throws TuttiFailure, and then nothing has changed. */
  append(facts: readonly Fact[], secrets: readonly SecretChange[] = []): readonly TuttiEvent[] {
    if (facts.length === 0 && secrets.length === 0) return [];
    const run = this.#view.run?.run ?? null;
    const drafts = facts.map(
      (fact) =>
        ({
          ...fact,
          actor: fact.actor ?? tutti,
          run: fact.run === undefined ? run : fact.run,
          cause: fact.cause ?? null,
        }) as EventDraft,
    );
    const events = this.#store.commit(linked(drafts, this.#view.seq), secrets);
    for (const event of events) this.#view = reduce(this.#view, event);
    this.#tell(events);
    return events;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once `holds` is true of the view: now, or after some event. */
  until(holds: (view: View) => boolean): Promise<void> {
    return this.watch(holds).held;
  }

  /** As `until`, for one who may stop waiting: `stop` forgets the question, and `held` then never resolves. */
  watch(holds: (view: View) => boolean): { readonly held: Promise<void>; stop(): void } {
    if (holds(this.#view)) return { held: Promise.resolve(), stop: () => {} };
    let stop = (): void => {};
    const held = new Promise<void>((resolve) => {
      stop = this.listen(() => {
        if (!holds(this.#view)) return;
        stop();
        resolve();
      });
    });
    return { held, stop: () => stop() };
  }

  /** What is written stands: a listener that throws must keep neither the writer nor the others from it. */
  #tellOne(listener: Listener, events: readonly TuttiEvent[]): void {
    try {
      listener(events);
    } catch (error) {
      this.#log.error('a listener of the event log', error);
    }
  }

  #tell(events: readonly TuttiEvent[]): void {
    this.#untold.push(events);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let batch = this.#untold.shift(); batch !== undefined; batch = this.#untold.shift()) {
        for (const listener of [...this.#listeners]) this.#tellOne(listener, batch);
      }
    } finally {
      this.#telling = false;
    }
  }
}
