import { decodeFrame, encodeFrame } from '@contract/frames.ts';
import type { OpenTransport, TransportEvents } from './transport.ts';

// First try after a quarter second (a host that restarts is back by then), doubling to 5 s, which a person still
// sees as "it comes back by itself" and which costs a sleeping laptop nothing.
const firstPause = 250;
const longestPause = 5000;

/** Pause before try number `attempt` (from 0), in milliseconds. */
export const pauseBefore = (attempt: number): number => Math.min(longestPause, firstPause * 2 ** attempt);

const receive = (data: unknown, events: TransportEvents): void => {
  if (typeof data !== 'string') return;
  let frame: unknown;
  try {
    frame = decodeFrame(data);
  } catch (error) {
    console.error('The host sent something that is no JSON', error);
    return;
  }
  events.onFrame(frame);
};

/** Frames as JSON over a WebSocket. `address` is a ws: or wss: URL. */
export const openSocketTransport =
  (address: string): OpenTransport =>
  (events) => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;
    let closed = false;

    const connect = (): void => {
      const next = new WebSocket(address);
      socket = next;
      next.onopen = () => {
        attempt = 0;
        events.onOpen();
      };
      next.onmessage = ({ data }: MessageEvent<unknown>) => receive(data, events);
      next.onclose = ({ reason }) => {
        if (closed || socket !== next) return;
        events.onLost(reason === '' ? 'the host does not answer' : reason);
        timer = setTimeout(connect, pauseBefore(attempt++));
      };
    };

    connect();
    return {
      send: (frame) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame));
      },
      close: () => {
        closed = true;
        clearTimeout(timer);
        socket?.close();
      },
    };
  };

/** The host that served this page. */
export const socketAddressOf = (page: Location): string =>
  `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/connect`;
