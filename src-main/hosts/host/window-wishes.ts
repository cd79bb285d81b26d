import type { StreamItem } from '@contract/verbs.ts';
import type { Following, StreamSink } from '../../core/doors/served-rooms.ts';

type Wish = StreamItem<'host.follow'>;

/** What the host wants of one connection's page: kept until a page is there to hear it, and told once. */
export class WindowWishes {
  readonly #sinks = new Set<StreamSink<'host.follow'>>();
  #kept: Wish | null = null;

  say(wish: Wish): void {
    // The last wish is the one that the person waits for.
    if (this.#sinks.size === 0) this.#kept = wish;
    for (const sink of this.#sinks) sink.item(wish);
  }

  follow(sink: StreamSink<'host.follow'>): Following {
    this.#sinks.add(sink);
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) sink.item(kept);
    return { ack: () => {}, cancel: () => void this.#sinks.delete(sink) };
  }
}
