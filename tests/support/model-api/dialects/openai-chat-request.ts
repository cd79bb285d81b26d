import type { ParsedRequest, Turn, TurnPart } from '../model-request.ts';
import { jsonIn, listOf, numberOf, recordOf, textOf } from '../reading-json.ts';
import type { WireRequest } from './dialect.ts';
import { withToolNames } from './tool-names.ts';

export const parseChat = ({ path, headers, body }: WireRequest): ParsedRequest | null => {
  if (path !== '/v1/chat/completions') return null;
  const asked = recordOf(body);
  const turns = listOf(asked.messages).map(turnOf);
  const instructions = turns.filter(({ role }) => role === 'system').flatMap(({ parts }) => parts);
  return {
    dialect: 'chat',
    model: textOf(asked.model),
    isStreaming: asked.stream === true,
    maxTokens: numberOf(asked.max_completion_tokens) ?? numberOf(asked.max_tokens),
    system: instructions.map((part) => (part.kind === 'text' ? part.text : '')).join('\n'),
    turns: withToolNames(turns),
    tools: listOf(asked.tools).map((tool) => ({ name: nameOf(recordOf(tool).function), form: 'function' })),
    schema: recordOf(recordOf(asked.response_format).json_schema).schema,
    // opencode's: a sub-agent has a session of its own below the agent's.
    sessionId: headers['x-parent-session-id'] ?? headers['x-session-id'] ?? null,
    subAgentId: headers['x-parent-session-id'] === undefined ? null : (headers['x-session-id'] ?? null),
  };
};

const nameOf = (named: unknown): string => textOf(recordOf(named).name);

const turnOf = (value: unknown): Turn => {
  const message = recordOf(value);
  if (message.role === 'tool') return { role: 'user', parts: [resultOf(message)] };
  if (message.role === 'assistant') {
    const said = plainText(message.content);
    const text: TurnPart[] = said === '' ? [] : [{ kind: 'text', text: said }];
    return { role: 'assistant', parts: [...text, ...listOf(message.tool_calls).map(callOf)] };
  }
  const role = message.role === 'system' || message.role === 'developer' ? 'system' : 'user';
  return { role, parts: [{ kind: 'text', text: plainText(message.content) }] };
};

const callOf = (value: unknown): TurnPart => {
  const call = recordOf(value);
  const input = jsonIn(textOf(recordOf(call.function).arguments));
  return { kind: 'toolCall', id: textOf(call.id), name: nameOf(call.function), input };
};

const resultOf = (message: ReturnType<typeof recordOf>): TurnPart => ({
  kind: 'toolResult',
  id: textOf(message.tool_call_id),
  name: textOf(message.name),
  text: plainText(message.content),
  isError: false, // this dialect has no sign of an error: the text tells
});

const plainText = (content: unknown): string => {
  if (typeof content === 'string') return content;
  const texts = listOf(content).map((part) => textOf(recordOf(part).text));
  return texts.filter(Boolean).join('\n');
};
