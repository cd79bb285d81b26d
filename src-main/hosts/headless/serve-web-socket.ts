import { decodeFrame, encodeFrame } from '@contract/frames.ts';
import { WebSocket } from 'ws';
import { serveFrames } from '../../core/doors/serve-frames.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';

/**
 * Bytes that may wait in a connection before its event streams are let go of, and those under which they are taken up again. A
 * few batches of 500 events; terminals keep to their own limit of 100,000 bytes each.
 */
const behind = { high: 4_000_000, low: 500_000 } as const;

/** Between two pings: a connection that answered none since is gone (a phone that went out of reach). */
const pingMs = 30_000;

/** Serves frames over one WebSocket until it closes. */
export const serveWebSocket = (
  socket: WebSocket,
  door: { rooms: ServedRooms; caller: Caller; leave(): void; log: Log },
): void => {
  let held = false;
  const sent = (): void => {
    if (!held || socket.bufferedAmount > behind.low) return;
    held = false;
    connection.drained();
  };
  const connection = serveFrames({
    ...door,
    send: (frame) => {
      if (socket.readyState !== WebSocket.OPEN) return true;
      // Its error is the socket's own, which closes it.
      socket.send(encodeFrame(frame), sent);
      held ||= socket.bufferedAmount > behind.high;
      return !held;
    },
  });
  socket.on('message', (data, isBinary) => {
    connection.receive(isBinary ? null : parsed(data.toString()));
  });
  socket.on('error', (error) => door.log.info('a web connection broke', { reason: error.message }));
  const stopPings = keepAlive(socket);
  socket.once('close', () => {
    stopPings();
    connection.close();
    door.leave();
  });
};

const keepAlive = (socket: WebSocket): (() => void) => {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingMs);
  timer.unref();
  return () => clearInterval(timer);
};

/** Null, which is no frame, for a text that is not JSON. */
const parsed = (text: string): unknown => {
  try {
    return decodeFrame(text);
  } catch {
    return null;
  }
};
