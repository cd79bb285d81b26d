import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type Outcome, reasonOf } from './outcome.ts';

export interface McpAddress {
  readonly mcpUrl: string;
  readonly token: string;
}

/** A spawn waits for a worktree and a program on a busy machine; what takes longer has been lost. */
const timeoutMs = 60_000;

/** A greeting is answered in milliseconds; one that a host left unanswered as it ended is soon tried again. */
const connectMs = 10_000;

interface Connection {
  readonly client: Client;
  /** Rejects when the connection breaks: the client itself would wait for its time limit. */
  readonly broken: Promise<never>;
}

let open: Promise<Connection> | null = null;

/** Calls one tool over the connection there is, or a new one. A connection that failed is not used again. */
export async function callTool(
  address: McpAddress,
  name: string,
  args: Record<string, unknown>,
): Promise<Outcome> {
  open ??= connect(address);
  const mine = open;
  try {
    const { client, broken } = await mine;
    const call = client.callTool({ name, arguments: args }, undefined, { timeout: timeoutMs });
    const result = await Promise.race([call, broken]);
    const text = textOf(result.content);
    if (result.isError) return { kind: 'refused', why: text };
    return { kind: 'answered', value: result.structuredContent ?? parsed(text) };
  } catch (error) {
    if (open === mine) open = null;
    void mine.then(({ client }) => client.close()).catch(() => undefined); // It is broken already.
    return outcomeOf(error);
  }
}

async function connect({ mcpUrl, token }: McpAddress): Promise<Connection> {
  const client = new Client({ name: 'tutti-rehearsal', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    fetch: withoutListening,
  });
  let snap: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    snap = reject;
  });
  broken.catch(() => undefined); // Nobody may be waiting when it breaks.
  client.onerror = (error) => snap(error);
  client.onclose = () => snap(new Error('the connection was closed'));
  // The SDK's own types disagree under exactOptionalPropertyTypes (its sessionId).
  await Promise.race([client.connect(transport as Transport, { timeout: connectMs }), broken]);
  return { client, broken };
}

/**
 * Nothing is pushed to this agent, so no stream is opened to listen on: its end would look like the end of a call that is
 * under way, and a call that was heard would be repeated. A server may answer 405 to it, so the client takes that well.
 */
const withoutListening = (url: string | URL, init?: RequestInit): Promise<Response> =>
  init?.method === 'GET' ? Promise.resolve(new Response(null, { status: 405 })) : fetch(url, init);

/** An HTTP status that says no is a refusal; a lost session (404), a server's trouble and a lost connection are not. */
function outcomeOf(error: unknown): Outcome {
  const code = (error as { code?: unknown } | null)?.code;
  const refused =
    typeof code === 'number' && code >= 400 && code < 500 && code !== 404 && code !== 408 && code !== 429;
  // JSON-RPC: invalid request, no such method, bad parameters.
  const wrong = code === -32600 || code === -32601 || code === -32602;
  return { kind: refused || wrong ? 'refused' : 'away', why: reasonOf(error) };
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : ''))
    .join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // A tool may answer in plain words.
  }
}
