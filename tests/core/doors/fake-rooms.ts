import type { TuttiEvent } from '@contract/events.ts';
import { ok, type Result } from '@contract/result.ts';
import type { StreamName, VerbName } from '@contract/verbs.ts';
import type { Following, ServedRooms, StreamSink } from '../../../src-main/core/doors/served-rooms.ts';
import type { Caller } from '../../../src-main/core/model/caller.ts';
import type { Log } from '../../../src-main/core/ports/log.ts';

export interface FakeStream {
  readonly stream: StreamName;
  readonly input: unknown;
  readonly sink: StreamSink<StreamName>;
  cancelled: boolean;
  acked: number;
}

/** Rooms that note what they are asked and answer as told. */
export const fakeRooms = () => {
  const calls: { caller: Caller; verb: VerbName; input: unknown }[] = [];
  const streams: FakeStream[] = [];
  const state = { answer: async (): Promise<Result<unknown>> => ok({}) };
  const rooms = {
    call: (caller: Caller, verb: VerbName, input: unknown) => {
      calls.push({ caller, verb, input });
      return state.answer();
    },
    follow: (_caller: Caller, stream: StreamName, input: unknown, sink: StreamSink<StreamName>) => {
      const one: FakeStream = { stream, input, sink, cancelled: false, acked: 0 };
      streams.push(one);
      const following: Following = {
        ack: (bytes) => {
          one.acked += bytes;
        },
        cancel: () => {
          one.cancelled = true;
        },
      };
      return ok(following);
    },
  } as unknown as ServedRooms;
  return { rooms, calls, streams, state };
};

export const fakeLog = () => {
  const lines: string[] = [];
  const log: Log = {
    info: (what) => lines.push(`info ${what}`),
    warn: (what) => lines.push(`warn ${what}`),
    error: (what, error, facts) =>
      lines.push(`error ${what} ${String(error)} ${JSON.stringify(facts ?? {})}`),
  };
  return { log, lines };
};

export const person: Caller = { kind: 'person', door: 'web', readOnly: false };
export const onlooker: Caller = { kind: 'person', door: 'web', readOnly: true };

export const eventAt = (seq: number): TuttiEvent => ({
  seq,
  at: seq * 1000,
  kind: 'run.ended',
  data: { run: 1 },
  actor: { kind: 'tutti' },
  run: 1,
  cause: null,
});
