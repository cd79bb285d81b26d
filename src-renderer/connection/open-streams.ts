import type { CallerFrame } from '@contract/frames.ts';
import type { TuttiError } from '@contract/result.ts';
import { type StreamName, streams } from '@contract/verbs.ts';
import { brokenContract } from './pending-calls.ts';

export type OpenStream = {
  readonly stream: StreamName;
  /** Asked again at each reconnection. */
  input(): unknown;
  onItem(item: unknown): void;
  onEnd(error?: TuttiError): void;
};

/** Streams that are followed, by the number of their request. */
export type OpenStreams = {
  add(id: number, stream: OpenStream): void;
  /** False when it was not open. */
  remove(id: number): boolean;
  /** Hands on an item. False when it broke the contract: the stream is over then, and the host must be told. */
  item(id: number, value: unknown): boolean;
  end(id: number, error?: TuttiError): void;
  /** What follows all of them anew on a new line. */
  followFrames(): CallerFrame[];
};

export const createOpenStreams = (): OpenStreams => {
  const open = new Map<number, OpenStream>();

  const end = (id: number, error?: TuttiError): void => {
    const following = open.get(id);
    open.delete(id);
    following?.onEnd(error);
  };

  return {
    add: (id, stream) => {
      open.set(id, stream);
    },
    remove: (id) => open.delete(id),
    item: (id, value) => {
      const following = open.get(id);
      if (following === undefined) return true;
      const checked = streams[following.stream].item.safeParse(value);
      if (checked.success) following.onItem(checked.data);
      else end(id, brokenContract(following.stream, checked.error.message).error);
      return checked.success;
    },
    end,
    followFrames: () =>
      [...open].map(([id, { stream, input }]) => ({ kind: 'follow', id, stream, input: input() })),
  };
};
