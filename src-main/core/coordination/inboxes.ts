import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId, MessageId } from '@contract/ids.ts';
import { isSettled } from '@contract/messages.ts';
import type { Crew } from '../hierarchy/crew.ts';

const none: ReadonlySet<MessageId> = new Set();

/** What each instance has not accepted yet, in the order it was stored: counted without looking at a row. */
export class Inboxes {
  readonly #of = new Map<string, Set<MessageId>>();

  constructor({ ledger }: Crew) {
    for (const { id, to, state } of ledger.view.messages.flat()) if (!isSettled(state)) this.#add(to, id);
    ledger.listen((events) => {
      for (const event of events) this.#hear(event);
    });
  }

  of(id: InstanceId): ReadonlySet<MessageId> {
    return this.#of.get(id) ?? none;
  }

  #hear(event: TuttiEvent): void {
    switch (event.kind) {
      case 'run.started':
        this.#of.clear();
        return;
      case 'message.stored':
        this.#add(event.data.to, event.data.message);
        return;
      case 'message.accepted':
      case 'message.failed':
      case 'message.expired':
        this.#of.get(event.data.to)?.delete(event.data.message);
        return;
      default:
    }
  }

  #add(to: string, message: MessageId): void {
    if (to === 'person') return;
    const known = this.#of.get(to);
    if (known === undefined) this.#of.set(to, new Set([message]));
    else known.add(message);
  }
}
