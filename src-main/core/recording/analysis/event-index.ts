import { instanceOf, type TuttiEvent } from '@contract/events.ts';

/** What an event is about besides an instance, by its id; null: nothing that has a story of its own. */
export const threadOf = ({ kind, data }: TuttiEvent): string | null => {
  if (kind.startsWith('task.') && 'task' in data) return data.task;
  if (kind.startsWith('message.') && 'message' in data) return data.message;
  if (kind.startsWith('merge.') && 'merge' in data) return data.merge;
  if (kind.startsWith('lock.') && 'lock' in data) return data.lock;
  if (kind.startsWith('batch.') && 'batch' in data && typeof data.batch === 'string') return data.batch;
  if (kind.startsWith('approval.') && 'wish' in data) return data.wish;
  if (kind.startsWith('breaker.') && 'scope' in data && 'name' in data) return `${data.scope} ${data.name}`;
  if (kind.startsWith('work.') && 'name' in data) return `work ${data.name}`;
  return null;
};

/** A run's events, by number, by thing and by instance. */
export class EventIndex {
  readonly #bySeq = new Map<number, TuttiEvent>();
  readonly #threads = new Map<string, TuttiEvent[]>();
  readonly #instances = new Map<string, TuttiEvent[]>();

  take(event: TuttiEvent): void {
    this.#bySeq.set(event.seq, event);
    const thread = threadOf(event);
    if (thread !== null) push(this.#threads, thread, event);
    const actor = event.actor.kind === 'instance' ? event.actor.id : null;
    const about = instanceOf(event);
    if (about !== null) push(this.#instances, about, event);
    if (actor !== null && actor !== about) push(this.#instances, actor, event);
  }

  at(seq: number): TuttiEvent | undefined {
    return this.#bySeq.get(seq);
  }

  thread(thing: string): readonly TuttiEvent[] {
    return this.#threads.get(thing) ?? [];
  }

  /** What is about an instance, or done by it. */
  of(instance: string): readonly TuttiEvent[] {
    return this.#instances.get(instance) ?? [];
  }

  all(): IterableIterator<TuttiEvent> {
    return this.#bySeq.values();
  }
}

const push = (lists: Map<string, TuttiEvent[]>, key: string, event: TuttiEvent): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [event]);
  else list.push(event);
};
