import type { Limit, Used } from '@contract/usage.ts';
import { countOf, type Fields, fieldsOf, textOf } from '../hook-dialects/fields.ts';
import { type Tail, tailJsonLines } from './tail-json-lines.ts';
import type { WatcherOf } from './watcher-of.ts';

/** What Gemini CLI itself takes for every model of its own (its tokenLimits). */
const contextWindow = 1_048_576;

/**
 * Reads Gemini's record of a conversation (`~/.gemini/tmp/<project>/chats/session-*.jsonl`), whose place its hooks tell: tokens, and
 * errors of the provider, which no hook tells. A record is written anew, with the same id, when more is known of it.
 */
export const watchGemini: WatcherOf = (agent, see, log) => {
  let tail: Tail | null = null;
  let path: string | null = null;
  const follow = (session: string, transcript: string | null): void => {
    if (transcript === null || transcript === path) return;
    tail?.stop();
    path = transcript;
    const reader = new GeminiRecord();
    let said: Limit | null = null;
    const caughtUp = (): void => {
      const { used, limit } = reader;
      reader.used = null;
      if (used !== null) see('transcript', { event: 'used', session, used });
      if (limit === said) return;
      said = limit;
      see('transcript', { event: 'limited', limit });
    };
    tail = tailJsonLines(transcript, (record) => reader.take(record), log, caughtUp);
  };
  if (agent.session !== null) follow(agent.session.id, agent.session.transcript);
  return { conversed: follow, stop: () => tail?.stop() };
};

/** What the records so far come to. */
class GeminiRecord {
  readonly #answers = new Map<string, Fields>();
  /** Null where nothing was added to it since it was last asked for. */
  used: Used | null = null;
  /** What the last answer failed by; null where it came. */
  limit: Limit | null = null;

  take(record: unknown): void {
    const { type, id, tokens, model, content } = fieldsOf(record);
    if (type === 'error') this.limit = limitOf(textOf(content));
    if (type === 'user') this.limit = null;
    if (type !== 'gemini') return;
    this.limit = null;
    if (typeof tokens !== 'object' || tokens === null) return;
    this.#answers.set(textOf(id), fieldsOf(tokens));
    this.used = this.#sum(textOf(model), fieldsOf(tokens));
  }

  #sum(model: string, last: Fields): Used {
    let input = 0;
    let output = 0;
    let cacheRead = 0;
    for (const tokens of this.#answers.values()) {
      const cached = countOf(tokens.cached);
      input += Math.max(0, countOf(tokens.input) - cached);
      output += countOf(tokens.output) + countOf(tokens.thoughts);
      cacheRead += cached;
    }
    return {
      input,
      output,
      cacheRead,
      cacheWrite: 0,
      cost: null,
      model: model.slice(0, 200) || null,
      context: countOf(last.input),
      contextWindow: model.startsWith('gemini-') ? contextWindow : null,
    };
  }
}

const kindOf = (code: number, text: string): Limit['kind'] => {
  if (code === 401 || code === 403 || /API key not valid|UNAUTHENTICATED/.test(text)) return 'login';
  if (/quota/i.test(text)) return 'usage';
  if (code === 429) return 'rate';
  return code === 503 || code === 529 ? 'overloaded' : 'error';
};

/** `[API Error: {"error":{"code":400,…}}]`, or words. */
const limitOf = (content: string): Limit => {
  const code = Number(/"code":\s*(\d{3})/.exec(content)?.[1] ?? /\b([45]\d\d)\b/.exec(content)?.[1] ?? 0);
  const message = /"message":\s*("(?:[^"\\]|\\.)*")/.exec(content)?.[1];
  const reason = message === undefined ? content : textOf(JSON.parse(message));
  return { kind: kindOf(code, content), reason: reason.slice(0, 500), until: null };
};
