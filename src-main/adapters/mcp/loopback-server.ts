import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, ok, type Result } from '@contract/result.ts';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '../../core/ports/log.ts';

export interface LoopbackServer {
  readonly port: number;
  /**
   * Stops listening, then ends everything within a second: `beforeEnd` is told at once, answers under way get
   * `graceMs` to be written, `atEnd` ends the streams, and what is still open then is cut.
   */
  close(steps: { beforeEnd: () => void; atEnd: () => Promise<void> }): Promise<void>;
}

/** Long enough to write an answer on loopback, and well within the second that closing may take. */
const graceMs = 400;

/**
 * Longer than the 90 s for which common HTTP clients keep an idle connection: if the server closes first, a client's
 * next POST can meet the closing and fail.
 */
const keepAliveMs = 120_000;

const failToListen = (port: number, error: NodeJS.ErrnoException): Result<never> =>
  error.code === 'EADDRINUSE'
    ? fail(
        'port_in_use',
        `Port ${port} on 127.0.0.1 is in use by another program.`,
        'End that program, or choose another port (0 picks a free one).',
        { field: 'port' },
      )
    : fail(
        'cannot_start',
        `Can't listen on 127.0.0.1:${port}: ${error.message}.`,
        'Choose a port from 1024 to 65535 (0 picks a free one).',
        { field: 'port' },
      );

const listen = (server: Server, port: number): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });

/** Resolves when no answer is being written any more, or after the grace. */
const settle = (answering: ReadonlySet<ServerResponse>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, graceMs);
    const check = (): void => {
      if (answering.size > 0) return;
      clearTimeout(timer);
      resolve();
    };
    for (const response of answering) response.once('close', check);
    check();
  });

const closeServer = async (
  server: Server,
  answering: ReadonlySet<ServerResponse>,
  steps: { beforeEnd: () => void; atEnd: () => Promise<void> },
): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  steps.beforeEnd();
  await settle(answering);
  await steps.atEnd();
  server.closeAllConnections();
  await closed;
};

/** Serves `answer` on 127.0.0.1. `port` 0 picks a free one. Errors: port_in_use, cannot_start. */
export const serveLoopback = async (
  port: number,
  answer: (request: Request, port: number) => Promise<Response>,
  log: Log,
): Promise<Result<LoopbackServer>> => {
  const listener = getRequestListener((request) => answer(request, address().port), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      log.error('an http request failed', error);
      return new Response(null, { status: 500 });
    },
  });
  const answering = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    // A GET is a stream that stays open: it is ended, not awaited.
    if (request.method !== 'GET') {
      answering.add(response);
      response.once('close', () => answering.delete(response));
    }
    void listener(request, response);
  });
  server.keepAliveTimeout = keepAliveMs;
  // The listener is up before any request comes, so its address is one of TCP.
  const address = (): AddressInfo => server.address() as AddressInfo;
  const error = await listen(server, port);
  if (error !== null) return failToListen(port, error);
  let closing: Promise<void> | null = null;
  return ok({
    port: address().port,
    close: (steps) => {
      closing ??= closeServer(server, answering, steps);
      return closing;
    },
  });
};
