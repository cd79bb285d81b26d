import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fail, ok, type Result } from '@contract/result.ts';
import { getRequestListener } from '@hono/node-server';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ServedRooms } from '../../core/doors/served-rooms.ts';
import type { Log } from '../../core/ports/log.ts';
import { longestLine } from '../local-socket/split-lines.ts';
import type { PageFile } from './page-files.ts';
import { serveWebSocket } from './serve-web-socket.ts';
import { createWebApp } from './web-app.ts';
import { createWebGuard, type WebGuard } from './web-guard.ts';
import type { ReadStatus } from './web-status.ts';

export interface WebDoorSetup {
  /** Address to listen at; 127.0.0.1 unless the person asked for another. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly token: string;
  readonly readOnly: boolean;
  readonly files: ReadonlyMap<string, PageFile>;
  enter(): { rooms: ServedRooms; leave(): void };
  readonly log: Log;
}

export interface WebDoor {
  /** `http://127.0.0.1:PORT/`, without the token. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the web monitor's door. `port_in_use` when its port is taken. */
export const openWebDoor = async (setup: WebDoorSetup): Promise<Result<WebDoor>> => {
  const server = createServer();
  const listening = await listen(server, setup.host, setup.port);
  if (!listening.ok) return listening;
  const port = listening.value;
  const guard = createWebGuard(setup.token, port, [setup.host]);
  const app = createWebApp(guard, setup.files, statusReader(setup));
  server.on('request', getRequestListener(app.fetch));
  const sockets = serveUpgrades(server, guard, setup);
  return ok({ url: addressOf(setup.host, port), port, close: () => closeDoor(server, sockets) });
};

/** A visit for each question: it looks at the project that is open then. */
const statusReader =
  ({ enter, readOnly }: WebDoorSetup): ReadStatus =>
  async () => {
    const { rooms, leave } = enter();
    try {
      return await rooms.call({ kind: 'person', door: 'web', readOnly }, 'progress.all', {});
    } finally {
      leave();
    }
  };

const listen = (server: Server, host: string, port: number): Promise<Result<number>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(listenFailure(error, host, port)));
    server.listen(port, host, () => resolve(ok((server.address() as AddressInfo).port)));
  });

const listenFailure = (error: NodeJS.ErrnoException, host: string, port: number): Result<never> => {
  if (error.code === 'EADDRINUSE') {
    return fail(
      'port_in_use',
      `Port ${port} on ${host} is taken.`,
      'Give another with --port, or none for any free one.',
    );
  }
  if (error.code === 'EACCES') {
    return fail(
      'port_in_use',
      `Port ${port} needs rights that Tutti does not have.`,
      'Give one above 1023 with --port.',
    );
  }
  return fail(
    'bad_input',
    `${host} can't be listened at: ${error.message}.`,
    'Give an address of this machine with --host.',
  );
};

/** An address that a browser on this machine can open. */
const addressOf = (host: string, port: number): string => {
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  const name = anywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}/`;
};

const serveUpgrades = (server: Server, guard: WebGuard, setup: WebDoorSetup): WebSocketServer => {
  const sockets = new WebSocketServer({
    noServer: true,
    // Compression costs a context per connection and time on the event loop; the monitor is near.
    perMessageDeflate: false,
    maxPayload: longestLine,
  });
  const caller = { kind: 'person', door: 'web', readOnly: setup.readOnly } as const;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => setup.log.info('a web connection broke', { reason: error.message }));
    if (request.url?.split('?')[0] !== '/connect') return refuseUpgrade(socket, '404 Not Found');
    if (!guard.admitsSocket(request.headers)) return refuseUpgrade(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (opened: WebSocket) => {
      serveWebSocket(opened, { ...setup.enter(), caller, log: setup.log });
    });
  });
  return sockets;
};

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const closeDoor = (server: Server, sockets: WebSocketServer): Promise<void> =>
  new Promise((resolve) => {
    // 1012: the service restarts; the page tries again by itself.
    for (const socket of sockets.clients) socket.close(1012, 'the host has ended');
    server.close(() => resolve());
    server.closeAllConnections();
    // `closeAllConnections` leaves upgraded sockets: give the close frames one turn, then end those too.
    setImmediate(() => {
      for (const socket of sockets.clients) socket.terminate();
    });
  });
