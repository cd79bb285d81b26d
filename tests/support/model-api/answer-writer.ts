import type { ServerResponse } from 'node:http';
import type { Block, Ending, Spoken, StreamEncoder } from './dialects/dialect.ts';
import type { ModelRequest } from './model-request.ts';
import type { Refusal, Usage } from './reply.ts';

/** Where a reply's steps are written to: a stream, or one JSON answer at the end. */
export interface AnswerWriter {
  /** Sends the head. */
  begin(): void;
  block(block: Block): void;
  finish(ending: Ending): void;
  refuse(refusal: Refusal): void;
  malform(): void;
  cut(): void;
}

export const answerWriter = (
  response: ServerResponse,
  request: ModelRequest,
  spoken: Spoken,
  usage: Usage,
): AnswerWriter =>
  request.isStreaming
    ? new StreamWriter(response, spoken, spoken.encoder(request, usage))
    : new WholeWriter(response, spoken, request);

class StreamWriter implements AnswerWriter {
  readonly #response: ServerResponse;
  readonly #spoken: Spoken;
  readonly #encoder: StreamEncoder;

  constructor(response: ServerResponse, spoken: Spoken, encoder: StreamEncoder) {
    this.#response = response;
    this.#spoken = spoken;
    this.#encoder = encoder;
  }

  begin(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    this.#response.write(this.#encoder.open());
  }

  block(block: Block): void {
    this.begin();
    this.#response.write(this.#encoder.block(block));
  }

  finish(ending: Ending): void {
    this.begin();
    this.#response.end(this.#encoder.close(ending));
  }

  refuse(refusal: Refusal): void {
    if (this.#response.headersSent) this.#response.end(this.#encoder.failure(refusal));
    else sendRefusal(this.#response, this.#spoken, refusal);
  }

  malform(): void {
    this.begin();
    this.#response.end(this.#encoder.malformed());
  }

  cut(): void {
    this.begin();
    // Once what was written has left, so that the client sees the beginning.
    this.#response.write('\n', () => this.#response.destroy());
  }
}

class WholeWriter implements AnswerWriter {
  readonly #response: ServerResponse;
  readonly #spoken: Spoken;
  readonly #request: ModelRequest;
  readonly #blocks: Block[] = [];

  constructor(response: ServerResponse, spoken: Spoken, request: ModelRequest) {
    this.#response = response;
    this.#spoken = spoken;
    this.#request = request;
  }

  begin(): void {
    // Nothing can be sent before all of it is known.
  }

  block(block: Block): void {
    this.#blocks.push(block);
  }

  finish(ending: Ending): void {
    sendJson(this.#response, 200, this.#spoken.whole(this.#request, this.#blocks, ending));
  }

  refuse(refusal: Refusal): void {
    sendRefusal(this.#response, this.#spoken, refusal);
  }

  malform(): void {
    this.#response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"id":"broken","content":[{"ty');
  }

  cut(): void {
    const head = { 'content-type': 'application/json', 'content-length': '1000' };
    this.#response.writeHead(200, head).write('{', () => this.#response.destroy());
  }
}

const sendRefusal = (response: ServerResponse, spoken: Spoken, refusal: Refusal): void => {
  const { retryAfterSeconds: seconds, headers } = refusal;
  const retry = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  sendJson(response, refusal.status, refusal.body ?? spoken.refusalBody(refusal), {
    ...spoken.refusalHeaders(refusal),
    ...retry,
    ...headers,
  });
};

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};
