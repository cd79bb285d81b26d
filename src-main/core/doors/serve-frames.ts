import { type CallerFrame, callerFrameSchema, type HostFrame } from '@contract/frames.ts';
import { fail, type TuttiError } from '@contract/result.ts';
import { isStream } from '@contract/verbs.ts';
import type { Caller } from '../model/caller.ts';
import type { Log } from '../ports/log.ts';
import { callVerb } from './call-verb.ts';
import { type OpenStream, openStream } from './open-stream.ts';
import type { ServedRooms } from './served-rooms.ts';

export interface FrameDoor {
  /** Hands a frame to the other side; false when it is behind: `drained` is called once it has caught up. */
  send(frame: HostFrame): boolean;
  readonly rooms: ServedRooms;
  readonly caller: Caller;
  readonly log: Log;
}

export interface FrameConnection {
  /** A frame as it came, unchecked. Never throws. */
  receive(raw: unknown): void;
  /** The other side has caught up after `send` returned false. */
  drained(): void;
  /** Cancels every stream and what calls wait for; answers of calls that still run are dropped. */
  close(): void;
}

/**
 * What one connection may have open at a time. A window follows one stream per terminal it shows (at most the 120 or so
 * instances that the default limits allow) and makes a handful of calls; a caller beyond these numbers has a bug.
 */
export const connectionLimits = { streams: 256, calls: 1024 } as const;

/** Serves one connection: calls and streams of the contract, over frames. */
export const serveFrames = (door: FrameDoor): FrameConnection => {
  const calls = new Set<number>();
  const streams = new Map<number, OpenStream>();
  const gone = new AbortController();
  let closed = false;

  const send = (frame: HostFrame): boolean => (closed ? true : door.send(frame));
  const refuse = (id: number, error: TuttiError): void => {
    send({ kind: 'failed', id, error });
  };

  const call = async (frame: Extract<CallerFrame, { kind: 'call' }>): Promise<void> => {
    calls.add(frame.id);
    const result = await callVerb(
      door.rooms,
      { ...door.caller, gone: gone.signal },
      frame.verb,
      frame.input,
      door.log,
    );
    calls.delete(frame.id);
    if (result.ok) send({ kind: 'done', id: frame.id, value: result.value });
    else refuse(frame.id, result.error);
  };

  const follow = (frame: Extract<CallerFrame, { kind: 'follow' }>): void => {
    if (!isStream(frame.stream)) {
      const unknown = fail(
        'bad_input',
        `There is no stream “${frame.stream}”.`,
        'Follow one that the contract names.',
      );
      refuse(frame.id, unknown.error);
      return;
    }
    const stream = openStream({ ...door, send }, frame.id, frame.stream, frame.input, () =>
      streams.delete(frame.id),
    );
    if (!stream.ok) refuse(frame.id, stream.error);
    else if (!stream.value.ended()) streams.set(frame.id, stream.value);
  };

  const begin = (frame: Extract<CallerFrame, { kind: 'call' | 'follow' }>): void => {
    const taken = refusalOf(frame, calls, streams);
    // A number in use names something else: answering under it would end that one at the caller.
    if (taken === 'duplicate') door.log.warn('a frame with a number in use was dropped', { id: frame.id });
    else if (taken) refuse(frame.id, taken);
    else if (frame.kind === 'call') void call(frame);
    else follow(frame);
  };

  return {
    receive(raw) {
      if (closed) return;
      const parsed = callerFrameSchema.safeParse(raw);
      if (!parsed.success) return answerBadFrame(raw, send, door.log);
      const frame = parsed.data;
      if (frame.kind === 'ack') streams.get(frame.id)?.ack(frame.bytes);
      else if (frame.kind === 'cancel') {
        streams.get(frame.id)?.cancel();
        streams.delete(frame.id);
      } else begin(frame);
    },
    drained() {
      for (const stream of [...streams.values()]) stream.drained();
    },
    close() {
      closed = true;
      gone.abort();
      for (const stream of streams.values()) stream.cancel();
      streams.clear();
    },
  };
};

const refusalOf = (
  frame: { kind: 'call' | 'follow'; id: number },
  calls: ReadonlySet<number>,
  streams: ReadonlyMap<number, unknown>,
): TuttiError | 'duplicate' | null => {
  if (calls.has(frame.id) || streams.has(frame.id)) return 'duplicate';
  const full =
    frame.kind === 'call' ? calls.size >= connectionLimits.calls : streams.size >= connectionLimits.streams;
  if (!full) return null;
  const what =
    frame.kind === 'call' ? `${connectionLimits.calls} calls` : `${connectionLimits.streams} streams`;
  return fail('limit_reached', `This connection has ${what} open already.`, 'Wait for some of them to end.')
    .error;
};

/** A frame that is none: its caller is told where it gave a number, and the log in any case. */
const answerBadFrame = (raw: unknown, send: FrameDoor['send'], log: Log): void => {
  log.warn('a frame that is none was dropped');
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  const kind = typeof raw === 'object' && raw !== null && 'kind' in raw ? raw.kind : null;
  // Answering a bad ack or cancel would look like the end of the stream it names.
  if (kind === 'ack' || kind === 'cancel') return;
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) return;
  const { error } = fail(
    'bad_input',
    'That is not a frame of the contract.',
    'Send call, follow, ack or cancel.',
  );
  send({ kind: 'failed', id, error });
};
