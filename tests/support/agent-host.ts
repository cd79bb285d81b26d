import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { agentSignSchema } from '@contract/agent-signs.ts';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';

export type ToldHook = z.infer<typeof agentSignSchema> & { readonly id: string };
export interface MadeCall {
  readonly id: string;
  readonly tool: string;
  readonly args: Record<string, unknown>;
}
/** Answers a tool call; throws to refuse it. */
export type ToolAnswer = (call: MadeCall) => unknown;

export const tokenOf = (id: string): string => `token-of-${id}`;

/** Plays the host for an agent: takes hooks and MCP calls over HTTP, and can go away and come back at the same port. */
export class AgentHost {
  readonly hooks: ToldHook[] = [];
  readonly calls: MadeCall[] = [];
  private server: HttpServer | null = null;
  port = 0;
  /** A hook that tells of a question is answered only after this. */
  beforeAnswer: Promise<void> = Promise.resolve();

  constructor(private readonly answer: ToolAnswer = () => ({})) {}

  get mcpUrl(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }
  get hookUrl(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /**
   * Listens at its port, or at a free one the first time. Coming back, it may find its port still taken for a moment, for
   * instance by a program that was forked just before and still has a copy of the listening socket: so it tries again.
   */
  async start(): Promise<void> {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      if (await this.listen(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`port ${this.port} is taken`);
  }

  private listen(port: number): Promise<boolean> {
    const server = createServer((request, response) => void this.serve(request, response));
    return new Promise((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => {
        this.server = server;
        this.port = (server.address() as AddressInfo).port;
        done(true);
      });
    });
  }

  /** Goes away at once, cutting every connection. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = /^Bearer token-of-(.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (id === undefined) return void response.writeHead(401).end('who are you?');
    if (request.url === '/hook') return this.hook(id, request, response);
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const server = new Server({ name: 'test-host', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      this.tool(id, params.name, params.arguments ?? {}),
    );
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response);
  }

  private async hook(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const parsed = agentSignSchema.safeParse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    if (!parsed.success) return void response.writeHead(400).end(parsed.error.message);
    this.hooks.push({ ...parsed.data, id });
    if (parsed.data.event === 'waiting') await this.beforeAnswer;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  private async tool(id: string, tool: string, args: Record<string, unknown>) {
    const call = { id, tool, args };
    this.calls.push(call);
    try {
      const value = (await this.answer(call)) ?? {};
      return {
        content: [{ type: 'text' as const, text: JSON.stringify(value) }],
        structuredContent: value as Record<string, unknown>,
      };
    } catch (error) {
      return { content: [{ type: 'text' as const, text: (error as Error).message }], isError: true };
    }
  }
}
