import { MessageChannelMain, type WebContents } from 'electron';
import { serveFrames } from '../../core/doors/serve-frames.ts';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Log } from '../../core/ports/log.ts';

const person = { kind: 'person', door: 'window', readOnly: false } as const;

/** Hands the page a port and serves frames on it. Returns what ends that, as a reload does. */
export const servePort = (contents: WebContents, rooms: ServedRooms, log: Log): (() => void) => {
  const { port1: ours, port2: theirs } = new MessageChannelMain();
  const connection = serveFrames({
    rooms,
    caller: person,
    log,
    send: (frame) => {
      // By structured clone: bytes travel as they are. A port has no word for "behind"; terminals have their acks.
      ours.postMessage(frame);
      return true;
    },
  });
  ours.on('message', (event) => connection.receive(event.data));
  ours.on('close', () => connection.close());
  ours.start();
  contents.postMessage('tutti-port', null, [theirs]);
  return () => {
    connection.close();
    ours.close();
  };
};
