import { request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type RunningMcpServer, startMcpServer } from '../../../src-main/adapters/mcp/start-mcp-server.ts';
import type { ProjectRooms } from '../../../src-main/core/ports/rooms.ts';
import { type MemoryLog, memoryLog } from '../../support/memory-log.ts';

export const personToken = 'the-persons-own-token';

/** Everything that a test started; `end` ends it. */
export class McpBench {
  readonly log = memoryLog();
  readonly #closes: (() => Promise<void>)[] = [];

  errors(): MemoryLog['lines'] {
    return this.log.lines.filter(({ level }) => level === 'error');
  }

  async serve(
    rooms: ProjectRooms,
    over: Partial<Pick<Parameters<typeof startMcpServer>[0], 'port' | 'readOnly' | 'hookDialects'>> = {},
  ): Promise<RunningMcpServer> {
    const started = await startMcpServer({
      rooms,
      personToken,
      port: 0,
      log: this.log,
      version: '1.2.3',
      duties: async (role, { task, parent }) => `duties of ${role} for ${parent}: ${task}`,
      ...over,
    });
    if (!started.ok) throw new Error(started.error.message);
    this.#closes.push(started.value.close);
    return started.value;
  }

  async connect(
    url: string,
    token: string,
  ): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    });
    // The SDK's own class doesn't fit its own interface under exactOptionalPropertyTypes (sessionId).
    await client.connect(transport as Parameters<Client['connect']>[0]);
    this.#closes.push(() => client.close());
    return { client, transport };
  }

  /** Calls again while no host answers, as agents are told to: that a kept connection is closed may show only in its use. */
  async untilReached<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof TypeError && error.message === 'fetch failed')) throw error;
      }
    }
  }

  /** Clients first, as they were started last. */
  async end(): Promise<void> {
    for (const close of this.#closes.splice(0).reverse()) await close();
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request as written, with any Host (fetch forbids that). */
export const raw = (url: string, { method = 'POST', headers = {}, body }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

export const mcpHeaders = (token: string, more: Record<string, string> = {}): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  ...more,
});

export const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

export const listCall = (id = 2): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'list', arguments: {} } });

/** The session id of a new session. */
export const openSession = async (url: string, token: string): Promise<string> => {
  const answer = await raw(url, { headers: mcpHeaders(token), body: initialize });
  const id = answer.headers['mcp-session-id'];
  if (typeof id !== 'string') throw new Error(`no session: ${answer.status} ${answer.text}`);
  return id;
};

/** JSON-RPC messages of an answer, be it JSON or an event stream. */
export const messagesOf = ({ text }: RawAnswer): Record<string, unknown>[] => {
  const data = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (.+)$/gm)].map(([, line]) => line ?? '');
  return data.map((line) => JSON.parse(line) as Record<string, unknown>);
};
