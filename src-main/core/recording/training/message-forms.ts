import type { AnthropicMessage, OpenaiMessage } from '@contract/training-examples.ts';
import type { Turn } from './turns.ts';

type UserBlock = Extract<AnthropicMessage, { role: 'user' }>['content'][number];

const userBlocks = (turn: Exclude<Turn, { role: 'assistant' }>): UserBlock[] =>
  turn.role === 'user'
    ? turn.texts.map((text) => ({ type: 'text', text }))
    : turn.results.map(({ id, text, failed }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: text,
        is_error: failed,
      }));

/** User and assistant take turns: results, and what is said after them, are one message. */
export const anthropicMessages = (turns: readonly Turn[]): AnthropicMessage[] => {
  const messages: AnthropicMessage[] = [];
  for (const turn of turns) {
    if (turn.role === 'assistant') {
      const texts = turn.texts.map((text) => ({ type: 'text' as const, text }));
      const calls = turn.calls.map((call) => ({
        type: 'tool_use' as const,
        ...call,
        input: { ...call.input },
      }));
      messages.push({ role: 'assistant', content: [...texts, ...calls] });
      continue;
    }
    const last = messages.at(-1);
    if (last?.role === 'user') last.content.push(...userBlocks(turn));
    else messages.push({ role: 'user', content: userBlocks(turn) });
  }
  return messages;
};

export const openaiMessages = (system: string, turns: readonly Turn[]): OpenaiMessage[] => [
  { role: 'system', content: system },
  ...turns.flatMap((turn): OpenaiMessage[] => {
    switch (turn.role) {
      case 'user':
        return [{ role: 'user', content: turn.texts.join('\n\n') }];
      case 'tool':
        return turn.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }));
      case 'assistant': {
        const content = turn.texts.length === 0 ? null : turn.texts.join('\n\n');
        if (turn.calls.length === 0) return [{ role: 'assistant', content }];
        const calls = turn.calls.map(({ id, name, input }) => ({
          id,
          type: 'function' as const,
          function: { name, arguments: JSON.stringify(input) },
        }));
        return [{ role: 'assistant', content, tool_calls: calls }];
      }
      default:
        return turn satisfies never;
    }
  }),
];
