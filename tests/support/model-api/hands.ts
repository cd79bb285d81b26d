import { chatHands, claudeHands, codexHands, geminiHands, type Hands } from './hands-by-client.ts';
import type { Client, ModelRequest } from './model-request.ts';
import { type ReplyStep, toolCall } from './reply.ts';

export type { Hands } from './hands-by-client.ts';

const handsByClient: Readonly<Record<Client, (request: ModelRequest) => Hands>> = {
  claude: claudeHands,
  codex: codexHands,
  gemini: geminiHands,
  opencode: chatHands,
  aider: chatHands,
  other: chatHands,
};

/** The tool calls of whichever CLI asks: by them one plot plays on any of them. */
export const handsOf = (request: ModelRequest): Hands => handsByClient[request.client](request);

/**
 * Calls a tool of an MCP server, under whatever name the CLI gives it.
 * @throws when the CLI does not offer it: the server is not connected, or not yet
 */
export const mcpCall = (request: ModelRequest, server: string, tool: string, input: unknown): ReplyStep => {
  const names = [
    `mcp__${server}__${tool}`, // claude
    `mcp__${server}/${tool}`, // codex, by namespace
    `mcp_${server}_${tool}`, // gemini
    `${server}_${tool}`, // opencode
  ];
  const offered = request.tools.map(({ name }) => name);
  const name = names.find((name) => offered.includes(name));
  if (name === undefined) {
    throw new Error(`${request.client} offers no ${tool} of ${server}, only ${offered.join(', ')}`);
  }
  return toolCall(name, input);
};

/** Whether the tool can be called yet: some CLIs start before their MCP servers have answered. */
export const offersMcp = (request: ModelRequest, tool: string): boolean =>
  request.tools.some(({ name }) => name.endsWith(tool) && name !== tool);
