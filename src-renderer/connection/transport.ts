import type { CallerFrame } from '@contract/frames.ts';

/** What a transport tells; frames are unchecked values. */
export type TransportEvents = {
  onOpen(): void;
  onFrame(frame: unknown): void;
  /** The line is gone. The transport tries again by itself and calls `onOpen` when it stands. */
  onLost(reason: string): void;
};

/** A line to the host that mends itself. */
export type Transport = {
  /** Only while open; a frame sent on a lost line is dropped. */
  send(frame: CallerFrame): void;
  /** Ends it for good. */
  close(): void;
};

/** Begins to connect at once and reports through `events`. */
export type OpenTransport = (events: TransportEvents) => Transport;
