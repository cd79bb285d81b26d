import { type HostFrame, hostFrameSchema } from '@contract/frames.ts';
import { fail, ok, type Result, type TuttiError } from '@contract/result.ts';
import {
  type StreamInput,
  type StreamName,
  streams,
  type VerbInput,
  type VerbName,
  type VerbOutput,
  verbs,
} from '@contract/verbs.ts';
import type { Following, StreamSink } from '../../core/doors/served-rooms.ts';
import type { FrameLink } from './frame-link.ts';

const goneError = (): TuttiError =>
  fail('no_host', 'The host has ended.', 'Start it again: tutti serve, or open the project in the app.')
    .error;

const strangeError = (what: string): TuttiError =>
  fail(
    'unsupported',
    `The host's answer to ${what} is not of this version's contract.`,
    'Use the same version of Tutti on both sides.',
  ).error;

interface OpenStream {
  item(item: unknown): void;
  end(error?: TuttiError): void;
}

/** The contract, spoken to a host over a link. What comes back is checked before it is handed on. */
export class FrameClient {
  private next = 0;
  private gone = false;
  private readonly calls = new Map<number, (result: Result<unknown>) => void>();
  private readonly streams = new Map<number, OpenStream>();
  private readonly endings: (() => void)[] = [];

  constructor(private readonly link: FrameLink) {
    link.listen(
      (raw) => this.receive(raw),
      () => this.lost(),
    );
  }

  async call<V extends VerbName>(verb: V, input: VerbInput<V>): Promise<Result<VerbOutput<V>>> {
    if (this.gone) return { ok: false, error: goneError() };
    const id = this.next++;
    const result = await new Promise<Result<unknown>>((resolve) => {
      this.calls.set(id, resolve);
      this.link.send({ kind: 'call', id, verb, input });
    });
    if (!result.ok) return result;
    const parsed = verbs[verb].output.safeParse(result.value);
    return parsed.success ? ok(parsed.data as VerbOutput<V>) : { ok: false, error: strangeError(verb) };
  }

  follow<S extends StreamName>(stream: S, input: StreamInput<S>, sink: StreamSink<S>): Following {
    const id = this.next++;
    const end = (error?: TuttiError): void => {
      this.streams.delete(id);
      sink.end(error);
    };
    if (this.gone) {
      queueMicrotask(() => sink.end(goneError()));
      return { ack: () => {}, cancel: () => {} };
    }
    this.streams.set(id, {
      item: (raw) => {
        const parsed = streams[stream].item.safeParse(raw);
        // The schema is this stream's own, which the type system can't follow through a lookup.
        if (parsed.success) return sink.item(parsed.data as Parameters<typeof sink.item>[0]);
        this.link.send({ kind: 'cancel', id });
        end(strangeError(stream));
      },
      end,
    });
    this.link.send({ kind: 'follow', id, stream, input });
    return {
      ack: (bytes) => {
        if (this.streams.has(id)) this.link.send({ kind: 'ack', id, bytes });
      },
      cancel: () => {
        if (this.streams.delete(id)) this.link.send({ kind: 'cancel', id });
      },
    };
  }

  /** Called once when the host is gone, also when this side closed; at once when it is gone already. */
  onGone(run: () => void): void {
    if (this.gone) run();
    else this.endings.push(run);
  }

  close(): void {
    this.link.close();
    this.lost();
  }

  private receive(raw: unknown): void {
    const parsed = hostFrameSchema.safeParse(raw);
    // A frame that is none names no call: the calls it may have been for end with the link.
    if (parsed.success) this.take(parsed.data);
    else this.close();
  }

  private take(frame: HostFrame): void {
    const call = this.calls.get(frame.id);
    const stream = this.streams.get(frame.id);
    if (frame.kind === 'item') stream?.item(frame.item);
    else if (frame.kind === 'end') stream?.end(frame.error);
    else {
      this.calls.delete(frame.id);
      call?.(frame.kind === 'done' ? ok(frame.value) : { ok: false, error: frame.error });
      if (frame.kind === 'failed') stream?.end(frame.error);
    }
  }

  private lost(): void {
    if (this.gone) return;
    this.gone = true;
    for (const call of this.calls.values()) call({ ok: false, error: goneError() });
    this.calls.clear();
    for (const stream of [...this.streams.values()]) stream.end(goneError());
    for (const ending of this.endings) ending();
  }
}
