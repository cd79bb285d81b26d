import { hostFrameSchema } from '@contract/frames.ts';
import { fail, type Result, type TuttiError } from '@contract/result.ts';
import type {
  StreamInput,
  StreamItem,
  StreamName,
  VerbInput,
  VerbName,
  VerbOutput,
} from '@contract/verbs.ts';
import { type ConnectionStatus, createLine, type Line } from './line.ts';
import { createOpenStreams, type OpenStreams } from './open-streams.ts';
import { createPendingCalls, type PendingCalls } from './pending-calls.ts';
import type { OpenTransport } from './transport.ts';

export type { ConnectionStatus } from './line.ts';

export type Follower<T> = {
  onItem(item: T): void;
  /** The stream is over; `error` when it did not end by itself. */
  onEnd(error?: TuttiError): void;
};

export type Following = {
  /** Tells the host that so many bytes were consumed. */
  ack(bytes: number): void;
  /** Stops it; neither onItem nor onEnd is called afterwards. */
  cancel(): void;
};

/** The contract as a window or browser speaks it. */
export type TuttiClient = {
  /** Never rejects: a lost line is the error `no_host`, an answer that breaks the contract `internal`. */
  call<V extends VerbName>(verb: V, input: VerbInput<V>): Promise<Result<VerbOutput<V>>>;
  /**
   * Follows over reconnections: `input` as a function is asked again for each, so that a stream goes on from where it
   * was. A terminal starts anew with its snapshot.
   */
  follow<S extends StreamName>(
    stream: S,
    input: StreamInput<S> | (() => StreamInput<S>),
    follower: Follower<StreamItem<S>>,
  ): Following;
  /** What it tells was recorded, by whomever: it is shown, and acts on nothing. */
  readonly recorded?: true;
  readonly status: ConnectionStatus;
  /** Called at each change of `status`; answers how to stop. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  close(): void;
};

const notConnected = fail(
  'no_host',
  'There is no connection to the host.',
  'Wait until the window is connected again; if it stays away, start the host.',
);

const takeFrame = (value: unknown, calls: PendingCalls, open: OpenStreams, line: Line): void => {
  const parsed = hostFrameSchema.safeParse(value);
  if (!parsed.success) {
    console.error('The host sent a frame that is not in the contract', parsed.error.message);
    return;
  }
  const frame = parsed.data;
  switch (frame.kind) {
    case 'done':
      calls.settle(frame.id, { ok: true, value: frame.value });
      return;
    case 'failed':
      if (!calls.settle(frame.id, { ok: false, error: frame.error })) open.end(frame.id, frame.error);
      return;
    case 'item':
      if (!open.item(frame.id, frame.item)) line.send({ kind: 'cancel', id: frame.id });
      return;
    case 'end':
      open.end(frame.id, frame.error);
      return;
    default:
      frame satisfies never;
  }
};

export const createClient = (openTransport: OpenTransport): TuttiClient => {
  const calls = createPendingCalls();
  const open = createOpenStreams();
  let nextId = 1;
  const line: Line = createLine(openTransport, {
    onFrame: (value) => takeFrame(value, calls, open, line),
    onMended: () => {
      for (const frame of open.followFrames()) line.send(frame);
    },
    onBroken: calls.failAll,
  });

  return {
    call: (verb, input) => {
      if (line.status.kind === 'lost') return Promise.resolve(notConnected);
      const id = nextId++;
      return new Promise((resolve) => {
        // The value is checked against this verb's own schema before it gets here.
        calls.add(id, verb, resolve as (result: Result<unknown>) => void);
        line.send({ kind: 'call', id, verb, input });
      });
    },
    follow: (stream, input, follower) => {
      const id = nextId++;
      const ask = typeof input === 'function' ? input : () => input;
      // Likewise checked against this stream's own schema.
      const onItem = follower.onItem as (item: unknown) => void;
      open.add(id, { stream, input: ask, onItem, onEnd: (error) => follower.onEnd(error) });
      // While the line is lost, its mending sends it.
      if (line.status.kind !== 'lost') line.send({ kind: 'follow', id, stream, input: ask() });
      return {
        ack: (bytes) => line.send({ kind: 'ack', id, bytes }),
        cancel: () => {
          if (!open.remove(id)) return;
          line.unsend(id);
          if (line.status.kind === 'open') line.send({ kind: 'cancel', id });
        },
      };
    },
    get status() {
      return line.status;
    },
    onStatus: line.onStatus,
    close: line.close,
  };
};
