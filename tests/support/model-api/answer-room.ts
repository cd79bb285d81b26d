import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { answerWriter } from './answer-writer.ts';
import { usageOf } from './count-usage.ts';
import type { Spoken, WireRequest } from './dialects/dialect.ts';
import { type Exchange, Exchanges } from './exchanges.ts';
import type { ModelRequest, ParsedRequest } from './model-request.ts';
import { playReply } from './play-reply.ts';
import { type ReplyStep, status, stepsOf } from './reply.ts';
import type { Script } from './script.ts';
import { answerSide } from './side-requests.ts';
import { understandRequest } from './understand-request.ts';

export interface Question {
  readonly wire: WireRequest;
  readonly parsed: ParsedRequest;
  readonly spoken: Spoken;
}

/** Asks the script, plays its reply and keeps the record. */
export class AnswerRoom {
  readonly exchanges = new Exchanges();
  /** What the script threw. */
  readonly mistakes: unknown[] = [];
  readonly #sideScript: Script;
  #script: Script;
  readonly #closing = new AbortController();
  readonly #playing = new Set<Promise<void>>();
  /** Of each conversation: the digest of its last question and how often it came in a row. */
  readonly #lastAsked = new Map<string, { readonly digest: string; readonly times: number }>();

  constructor(script: Script, sideScript: Script = answerSide) {
    this.#script = script;
    this.#sideScript = sideScript;
  }

  setScript(script: Script): void {
    this.#script = script;
  }

  answer(question: Question, response: ServerResponse): Promise<void> {
    const playing = this.#answer(question, response).finally(() => this.#playing.delete(playing));
    this.#playing.add(playing);
    return playing;
  }

  /** Gives up all replies that are being played. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#playing);
  }

  async #answer({ wire, parsed, spoken }: Question, response: ServerResponse): Promise<void> {
    const request = understandRequest(parsed, wire);
    const exchange = this.#record(request);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.#closing.signal]);
    this.exchanges.add(exchange);
    const steps = await this.#ask(exchange, signal);
    const usage = usageOf(steps, request.length);
    exchange.steps = steps;
    const writer = answerWriter(response, request, spoken, usage);
    exchange.outcome = await playReply({ steps, writer, usage, overflow: spoken.overflow(request), signal });
    exchange.status = response.headersSent ? response.statusCode : null;
    exchange.usage = exchange.outcome === 'answered' ? usage : null;
    exchange.endedAt = Date.now();
    this.exchanges.changed(exchange);
  }

  async #ask({ request, ordinal, attempt }: Exchange, signal: AbortSignal): Promise<readonly ReplyStep[]> {
    const script = request.kind === 'side' ? this.#sideScript : this.#script;
    try {
      return stepsOf(await script(request, { ordinal, attempt, signal }));
    } catch (error) {
      this.mistakes.push(error);
      return [status(400, { message: `the script failed: ${String(error)}` })];
    }
  }

  #record(request: ModelRequest): Exchange {
    const { conversationKey, kind } = request;
    return {
      number: this.exchanges.all.length + 1,
      request,
      ordinal: this.exchanges.of(conversationKey, kind).length + 1,
      attempt: this.#attempt(request),
      arrivedAt: Date.now(),
      endedAt: null,
      outcome: 'open',
      status: null,
      steps: [],
      usage: null,
    };
  }

  #attempt({ conversationKey, kind, turns }: ModelRequest): number {
    const place = `${kind} ${conversationKey}`;
    const digest = createHash('sha256').update(JSON.stringify(turns)).digest('hex');
    const last = this.#lastAsked.get(place);
    const times = last?.digest === digest ? last.times + 1 : 1;
    this.#lastAsked.set(place, { digest, times });
    return times;
  }
}
