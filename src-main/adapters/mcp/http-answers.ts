import type { TuttiError } from '@contract/result.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });

export const answerJson = (status: number, body: unknown): Response => json(status, body);

/**
 * A refusal before any JSON-RPC request was understood: an HTTP status with a JSON-RPC error without an id, whose `data`
 * is the TuttiError. MCP clients show `message`, so it carries the remedy too.
 */
export const refuse = (
  status: number,
  rpcCode: number,
  error: TuttiError,
  headers: Record<string, string> = {},
): Response =>
  json(
    status,
    {
      jsonrpc: '2.0',
      id: null,
      error: { code: rpcCode, message: `${error.message} ${error.remedy}`, data: error },
    },
    headers,
  );

/** JSON-RPC's own codes, and the two that the SDK uses for its transport (-32000, -32001). */
export const rpc = {
  parseError: -32700,
  invalidRequest: -32600,
  transport: -32000,
  sessionNotFound: -32001,
} as const;
