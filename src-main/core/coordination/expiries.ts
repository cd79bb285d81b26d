import type { TuttiEvent } from '@contract/events.ts';
import type { MessageId } from '@contract/ids.ts';
import type { Message } from '@contract/messages.ts';
import { messageOf } from '@contract/view.ts';
import { appendSurely } from '../append-surely.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import type { Fact } from '../ledger.ts';

/** Longer timers overflow (24.8 days); one that fires early looks and waits on. */
const longestMs = 86_400_000;

interface Due {
  readonly id: MessageId;
  readonly at: number;
}

/** Whether it is over for a message that waits, as the clock has it. */
export const isOverdue = ({ expiresAt }: Pick<Message, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && expiresAt <= now;

/** Ends messages whose time is over while they are queued. One timer, for the next of them. */
export class Expiries implements Keeper {
  readonly #crew: Crew;
  /** The next first. */
  readonly #dues: Due[] = [];
  /** Those in it: one that is queued again is due at the same time, and once. */
  readonly #known = new Set<MessageId>();
  #armed: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      for (const event of events) this.#hear(event);
    });
  }

  /** Takes up what an earlier host left. What became overdue meanwhile is over before anything is handed over. */
  resume(): void {
    for (const message of this.#crew.ledger.view.messages.flat()) this.#watch(message);
    this.#look();
  }

  stop(): void {
    this.#cancel();
    this.#armed = null;
  }

  #hear(event: TuttiEvent): void {
    if (event.kind === 'run.started') {
      this.#dues.length = 0;
      this.#known.clear();
      this.stop();
    } else if (event.kind === 'message.stored' || event.kind === 'message.requeued') {
      if (event.kind === 'message.stored' && event.data.expiresAt === undefined) return;
      const message = messageOf(this.#crew.ledger.view, event.data.message);
      if (message === undefined) return;
      this.#watch(message);
      this.#arm();
    }
  }

  #watch({ id, state, expiresAt }: Message): void {
    if (expiresAt === null || this.#known.has(id) || (state !== 'queued' && state !== 'delivering')) return;
    this.#known.add(id);
    this.#dues.splice(placeFor(this.#dues, expiresAt), 0, { id, at: expiresAt });
  }

  #look(): void {
    const now = this.#crew.ports.clock.now();
    const due = this.#dues.splice(0, placeFor(this.#dues, now));
    for (const { id } of due) this.#known.delete(id);
    if (due.length > 0) {
      appendSurely(this.#crew, () => this.#factsOf(due)).catch((error: unknown) =>
        this.#crew.ports.log.error('expiry', error),
      );
    }
    this.#arm();
  }

  /** One that is being handed over is not ended: it either comes, or is queued again, which is heard. */
  #factsOf(due: readonly Due[]): Fact[] {
    return due.flatMap(({ id }) => {
      const message = messageOf(this.#crew.ledger.view, id);
      const isOver = message?.state === 'queued' && isOverdue(message, this.#crew.ports.clock.now());
      return isOver ? [{ kind: 'message.expired', data: { message: id, to: message.to } }] : [];
    });
  }

  #arm(): void {
    const next = this.#dues[0];
    if (next !== undefined && this.#armed === next.at) return;
    this.stop();
    if (next === undefined || this.#crew.stopped) return;
    this.#armed = next.at;
    const ms = Math.max(0, next.at - this.#crew.ports.clock.now());
    this.#cancel = this.#crew.ports.clock.after(Math.min(ms, longestMs), () => {
      this.#armed = null;
      if (!this.#crew.stopped) this.#look();
    });
  }
}

/** Behind all that are due at that time or before. */
const placeFor = (dues: readonly Due[], at: number): number => {
  let low = 0;
  let high = dues.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dues[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
