import type { Result } from '@contract/result.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import { answerJson, refuse, rpc } from './http-answers.ts';
import { bearerOf, demandToken, guardAgainstWebPages } from './http-guard.ts';
import { serveLoopback } from './loopback-server.ts';
import { type SessionServer, Sessions } from './sessions.ts';
import { Stopping } from './stopping.ts';

export interface McpEndpointOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Who a bearer token belongs to; null: nobody, or nobody any more. */
  readonly authenticate: (token: string) => Caller | null;
  /** A new MCP server for each session. `stopping` begins when this endpoint closes: answer what is under way. */
  readonly serverFor: (caller: Caller, stopping: Stopping) => SessionServer;
  /** Further POST routes behind the same checks, by path. */
  readonly posts?: Readonly<Record<string, (request: Request, caller: Caller) => Promise<Response>>>;
  readonly log: Log;
}

export interface McpEndpoint {
  readonly port: number;
  /** Ends all sessions and streams within a second. */
  close(): Promise<void>;
}

const noSuchPath = (): Response =>
  refuse(404, rpc.transport, {
    code: 'not_found',
    message: 'There is nothing at this address.',
    remedy: 'Use /mcp for MCP (Streamable HTTP).',
  });

const wrongMethod = (allowed: string): Response =>
  refuse(
    405,
    rpc.transport,
    { code: 'bad_input', message: 'This method is not served here.', remedy: `Use ${allowed}.` },
    { allow: allowed },
  );

type Route = (request: Request, token: string, caller: Caller) => Promise<Response>;

/** The one place that knows a path without a token is the health check, and nothing else. */
const answerWith =
  (routes: ReadonlyMap<string, Route>, authenticate: (token: string) => Caller | null) =>
  async (request: Request, port: number): Promise<Response> => {
    const refused = guardAgainstWebPages(request.headers, port);
    if (refused !== null) return refused;
    const path = new URL(request.url).pathname;
    if (path === '/health')
      return request.method === 'GET' ? answerJson(200, { ok: true }) : wrongMethod('GET');
    const route = routes.get(path);
    if (route === undefined) return noSuchPath();
    const token = bearerOf(request.headers);
    const caller = token === null ? null : authenticate(token);
    if (token === null || caller === null) return demandToken(token);
    return route(request, token, caller);
  };

/**
 * Streamable HTTP for any MCP server on 127.0.0.1: `GET /health` (open), `/mcp` and `posts` (bearer token). Host and
 * Origin are checked on every request, the token on every request, and a session belongs to the token that opened it.
 */
export const startMcpEndpoint = async (options: McpEndpointOptions): Promise<Result<McpEndpoint>> => {
  const stopping = new Stopping();
  const sessions = new Sessions({
    serverFor: (caller) => options.serverFor(caller, stopping),
    isValid: (token) => options.authenticate(token) !== null,
    log: options.log,
  });
  const routes = new Map<string, Route>(
    Object.entries(options.posts ?? {}).map(([path, post]) => [
      path,
      async (request, _token, caller) =>
        request.method === 'POST' ? post(request, caller) : wrongMethod('POST'),
    ]),
  );
  routes.set('/mcp', async (request, token, caller) =>
    ['GET', 'POST', 'DELETE'].includes(request.method)
      ? sessions.handle(request, token, caller)
      : wrongMethod('GET, POST, DELETE'),
  );
  const served = await serveLoopback(options.port, answerWith(routes, options.authenticate), options.log);
  if (!served.ok) return served;
  return {
    ok: true,
    value: {
      port: served.value.port,
      close: () => served.value.close({ beforeEnd: () => stopping.begin(), atEnd: () => sessions.close() }),
    },
  };
};
