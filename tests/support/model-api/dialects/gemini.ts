import { randomUUID } from 'node:crypto';
import type { ParsedRequest } from '../model-request.ts';
import type { Refusal, StopReason, Usage } from '../reply.ts';
import {
  type Block,
  type Ending,
  event,
  messageOf,
  piecesOf,
  type Spoken,
  type StreamEncoder,
} from './dialect.ts';
import { parseGemini } from './gemini-request.ts';

/** Gemini: POST .../models/MODEL:generateContent, and :streamGenerateContent with `alt=sse`. */
export const gemini: Spoken = {
  dialect: 'gemini',
  parse: parseGemini,
  encoder: (request) => new GeminiStream(request),
  whole: (request, blocks, ending) => ({
    ...candidate(blocks.flatMap(partsOf), finishReason(ending.stop)),
    ...closing(request, ending.usage),
  }),
  refusalBody: ({ status, retryAfterSeconds, ...rest }) => ({
    error: {
      code: status,
      message: messageOf({ status, ...rest }),
      status: statusName(status),
      details: retryAfterSeconds === undefined ? [] : [retryInfo(retryAfterSeconds)],
    },
  }),
  refusalHeaders: () => ({}),
  overflow: () => ({
    status: 400,
    message: 'The input token count (1214367) exceeds the maximum number of tokens allowed (1048576).',
  }),
};

class GeminiStream implements StreamEncoder {
  readonly #request: ParsedRequest;

  constructor(request: ParsedRequest) {
    this.#request = request;
  }

  open(): string {
    return ''; // this dialect has no head: the first part is the first event
  }

  block(block: Block): string {
    const about = identity(this.#request);
    return partsOf(block)
      .map((part) => event({ ...candidate([part]), ...about }))
      .join('');
  }

  close({ stop, usage }: Ending): string {
    return event({ ...candidate([{ text: '' }], finishReason(stop)), ...closing(this.#request, usage) });
  }

  failure(refusal: Refusal): string {
    return event(refusal.body ?? gemini.refusalBody(refusal));
  }

  malformed(): string {
    return 'data: {"candidates":[{"content":{"parts":[{"te\n\n';
  }
}

const candidate = (parts: readonly unknown[], finish?: string) => ({
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts },
      ...(finish === undefined ? {} : { finishReason: finish }),
    },
  ],
});

const identity = ({ model }: ParsedRequest) => ({ modelVersion: model, responseId: randomUUID() });

/** Here the prompt counts what came from the cache, too. */
const closing = (request: ParsedRequest, { input, output, cacheRead, cacheWrite }: Usage) => ({
  ...identity(request),
  usageMetadata: {
    promptTokenCount: input + cacheRead + cacheWrite,
    cachedContentTokenCount: cacheRead,
    candidatesTokenCount: output,
    totalTokenCount: input + cacheRead + cacheWrite + output,
  },
});

const partsOf = (block: Block): readonly unknown[] => {
  if (block.kind === 'text') return piecesOf(block.text, block.pieces).map((text) => ({ text }));
  if (block.kind === 'thinking') return [{ text: block.text, thought: true }];
  const { id, name, input } = block.call;
  return [{ functionCall: { id, name, args: input } }];
};

const finishReason = (stop: StopReason): string => {
  if (stop === 'length') return 'MAX_TOKENS';
  return stop === 'refusal' ? 'SAFETY' : 'STOP';
};

const retryInfo = (seconds: number) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay: `${seconds}s`,
});

const statusName = (status: number): string => {
  const names: Readonly<Record<number, string>> = {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
    503: 'UNAVAILABLE',
  };
  return names[status] ?? (status >= 500 ? 'INTERNAL' : 'FAILED_PRECONDITION');
};
