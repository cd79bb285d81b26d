import { randomUUID } from 'node:crypto';
import type { ParsedRequest } from '../model-request.ts';
import type { Refusal, Usage } from '../reply.ts';
import {
  type Block,
  type CallMade,
  type Ending,
  event,
  messageOf,
  piecesOf,
  type Spoken,
  type StreamEncoder,
} from './dialect.ts';
import { openaiError, openaiErrorCode, openaiOverflow } from './openai-errors.ts';
import { parseResponses } from './openai-responses-request.ts';

/** OpenAI's Responses: POST /v1/responses. */
export const responses: Spoken = {
  dialect: 'responses',
  parse: parseResponses,
  encoder: (request) => new ResponsesStream(request),
  whole: (request, blocks, ending) =>
    completed(
      `resp_${randomUUID()}`,
      request,
      blocks.map((block) => itemOf(block, freshId(), request)),
      ending,
    ),
  refusalBody: openaiError,
  refusalHeaders: () => ({}),
  overflow: () => ({ status: 400, message: openaiOverflow }),
};

class ResponsesStream implements StreamEncoder {
  readonly #request: ParsedRequest;
  readonly #id = `resp_${randomUUID()}`;
  readonly #items: unknown[] = [];
  #sequence = 0;

  constructor(request: ParsedRequest) {
    this.#request = request;
  }

  open(): string {
    const response = { ...shell(this.#id, this.#request), status: 'in_progress', output: [] };
    return this.#event('response.created', { response }) + this.#event('response.in_progress', { response });
  }

  block(block: Block): string {
    const place = { output_index: this.#items.length };
    const id = freshId();
    const item = itemOf(block, id, this.#request);
    this.#items.push(item);
    const begun = { ...place, item: { ...item, status: 'in_progress', ...emptied(block) } };
    const added = this.#event('response.output_item.added', begun);
    const deltas = this.#deltas(block, { ...place, item_id: id });
    return added + deltas + this.#event('response.output_item.done', { ...place, item });
  }

  close(ending: Ending): string {
    const response = completed(this.#id, this.#request, this.#items, ending);
    const name = ending.stop === 'length' ? 'response.incomplete' : 'response.completed';
    return this.#event(name, { response });
  }

  failure(refusal: Refusal): string {
    const error = { code: openaiErrorCode(refusal), message: messageOf(refusal) };
    const response = { ...shell(this.#id, this.#request), status: 'failed', error };
    return this.#event('response.failed', { response });
  }

  malformed(): string {
    return 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","del\n\n';
  }

  #deltas(block: Block, place: object): string {
    if (block.kind === 'text') {
      const at = { ...place, content_index: 0 };
      const deltas = piecesOf(block.text, block.pieces).map((delta) =>
        this.#event('response.output_text.delta', { ...at, delta }),
      );
      return deltas.join('') + this.#event('response.output_text.done', { ...at, text: block.text });
    }
    if (block.kind === 'thinking') {
      const at = { ...place, summary_index: 0 };
      const part = this.#event('response.reasoning_summary_part.added', {
        ...at,
        part: { type: 'summary_text', text: '' },
      });
      return part + this.#event('response.reasoning_summary_text.delta', { ...at, delta: block.text });
    }
    if (typeof block.call.input === 'string') {
      return this.#event('response.custom_tool_call_input.delta', { ...place, delta: block.call.input });
    }
    const json = JSON.stringify(block.call.input);
    return this.#event('response.function_call_arguments.delta', { ...place, delta: json });
  }

  #event(type: string, about: object): string {
    this.#sequence += 1;
    return event({ type, sequence_number: this.#sequence, ...about }, type);
  }
}

const freshId = (): string => `item_${randomUUID().replaceAll('-', '')}`;

const shell = (id: string, { model }: ParsedRequest) => ({
  id,
  object: 'response',
  // In seconds; a fixed time, since nothing may depend on it.
  created_at: 1_700_000_000,
  model,
  error: null,
});

const completed = (id: string, request: ParsedRequest, output: readonly unknown[], ending: Ending) => ({
  ...shell(id, request),
  status: ending.stop === 'length' ? 'incomplete' : 'completed',
  ...(ending.stop === 'length' ? { incomplete_details: { reason: 'max_output_tokens' } } : {}),
  output,
  usage: usageOf(ending.usage),
});

/** Here the input counts what came from the cache, too. */
const usageOf = ({ input, output, cacheRead, cacheWrite }: Usage) => ({
  input_tokens: input + cacheRead + cacheWrite,
  input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
  output_tokens: output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: input + cacheRead + cacheWrite + output,
});

const itemOf = (block: Block, id: string, request: ParsedRequest) => {
  if (block.kind === 'text') {
    const content = [{ type: 'output_text', text: block.text, annotations: [] }];
    return { type: 'message', id, role: 'assistant', status: 'completed', content };
  }
  if (block.kind === 'thinking') {
    return {
      type: 'reasoning',
      id,
      summary: [{ type: 'summary_text', text: block.text }],
      encrypted_content: '',
    };
  }
  return callItem(block.call, id, request);
};

const callItem = ({ id: callId, name, input }: CallMade, id: string, request: ParsedRequest) => {
  const cut = name.lastIndexOf('/');
  const named = cut < 0 ? { name } : { namespace: name.slice(0, cut), name: name.slice(cut + 1) };
  const isFreeform = request.tools.find((tool) => tool.name === name)?.form === 'freeform';
  const common = { id, call_id: callId, ...named, status: 'completed' };
  if (isFreeform || typeof input === 'string')
    return { type: 'custom_tool_call', ...common, input: String(input) };
  return { type: 'function_call', ...common, arguments: JSON.stringify(input) };
};

/** What an item still lacks when it is announced. */
const emptied = (block: Block): object => {
  if (block.kind === 'text') return { content: [] };
  if (block.kind === 'thinking') return { summary: [] };
  return typeof block.call.input === 'string' ? { input: '' } : { arguments: '' };
};
