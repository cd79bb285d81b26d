import type { CallerFrame } from '@contract/frames.ts';
import type { OpenTransport, Transport } from './transport.ts';

export type ConnectionStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** It was open and is being mended. `since` is milliseconds since 1970. */
  | { readonly kind: 'lost'; readonly reason: string; readonly since: number };

type LineEvents = {
  onFrame(frame: unknown): void;
  /** What must be said first on a line that was mended. */
  onMended(): void;
  /** What was underway is lost. */
  onBroken(): void;
};

/** A transport with a status. Frames sent before the first connection wait for it. */
export type Line = {
  readonly status: ConnectionStatus;
  send(frame: CallerFrame): void;
  /** Takes back what has not been sent yet for this request. */
  unsend(id: number): void;
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  close(): void;
};

export const createLine = (openTransport: OpenTransport, events: LineEvents): Line => {
  let status: ConnectionStatus = { kind: 'connecting' };
  let early: CallerFrame[] = [];
  const listeners = new Set<(status: ConnectionStatus) => void>();

  const setStatus = (next: ConnectionStatus): void => {
    status = next;
    for (const listener of listeners) listener(next);
  };

  const onOpen = (): void => {
    const waiting = early;
    early = [];
    const first = status.kind === 'connecting';
    // Followed anew before anyone hears of it, so that what they say comes after.
    if (first) for (const frame of waiting) transport.send(frame);
    else events.onMended();
    setStatus({ kind: 'open' });
  };

  const onLost = (reason: string): void => {
    // Before the first connection nothing was sent: what waits, waits on.
    if (status.kind !== 'open') return;
    setStatus({ kind: 'lost', reason, since: Date.now() });
    events.onBroken();
  };

  const transport: Transport = openTransport({ onOpen, onFrame: events.onFrame, onLost });

  return {
    get status() {
      return status;
    },
    send: (frame) => {
      if (status.kind === 'connecting') early.push(frame);
      else transport.send(frame);
    },
    unsend: (id) => {
      early = early.filter((frame) => frame.id !== id);
    },
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => transport.close(),
  };
};
