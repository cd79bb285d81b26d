import { randomUUID } from 'node:crypto';
import type { ParsedRequest } from '../model-request.ts';
import type { Refusal, StopReason, Usage } from '../reply.ts';
import { parseAnthropic } from './anthropic-request.ts';
import {
  type Block,
  type Ending,
  event,
  messageOf,
  piecesOf,
  type Spoken,
  type StreamEncoder,
} from './dialect.ts';

/** Anthropic's Messages: POST /v1/messages, streaming or whole. */
export const anthropic: Spoken = {
  dialect: 'anthropic',
  parse: parseAnthropic,
  encoder: (request, usage) => new AnthropicStream(request, usage),
  whole: (request, blocks, ending) => ({
    ...emptyMessage(request),
    content: blocks.map(wholeBlock),
    stop_reason: stopReason(ending.stop, blocks),
    usage: { ...inputUsage(ending.usage), output_tokens: ending.usage.output },
  }),
  refusalBody: (refusal) => ({
    type: 'error',
    error: { type: errorType(refusal.status), message: messageOf(refusal) },
    request_id: 'req_scripted',
  }),
  // Without it claude tries a refused key ten times, for more than a minute.
  refusalHeaders: ({ status }): Readonly<Record<string, string>> =>
    isFinal(status) ? { 'x-should-retry': 'false' } : {},
  overflow: () => ({ status: 400, message: 'prompt is too long: 214367 tokens > 200000 maximum' }),
};

class AnthropicStream implements StreamEncoder {
  readonly #request: ParsedRequest;
  readonly #usage: Usage;
  readonly #blocks: Block[] = [];

  constructor(request: ParsedRequest, usage: Usage) {
    this.#request = request;
    this.#usage = usage;
  }

  open(): string {
    // The real server does not know the output yet, and says 1.
    const message = {
      ...emptyMessage(this.#request),
      usage: { ...inputUsage(this.#usage), output_tokens: 1 },
    };
    return event({ type: 'message_start', message }, 'message_start');
  }

  block(block: Block): string {
    const index = this.#blocks.length;
    this.#blocks.push(block);
    const start = { type: 'content_block_start', index, content_block: emptyBlock(block) };
    const deltas = deltasOf(block).map((delta) =>
      event({ type: 'content_block_delta', index, delta }, 'content_block_delta'),
    );
    const end = event({ type: 'content_block_stop', index }, 'content_block_stop');
    return event(start, 'content_block_start') + deltas.join('') + end;
  }

  close({ stop, usage }: Ending): string {
    const delta = { stop_reason: stopReason(stop, this.#blocks), stop_sequence: null };
    const counted = { ...inputUsage(usage), output_tokens: usage.output };
    return (
      event({ type: 'message_delta', delta, usage: counted }, 'message_delta') +
      event({ type: 'message_stop' }, 'message_stop')
    );
  }

  failure(refusal: Refusal): string {
    return event(refusal.body ?? anthropic.refusalBody(refusal), 'error');
  }

  malformed(): string {
    return 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"del\n\n';
  }
}

const emptyMessage = (request: ParsedRequest) => ({
  id: `msg_${randomUUID().replaceAll('-', '')}`,
  type: 'message',
  role: 'assistant',
  model: request.model,
  content: [],
  stop_reason: null,
  stop_sequence: null,
});

const inputUsage = (usage: Usage) => ({
  input_tokens: usage.input,
  cache_creation_input_tokens: usage.cacheWrite,
  cache_read_input_tokens: usage.cacheRead,
});

const emptyBlock = (block: Block): unknown => {
  if (block.kind === 'text') return { type: 'text', text: '' };
  if (block.kind === 'thinking') return { type: 'thinking', thinking: '', signature: '' };
  return { type: 'tool_use', id: block.call.id, name: block.call.name, input: {} };
};

const wholeBlock = (block: Block): unknown => {
  if (block.kind === 'text') return { type: 'text', text: block.text };
  if (block.kind === 'thinking') return { type: 'thinking', thinking: block.text, signature: signature };
  return { type: 'tool_use', id: block.call.id, name: block.call.name, input: block.call.input };
};

/** The real one proves that the thinking is the model's own; nobody here checks it. */
const signature = 'c2NyaXB0ZWQ=';

const deltasOf = (block: Block): readonly unknown[] => {
  if (block.kind === 'text') {
    return piecesOf(block.text, block.pieces).map((text) => ({ type: 'text_delta', text }));
  }
  if (block.kind === 'thinking') {
    return [
      { type: 'thinking_delta', thinking: block.text },
      { type: 'signature_delta', signature },
    ];
  }
  // In two parts, as the real one streams an input: a client that parses the first alone fails here.
  const parts = piecesOf(JSON.stringify(block.call.input), 2);
  return parts.map((part) => ({ type: 'input_json_delta', partial_json: part }));
};

const stopReason = (stop: StopReason, blocks: readonly Block[]): string => {
  if (stop === 'length') return 'max_tokens';
  if (stop === 'refusal') return 'refusal';
  return blocks.some((block) => block.kind === 'toolCall') ? 'tool_use' : 'end_turn';
};

const isFinal = (status: number): boolean => status < 500 && ![408, 409, 429].includes(status);

const errorType = (status: number): string => {
  const types: Readonly<Record<number, string>> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  };
  return types[status] ?? 'api_error';
};
