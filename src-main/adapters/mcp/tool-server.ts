import { projectVerbs } from '@contract/verbs.ts';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import { disconnectionOf } from './disconnection.ts';
import { type Duties, servePrompts } from './prompts.ts';
import { serveResources } from './resources.ts';
import { roleOfCaller } from './role-of-caller.ts';
import type { Stopping } from './stopping.ts';
import type { Tool } from './tool.ts';
import { answerBug, answerStopping } from './tool-errors.ts';
import { tools } from './tools.ts';

export interface ToolServerOptions {
  readonly rooms: ProjectRooms;
  readonly version: string;
  readonly duties: Duties;
  readonly log: Log;
}

/** Arguments of any type are let through here: the check before is answered as wrong parameters, and one here would be as a bug. */
const callSchema = CallToolRequestSchema.extend({
  params: CallToolRequestSchema.shape.params.extend({ arguments: z.unknown().optional() }),
});

/** What a caller is shown. What it may do is decided by the rooms, at each call. */
const isOffered = (tool: Tool, caller: Caller): boolean => {
  if (caller.kind === 'person') return !caller.readOnly || projectVerbs[tool.verb].kind === 'query';
  const role = roleOfCaller(caller);
  return role !== null && tool.roles.includes(role);
};

const instructionsFor = (caller: Caller): string => {
  const who =
    caller.kind === 'person'
      ? 'You act for the person who owns this run.'
      : `You are ${caller.id} in run ${caller.run}.`;
  return `Tutti runs a hierarchy of coding agents: executives, managers, specialists. ${who} These tools are how you work with the others. When a call gets no answer, Tutti may be restarting: wait a few seconds and call again.`;
};

/** Calls a tool; what goes wrong in Tutti itself is logged here and told as such. */
const callTool = async (
  { rooms, log }: ToolServerOptions,
  caller: Caller,
  tool: Tool,
  args: unknown,
): Promise<CallToolResult> => {
  try {
    return await tool.call(rooms, caller, args);
  } catch (error) {
    log.error('a tool call failed', error, { tool: tool.name });
    return answerBug(tool.name);
  }
};

/** An MCP server with Tutti's tools, resources and prompts, for one caller's session. */
export const toolServerFor = (options: ToolServerOptions, caller: Caller, stopping: Stopping): McpServer => {
  const mcp = new McpServer(
    { name: 'tutti', title: 'Tutti', version: options.version },
    { instructions: instructionsFor(caller) },
  );
  const offered = tools.filter((tool) => isOffered(tool, caller));
  const listed = offered.map((tool) => tool.listing(caller));
  mcp.server.registerCapabilities({ tools: {} });
  // A client that broke the protocol, or was gone before its answer came.
  mcp.server.onerror = (error) => options.log.warn('mcp session', { error: error.message });
  mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  mcp.server.setRequestHandler(callSchema, async ({ params }, extra): Promise<CallToolResult> => {
    // Not only the offered ones: a refusal is an event, and the rooms make it.
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const names = offered.map(({ name }) => name).join(', ');
      throw new McpError(
        ErrorCode.InvalidParams,
        `There is no tool "${params.name}". You may call: ${names}.`,
      );
    }
    const stopped = new AbortController();
    const gone = AbortSignal.any([extra.signal, stopped.signal, ...disconnectionOf(extra.authInfo)]);
    const answer = await stopping.orEnd(callTool(options, { ...caller, gone }, tool, params.arguments));
    if (answer !== 'stopped') return answer;
    stopped.abort();
    return answerStopping(tool.name);
  });
  serveResources(mcp.server, options.rooms, caller);
  servePrompts(mcp.server, options.duties, caller);
  return mcp;
};
