import type { Dialect, ParsedRequest } from '../model-request.ts';
import type { Refusal, StopReason, Usage } from '../reply.ts';

export interface CallMade {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What a reply says, in order. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly pieces: number }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'toolCall'; readonly call: CallMade };

export interface Ending {
  readonly stop: StopReason;
  readonly usage: Usage;
}

/** Turns one reply into the dialect's server-sent events; each method gives the bytes to send, as text. */
export interface StreamEncoder {
  open(): string;
  block(block: Block): string;
  close(ending: Ending): string;
  /** An error after the head of the stream has gone. */
  failure(refusal: Refusal): string;
  /** Bytes that look like the dialect and are not. */
  malformed(): string;
}

export interface WireRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Spoken {
  readonly dialect: Dialect;
  /** null for a path that is not a question in this dialect. */
  parse(wire: WireRequest): ParsedRequest | null;
  encoder(request: ParsedRequest, usage: Usage): StreamEncoder;
  /** The answer to a request that asked for no stream. */
  whole(request: ParsedRequest, blocks: readonly Block[], ending: Ending): unknown;
  refusalBody(refusal: Refusal): unknown;
  /** What the provider sends beside the body. */
  refusalHeaders(refusal: Refusal): Readonly<Record<string, string>>;
  overflow(request: ParsedRequest): Refusal;
}

/** Cuts a text into about equal parts, never inside a code point. */
export const piecesOf = (text: string, pieces: number): readonly string[] => {
  const characters = [...text];
  const size = Math.max(1, Math.ceil(characters.length / Math.max(1, pieces)));
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += size) parts.push(characters.slice(at, at + size).join(''));
  return parts;
};

/** @param name of the event; without one only data is sent */
export const event = (data: unknown, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;

/** What the providers say; the clients look for some of these words. */
const usualMessages: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  401: 'invalid x-api-key',
  403: 'This key may not use the model.',
  404: 'The model was not found.',
  429: 'This request would exceed your rate limit.',
  500: 'Internal server error',
  503: 'The service is currently unavailable.',
  529: 'Overloaded',
};

export const messageOf = ({ status, message }: Refusal): string =>
  message ?? usualMessages[status] ?? `scripted status ${status}`;
