import type { OfferedTool, ParsedRequest, Turn, TurnPart } from '../model-request.ts';
import { jsonIn, listOf, numberOf, recordOf, textOf } from '../reading-json.ts';
import type { WireRequest } from './dialect.ts';
import { withToolNames } from './tool-names.ts';

export const parseResponses = ({ path, headers, body }: WireRequest): ParsedRequest | null => {
  if (path !== '/v1/responses') return null;
  const asked = recordOf(body);
  const turns =
    typeof asked.input === 'string' ? [spoken('user', asked.input)] : listOf(asked.input).map(turnOf);
  const instructions = turns.filter(({ role }) => role === 'system').flatMap(({ parts }) => parts);
  const texts = instructions.map((part) => (part.kind === 'text' ? part.text : ''));
  return {
    dialect: 'responses',
    model: textOf(asked.model),
    isStreaming: asked.stream === true,
    maxTokens: numberOf(asked.max_output_tokens),
    system: [textOf(asked.instructions), ...texts].filter(Boolean).join('\n'),
    turns: withToolNames(turns),
    tools: listOf(asked.tools).flatMap((tool) => toolsOf(tool, '')),
    schema: recordOf(recordOf(asked.text).format).schema,
    sessionId: headers['session-id'] ?? (textOf(asked.prompt_cache_key) || null),
    // A sub-agent is a thread of its own in the session.
    subAgentId: headers['x-codex-parent-thread-id'] === undefined ? null : (headers['thread-id'] ?? null),
  };
};

/** codex groups tools (those of an MCP server, its sub-agents) in namespaces, and wants them called by both names. */
const toolsOf = (tool: unknown, namespace: string): readonly OfferedTool[] => {
  const { type, name, tools } = recordOf(tool);
  if (type === 'namespace') return listOf(tools).flatMap((inner) => toolsOf(inner, `${textOf(name)}/`));
  const form = type === 'custom' ? 'freeform' : 'function';
  return [{ name: `${namespace}${textOf(name) || textOf(type)}`, form }];
};

const spoken = (role: Turn['role'], text: string): Turn => ({ role, parts: [{ kind: 'text', text }] });

/** Each item of the input becomes a turn of its own. */
const turnOf = (value: unknown): Turn => {
  const item = recordOf(value);
  switch (item.type ?? 'message') {
    case 'message':
      return { role: roleOf(item.role), parts: contentParts(item.content) };
    case 'function_call':
      return madeCall(item, jsonIn(textOf(item.arguments)));
    case 'custom_tool_call':
      return madeCall(item, item.input);
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { role: 'user', parts: [resultOf(item)] };
    case 'reasoning':
      return { role: 'assistant', parts: [{ kind: 'thinking', text: plainText(item.summary) }] };
    default:
      return { role: 'assistant', parts: [{ kind: 'other' }] };
  }
};

const roleOf = (role: unknown): Turn['role'] => {
  if (role === 'developer' || role === 'system') return 'system';
  return role === 'assistant' ? 'assistant' : 'user';
};

const contentParts = (content: unknown): readonly TurnPart[] => {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return listOf(content).map((part) => {
    const { text } = recordOf(part);
    return typeof text === 'string' ? { kind: 'text', text } : { kind: 'other' };
  });
};

const madeCall = (item: ReturnType<typeof recordOf>, input: unknown): Turn => {
  const namespace = textOf(item.namespace);
  const name = namespace === '' ? textOf(item.name) : `${namespace}/${textOf(item.name)}`;
  return { role: 'assistant', parts: [{ kind: 'toolCall', id: textOf(item.call_id), name, input }] };
};

const resultOf = (item: ReturnType<typeof recordOf>): TurnPart => {
  const text = typeof item.output === 'string' ? item.output : plainText(item.output);
  // This dialect has no sign of an error: the text tells.
  return { kind: 'toolResult', id: textOf(item.call_id), name: '', text, isError: false };
};

const plainText = (parts: unknown): string =>
  listOf(parts)
    .map((part) => textOf(recordOf(part).text))
    .join('\n');
