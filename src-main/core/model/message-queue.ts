import type { MessageId } from '@contract/ids.ts';
import { type Priority, priorities } from '@contract/priority.ts';
import { byTurn, type Queued } from './message-order.ts';

/** Those of one priority, in the order they were stored. Taking the first of ten thousand moves none of the others. */
class Lane {
  #items: Queued[] = [];
  #head = 0;

  get first(): Queued | undefined {
    return this.#items[this.#head];
  }

  /** One that comes back stands where it stood. */
  add(message: Queued): void {
    const last = this.#items.at(-1);
    if (last === undefined || last.place < message.place) {
      this.#items.push(message);
      return;
    }
    const at = this.#items.findIndex(({ place }, index) => index >= this.#head && place >= message.place);
    if (this.#items[at]?.place === message.place) return;
    this.#items.splice(at, 0, message);
  }

  drop(): void {
    this.#head += 1;
    // What was taken is let go of now and then, when that is at least half of all.
    if (this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}

/**
 * What waits for one instance. Only the first of each priority competes for the next turn, so whatever a clock does, one sender's
 * messages of one priority, and everyone's, go in the order in which they were stored.
 */
export class MessageQueue {
  readonly #lanes: Readonly<Record<Priority, Lane>> = {
    urgent: new Lane(),
    high: new Lane(),
    normal: new Lane(),
    low: new Lane(),
  };

  get isEmpty(): boolean {
    return priorities.every((priority) => this.#lanes[priority].first === undefined);
  }

  add(message: Queued): void {
    this.#lanes[message.priority].add(message);
  }

  /** Whose turn it is. Those of which `waits` says no are dropped on the way: they were read, or their time is over. */
  first(now: number, waits: (id: MessageId) => boolean): Queued | undefined {
    const heads = priorities.flatMap((priority) => {
      const lane = this.#lanes[priority];
      while (lane.first !== undefined && !waits(lane.first.id)) lane.drop();
      return lane.first ?? [];
    });
    return heads.sort(byTurn(now))[0];
  }

  /** As `first`, and it waits no more. */
  take(now: number, waits: (id: MessageId) => boolean): Queued | undefined {
    const message = this.first(now, waits);
    if (message !== undefined) this.#lanes[message.priority].drop();
    return message;
  }
}
