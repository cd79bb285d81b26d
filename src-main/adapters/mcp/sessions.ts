import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  isInitializeRequest,
  LATEST_PROTOCOL_VERSION,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import { withDisconnection } from './disconnection.ts';
import { refuse, rpc } from './http-answers.ts';
import { readJson } from './request-body.ts';
import { mintSessionId, ownsSession } from './session-id.ts';

/** What a session needs of an MCP server: the SDK's McpServer and Server both fit. */
export interface SessionServer {
  connect(transport: Transport): Promise<void>;
  close(): Promise<void>;
}

export interface SessionsOptions {
  /** A server of its own for each session, acting for this caller. */
  readonly serverFor: (caller: Caller) => SessionServer;
  /** Whether this token is still good: sessions of tokens that are not are let go. */
  readonly isValid: (token: string) => boolean;
  readonly log: Log;
}

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly server: SessionServer;
}

/** One client opens one session, and its sub-agents one each. The oldest beyond this is let go, and comes back if used. */
const sessionsPerToken = 16;

/** Ended sessions that are remembered so as not to be adopted again; they are only a client's own, so few suffice. */
const endedRemembered = 1000;

const sessionNotFound = (): Response =>
  refuse(404, rpc.sessionNotFound, {
    code: 'not_found',
    message: 'Session not found.',
    remedy: 'Send an initialize request without Mcp-Session-Id to open a session of your own.',
    field: 'Mcp-Session-Id',
  });

const sessionRequired = (): Response =>
  refuse(400, rpc.transport, {
    code: 'bad_input',
    message: 'The Mcp-Session-Id header is missing.',
    remedy: "Send an initialize request first, then its answer's Mcp-Session-Id with every request.",
    field: 'Mcp-Session-Id',
  });

const opensSession = (body: unknown): boolean =>
  (Array.isArray(body) ? body : [body]).some((message) => isInitializeRequest(message));

/** A request of our own to a transport: how a session is adopted without its client's help. */
const internalRequest = (url: string, headers: Record<string, string> = {}): Request =>
  new Request(url, {
    method: 'POST',
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
  });

/** The MCP sessions of this process. The caller of `handle` has checked the token. */
export class Sessions {
  readonly #options: SessionsOptions;
  /** Least recently used first. A promise, so that requests that arrive together adopt a session once. */
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #tokens = new Map<string, string>();
  readonly #ended = new Set<string>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sessions.size;
  }

  async handle(request: Request, token: string, caller: Caller): Promise<Response> {
    let body: unknown;
    if (request.method === 'POST') {
      const read = await readJson(request);
      if (!read.ok) {
        return refuse(read.status, read.status === 413 ? rpc.transport : rpc.parseError, read.error);
      }
      body = read.value;
      if (opensSession(body)) return this.#open(request, body, token, caller);
    }
    const id = request.headers.get('mcp-session-id');
    if (id === null) return sessionRequired();
    if (!ownsSession(id, token) || this.#ended.has(id)) return sessionNotFound();
    const session = await this.#find(id, request, token, caller);
    return session.transport.handleRequest(request, {
      parsedBody: body,
      authInfo: withDisconnection(request),
    });
  }

  /** Ends every session and stream. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.#letGo(id)));
  }

  async #connect(id: string, caller: Caller): Promise<Session> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      onsessionclosed: (closed) => this.#end(closed),
    });
    const server = this.#options.serverFor(caller);
    await server.connect(transport);
    return { transport, server };
  }

  async #open(request: Request, body: unknown, token: string, caller: Caller): Promise<Response> {
    await this.#makeRoom(token);
    const id = mintSessionId(token);
    const session = await this.#connect(id, caller);
    const response = await session.transport.handleRequest(request, { parsedBody: body });
    // Refused (a batch, a wrong Accept header): there is no session.
    if (session.transport.sessionId === undefined) await session.server.close();
    else this.#keep(id, token, Promise.resolve(session));
    return response;
  }

  #find(id: string, request: Request, token: string, caller: Caller): Promise<Session> {
    const found = this.#sessions.get(id) ?? this.#adopt(id, request, token, caller);
    this.#keep(id, token, found);
    return found;
  }

  /**
   * Takes up a session that an earlier process of the host opened (or this one let go): the handshake is done again on
   * the client's behalf. Its declared capabilities are lost, of which Tutti's tools need none.
   */
  async #adopt(id: string, request: Request, token: string, caller: Caller): Promise<Session> {
    await this.#makeRoom(token);
    const session = await this.#connect(id, caller);
    const asked = request.headers.get('mcp-protocol-version') ?? '';
    const protocolVersion = SUPPORTED_PROTOCOL_VERSIONS.includes(asked) ? asked : LATEST_PROTOCOL_VERSION;
    const answer = await session.transport.handleRequest(internalRequest(request.url), {
      parsedBody: {
        jsonrpc: '2.0',
        id: 'adopt',
        method: 'initialize',
        params: { protocolVersion, capabilities: {}, clientInfo: { name: 'adopted', version: '0' } },
      },
    });
    // The stream ends with the answer: reading it to its end is waiting for the handshake.
    await answer.text();
    await session.transport.handleRequest(internalRequest(request.url, { 'mcp-session-id': id }), {
      parsedBody: { jsonrpc: '2.0', method: 'notifications/initialized' },
    });
    this.#options.log.info('mcp session adopted', {
      caller: caller.kind === 'instance' ? caller.id : 'person',
    });
    return session;
  }

  #keep(id: string, token: string, session: Promise<Session>): void {
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    this.#tokens.set(id, token);
    session.catch((error: unknown) => {
      this.#options.log.error('an mcp session could not be adopted', error);
      this.#sessions.delete(id);
      this.#tokens.delete(id);
    });
  }

  /** Lets go of sessions whose token has ended, and of this token's oldest beyond its share. */
  async #makeRoom(token: string): Promise<void> {
    const valid = new Map<string, boolean>();
    for (const owner of new Set(this.#tokens.values())) valid.set(owner, this.#options.isValid(owner));
    const idsOf = [...this.#sessions.keys()];
    const gone = idsOf.filter((id) => valid.get(this.#tokens.get(id) ?? '') !== true);
    const own = idsOf.filter((id) => this.#tokens.get(id) === token && !gone.includes(id));
    const surplus = own.slice(0, Math.max(0, own.length - sessionsPerToken + 1));
    await Promise.all([...gone, ...surplus].map((id) => this.#letGo(id)));
  }

  async #letGo(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    this.#tokens.delete(id);
    // One that could not be adopted has been logged by #keep, and holds nothing.
    await (await session?.catch(() => null))?.server.close();
  }

  /** A client said goodbye (DELETE); the transport closes itself. */
  #end(id: string): void {
    this.#sessions.delete(id);
    this.#tokens.delete(id);
    this.#ended.add(id);
    const [oldest] = this.#ended;
    if (this.#ended.size > endedRemembered && oldest !== undefined) this.#ended.delete(oldest);
  }
}
