import type { TuttiError } from '@contract/result.ts';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { errorMetaKey } from '../../src-main/adapters/mcp/tool-errors.ts';

/** What a tool answered: its structured content, or its error whole. */
export type ToolAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: TuttiError };

/** The tools that an instance has, called with its own token. */
export interface InstanceTools {
  /** `T` is the tool's structured content, as the caller knows it; it is not checked. */
  call<T = Record<string, unknown>>(
    tool: string,
    args?: Readonly<Record<string, unknown>>,
  ): Promise<ToolAnswer<T>>;
  /** A call that must succeed. */
  must<T = Record<string, unknown>>(tool: string, args?: Readonly<Record<string, unknown>>): Promise<T>;
  /** The names that it is offered. */
  offered(): Promise<string[]>;
}

interface Credentials {
  readonly url: string;
  readonly token: string;
}

const connect = async ({ url, token }: Credentials): Promise<Client> => {
  const client = new Client({ name: 'pattern', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    // Nothing is pushed to it: a stream to listen on would only be one more thing to end.
    fetch: (address, init) =>
      init?.method === 'GET' ? Promise.resolve(new Response(null, { status: 405 })) : fetch(address, init),
  });
  // The SDK's own types disagree under exactOptionalPropertyTypes (its sessionId).
  await client.connect(transport as Transport);
  return client;
};

/** One session a token: each life of an instance has its own. A session ends with its host, so all are closed then. */
export class ToolSessions {
  readonly #clients = new Map<string, Promise<Client>>();

  of(credentials: Credentials): Promise<Client> {
    const known = this.#clients.get(credentials.token);
    if (known !== undefined) return known;
    const client = connect(credentials);
    this.#clients.set(credentials.token, client);
    return client;
  }

  async close(): Promise<void> {
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    for (const client of await Promise.allSettled(clients))
      if (client.status === 'fulfilled') await client.value.close();
  }
}

const answerOf = <T>(tool: string, result: CallToolResult): ToolAnswer<T> => {
  if (result.isError !== true) return { ok: true, value: result.structuredContent as T };
  const error = result._meta?.[errorMetaKey] as TuttiError | undefined;
  if (error === undefined) throw new Error(`${tool} failed without its error: ${JSON.stringify(result)}`);
  return { ok: false, error };
};

export const toolsOver = (session: () => Promise<Client>): InstanceTools => {
  const tools: InstanceTools = {
    call: async <T>(tool: string, args = {}) => {
      const client = await session();
      return answerOf<T>(tool, (await client.callTool({ name: tool, arguments: args })) as CallToolResult);
    },
    must: async <T>(tool: string, args = {}) => {
      const answer = await tools.call<T>(tool, args);
      if (!answer.ok) throw new Error(`${tool}: ${answer.error.code}: ${answer.error.message}`);
      return answer.value;
    },
    offered: async () => (await (await session()).listTools()).tools.map(({ name }) => name),
  };
  return tools;
};
