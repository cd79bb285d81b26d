import type { Instance } from '@contract/instances.ts';
import { reduce } from '@contract/reduce.ts';
import type { Result } from '@contract/result.ts';
import type { VerbInput, VerbName, VerbOutput } from '@contract/verbs.ts';
import { verbs } from '@contract/verbs.ts';
import { emptyView, type View } from '@contract/view.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';

export const person: Caller = { kind: 'person', door: 'cli', readOnly: false };

/** A project of its own in which one agent is tried, with the view as its events come. */
export class Trial {
  readonly #rooms: ServedRooms;
  readonly #waiting = new Set<() => void>();
  readonly #cancel: () => void;
  #view: View = emptyView;

  /** `stop`: from then on nothing is waited for. */
  constructor(
    rooms: ServedRooms,
    readonly stop: AbortSignal,
  ) {
    this.#rooms = rooms;
    const following = rooms.follow(
      person,
      'events.follow',
      { after: 0 },
      {
        item: (events) => {
          for (const event of events) {
            this.#view = reduce(this.#view, event);
            // After each one: a state may be seen that lasts for one event alone.
            for (const look of [...this.#waiting]) look();
          }
        },
        end: () => {},
      },
    );
    this.#cancel = following.ok ? following.value.cancel : () => {};
  }

  get view(): View {
    return this.#view;
  }

  instance(id: string): Instance | undefined {
    return this.#view.instances[id];
  }

  call<V extends VerbName>(verb: V, input: VerbInput<V>): Promise<Result<VerbOutput<V>>> {
    // The verb's own parsed input, which the type system can't follow through the lookup.
    return this.#rooms.call(person, verb, verbs[verb].input.parse(input) as never);
  }

  /** True once the view is so; false when it is not within `ms`, or the trial is stopped. */
  until(holds: (view: View) => boolean, ms: number): Promise<boolean> {
    if (holds(this.#view)) return Promise.resolve(true);
    if (this.stop.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (held: boolean): void => {
        clearTimeout(timer);
        this.stop.removeEventListener('abort', giveUp);
        this.#waiting.delete(look);
        resolve(held);
      };
      const look = (): void => {
        if (holds(this.#view)) end(true);
      };
      const giveUp = (): void => end(false);
      const timer = setTimeout(giveUp, ms);
      this.stop.addEventListener('abort', giveUp);
      this.#waiting.add(look);
    });
  }

  close(): void {
    this.#cancel();
  }
}
