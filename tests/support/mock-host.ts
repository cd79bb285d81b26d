import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { callerFrameSchema, decodeFrame, encodeFrame, type HostFrame } from '@contract/frames.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMockRooms, type MockRooms, type Scenario } from './mock-rooms.ts';

/** A host that speaks the contract's frames over WebSocket out of sample events, and serves the built renderer. */
export type MockHost = {
  readonly url: string;
  readonly rooms: MockRooms;
  /** Drops every line, as a host that restarts does; the listener stays. */
  dropLines(): void;
  close(): Promise<void>;
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

const serveFile = async (
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
  const file = join(folder, path === '/' ? 'index.html' : path);
  try {
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end('not found');
  }
};

const serveLine = (socket: WebSocket, rooms: MockRooms): void => {
  const send = (frame: HostFrame): void => socket.send(encodeFrame(frame));
  const cancels = new Map<number, () => void>();
  socket.on('message', (data) => {
    const frame = callerFrameSchema.parse(decodeFrame(String(data)));
    if (frame.kind === 'call') {
      const result = rooms.call(frame.verb, frame.input);
      send(
        result.ok
          ? { kind: 'done', id: frame.id, value: result.value }
          : { kind: 'failed', id: frame.id, error: result.error },
      );
    } else if (frame.kind === 'follow') {
      const stop = rooms.follow(
        frame.stream,
        frame.input,
        (item) => send({ kind: 'item', id: frame.id, item }),
        () => send({ kind: 'end', id: frame.id }),
      );
      cancels.set(frame.id, stop);
    } else if (frame.kind === 'cancel') cancels.get(frame.id)?.();
  });
  socket.on('close', () => {
    for (const stop of cancels.values()) stop();
  });
};

/** Starts it on a free port of 127.0.0.1. `folder` is the built renderer (with index.html). */
export const startMockHost = async (scenario: Scenario, folder: string, port = 0): Promise<MockHost> => {
  const rooms = createMockRooms(scenario);
  const server = createServer((request, response) => void serveFile(folder, request, response));
  const sockets = new WebSocketServer({ server, path: '/connect' });
  sockets.on('connection', (socket) => serveLine(socket, rooms));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  const dropLines = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    url: `http://127.0.0.1:${bound}/`,
    rooms,
    dropLines,
    close: async () => {
      dropLines();
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
