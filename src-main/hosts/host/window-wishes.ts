import { fail, ok, type Result } from '@contract/result.ts';
import { type StreamInput, type StreamItem, streams } from '@contract/verbs.ts';
import type { Following, StreamSink } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';

export type WindowWish = StreamItem<'host.follow'>;
type Kind = WindowWish['kind'];

/** What the host wants of one connection's page: kept until a page is there to hear it, and told once. */
export class WindowWishes {
  readonly #sinks = new Map<StreamSink<'host.follow'>, Kind>();
  readonly #kept = new Map<Kind, WindowWish>();

  say(wish: WindowWish): void {
    const hearing = [...this.#sinks].filter(([, kind]) => kind === wish.kind);
    // The last wish is the one that the person waits for.
    if (hearing.length === 0) this.#kept.set(wish.kind, wish);
    for (const [sink] of hearing) sink.item(wish);
  }

  follow(
    caller: Caller,
    input: StreamInput<'host.follow'>,
    sink: StreamSink<'host.follow'>,
  ): Result<Following> {
    if (caller.kind === 'instance') return fail('refused', 'An instance has no window.', 'Ask the person.');
    const { kind } = streams['host.follow'].input.parse(input);
    this.#sinks.set(sink, kind);
    const kept = this.#kept.get(kind);
    this.#kept.delete(kind);
    if (kept !== undefined) sink.item(kept);
    return ok({ ack: () => {}, cancel: () => void this.#sinks.delete(sink) });
  }
}
