import type { OfferedTool, ParsedRequest, Turn, TurnPart } from '../model-request.ts';
import { jsonIn, listOf, numberOf, recordOf, textOf } from '../reading-json.ts';
import type { WireRequest } from './dialect.ts';
import { withToolNames } from './tool-names.ts';

export const parseAnthropic = ({ path, headers, body }: WireRequest): ParsedRequest | null => {
  if (path !== '/v1/messages') return null;
  const asked = recordOf(body);
  const format = recordOf(recordOf(asked.output_config).format ?? asked.output_format);
  return {
    dialect: 'anthropic',
    model: textOf(asked.model),
    isStreaming: asked.stream === true,
    maxTokens: numberOf(asked.max_tokens),
    system: plainText(asked.system),
    turns: withToolNames(listOf(asked.messages).map(turnOf)),
    tools: listOf(asked.tools).map(toolOf),
    schema: format.schema,
    sessionId: headers['x-claude-code-session-id'] ?? sessionInMetadata(asked.metadata),
    subAgentId: headers['x-claude-code-agent-id'] ?? null,
  };
};

/** claude writes a JSON text into metadata.user_id. */
const sessionInMetadata = (metadata: unknown): string | null => {
  const user = recordOf(jsonIn(textOf(recordOf(metadata).user_id)));
  return textOf(user.session_id) || null;
};

const toolOf = (tool: unknown): OfferedTool => ({ name: textOf(recordOf(tool).name), form: 'function' });

const turnOf = (message: unknown): Turn => {
  const { role, content } = recordOf(message);
  const parts =
    typeof content === 'string' ? [{ kind: 'text' as const, text: content }] : listOf(content).map(partOf);
  return { role: role === 'assistant' || role === 'system' ? role : 'user', parts };
};

const partOf = (block: unknown): TurnPart => {
  const part = recordOf(block);
  if (part.type === 'text') return { kind: 'text', text: textOf(part.text) };
  if (part.type === 'thinking') return { kind: 'thinking', text: textOf(part.thinking) };
  if (part.type === 'tool_use') {
    return { kind: 'toolCall', id: textOf(part.id), name: textOf(part.name), input: part.input };
  }
  if (part.type === 'tool_result') {
    const text = plainText(part.content);
    return {
      kind: 'toolResult',
      id: textOf(part.tool_use_id),
      name: '',
      text,
      isError: part.is_error === true,
    };
  }
  return { kind: 'other' };
};

/** A text, or the texts of a list of blocks, one a line. */
const plainText = (content: unknown): string => {
  if (typeof content === 'string') return content;
  const texts = listOf(content).map((block) => textOf(recordOf(block).text));
  return texts.filter((text) => text !== '').join('\n');
};
