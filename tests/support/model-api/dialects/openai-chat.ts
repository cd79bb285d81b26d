import { randomUUID } from 'node:crypto';
import type { ParsedRequest } from '../model-request.ts';
import type { Refusal, StopReason, Usage } from '../reply.ts';
import {
  type Block,
  type CallMade,
  type Ending,
  event,
  piecesOf,
  type Spoken,
  type StreamEncoder,
} from './dialect.ts';
import { parseChat } from './openai-chat-request.ts';
import { openaiError, openaiOverflow } from './openai-errors.ts';

/** OpenAI's Chat Completions: POST /v1/chat/completions, as most other servers speak it, too. */
export const chat: Spoken = {
  dialect: 'chat',
  parse: parseChat,
  encoder: (request) => new ChatStream(request),
  whole: (request, blocks, { stop, usage }) => ({
    ...shell(request, 'chat.completion'),
    choices: [{ index: 0, message: wholeMessage(blocks), finish_reason: finishReason(stop, blocks) }],
    usage: usageOf(usage),
  }),
  refusalBody: openaiError,
  refusalHeaders: () => ({}),
  overflow: () => ({ status: 400, message: openaiOverflow }),
};

class ChatStream implements StreamEncoder {
  readonly #shell: object;
  readonly #blocks: Block[] = [];

  constructor(request: ParsedRequest) {
    this.#shell = shell(request, 'chat.completion.chunk');
  }

  open(): string {
    return this.#delta({ role: 'assistant', content: '' });
  }

  block(block: Block): string {
    const index = this.#blocks.filter(({ kind }) => kind === 'toolCall').length;
    this.#blocks.push(block);
    if (block.kind === 'thinking') return this.#delta({ reasoning_content: block.text });
    if (block.kind === 'text') {
      const pieces = piecesOf(block.text, block.pieces);
      return pieces.map((content) => this.#delta({ content })).join('');
    }
    const { id, name, input } = block.call;
    const head = { index, id, type: 'function', function: { name, arguments: '' } };
    const rest = { index, function: { arguments: JSON.stringify(input) } };
    return this.#delta({ tool_calls: [head] }) + this.#delta({ tool_calls: [rest] });
  }

  close({ stop, usage }: Ending): string {
    const counted = event({ ...this.#shell, choices: [], usage: usageOf(usage) });
    return `${this.#delta({}, finishReason(stop, this.#blocks))}${counted}data: [DONE]\n\n`;
  }

  failure(refusal: Refusal): string {
    return event(refusal.body ?? openaiError(refusal));
  }

  malformed(): string {
    return 'data: {"id":"broken","choices":[{"index":0,"del\n\n';
  }

  #delta(delta: object, finish: string | null = null): string {
    return event({ ...this.#shell, choices: [{ index: 0, delta, finish_reason: finish }] });
  }
}

const shell = ({ model }: ParsedRequest, object: string) => ({
  id: `chatcmpl-${randomUUID()}`,
  object,
  // In seconds; a fixed time, since nothing may depend on it.
  created: 1_700_000_000,
  model,
});

/** Here the input counts what came from the cache, too. */
const usageOf = ({ input, output, cacheRead, cacheWrite }: Usage) => ({
  prompt_tokens: input + cacheRead + cacheWrite,
  prompt_tokens_details: { cached_tokens: cacheRead },
  completion_tokens: output,
  total_tokens: input + cacheRead + cacheWrite + output,
});

const finishReason = (stop: StopReason, blocks: readonly Block[]): string => {
  if (stop === 'length') return 'length';
  if (stop === 'refusal') return 'content_filter';
  return blocks.some(({ kind }) => kind === 'toolCall') ? 'tool_calls' : 'stop';
};

const wholeMessage = (blocks: readonly Block[]) => {
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  const calls = blocks.flatMap((block) => (block.kind === 'toolCall' ? [wholeCall(block.call)] : []));
  const content = texts.length > 0 ? texts.join('') : null;
  return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
};

const wholeCall = ({ id, name, input }: CallMade) => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(input) },
});
