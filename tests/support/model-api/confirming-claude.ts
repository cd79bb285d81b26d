import { mcpCall } from './hands.ts';
import { text, toolCall } from './reply.ts';
import type { Script } from './script.ts';

/** Plays claude's model: first it confirms by the nonce of its role prompt, as a real model would; then it plays. */
export const confirming =
  (script: Script): Script =>
  (request, context) => {
    const nonce = /tool `confirm` with nonce `([^`]+)`/.exec(request.system)?.[1];
    const confirmed = request.turns.some(({ parts }) =>
      parts.some(
        (part) =>
          part.kind === 'toolCall' &&
          part.name === 'mcp__tutti__confirm' &&
          (part.input as { nonce?: string }).nonce === nonce,
      ),
    );
    if (request.subAgentId !== null || nonce === undefined || confirmed) {
      if (request.newText.includes('Begin with the section')) return text('confirmed');
      return script(request, context);
    }
    // Its first turn does not wait for its MCP servers; it offers a tool that does.
    const isThere = request.tools.some(({ name }) => name === 'mcp__tutti__confirm');
    if (!isThere) return toolCall('WaitForMcpServers', { servers: ['tutti'] });
    return mcpCall(request, 'tutti', 'confirm', { nonce, role: 'specialist', task: 'As I was told.' });
  };
