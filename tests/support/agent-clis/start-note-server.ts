import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import type { McpPlace } from './prepare-home.ts';

export interface NoteServer {
  readonly place: McpPlace;
  /** What was noted, in order. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

/** An MCP server with one tool, `note`, which keeps what it is told: the smallest that a real CLI can call. */
export const startNoteServer = async (name: string, token: string): Promise<NoteServer> => {
  const notes: string[] = [];
  const http = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    serve(request, response, notes).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo; // a TCP server that listens has one
  return {
    place: { name, url: `http://127.0.0.1:${port}/mcp`, token },
    notes,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
};

type Answer = Parameters<StreamableHTTPServerTransport['handleRequest']>[1];

/** Without sessions: each request gets a server of its own. */
const serve = async (request: IncomingMessage, response: Answer, notes: string[]): Promise<void> => {
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  const about = { description: 'Keeps a note.', inputSchema: { text: z.string() } };
  server.registerTool('note', about, ({ text }) => {
    notes.push(text);
    return { content: [{ type: 'text', text: `noted: ${text}` }] };
  });
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.once('close', () => void server.close());
  // Its type says less than its code: the transport is one of the kind that `connect` wants.
  await server.connect(transport as Parameters<typeof server.connect>[0]);
  await transport.handleRequest(request, response);
};
