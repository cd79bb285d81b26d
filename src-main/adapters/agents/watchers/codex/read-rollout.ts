import type { AgentSign } from '@contract/agent-signs.ts';
import type { Used } from '@contract/usage.ts';
import type { z } from 'zod';
import {
  type RolloutEvent,
  type RolloutItem,
  type RolloutRecord,
  recordSchema,
  type usageSchema,
} from './rollout-record.ts';
import { RolloutTools, todosOf } from './rollout-tools.ts';
import { fullUntil, limitOf } from './trouble.ts';

/** Codex counts what came from the cache or went into it as input, too. */
export const freshInput = (total: z.infer<typeof usageSchema>): number =>
  Math.max(0, total.input_tokens - total.cached_input_tokens - total.cache_write_input_tokens);

/**
 * Makes signs of a rollout file's records. What was recorded before `since` (ms since 1970; the conversation is resumed, or the
 * host took it up again) tells tokens and plans only. Where its hooks speak, they alone tell that something begins: read from a
 * file, that would come late, and after the question that the same call led to.
 */
export class RolloutReader {
  readonly #since: number;
  readonly #isHooked: () => boolean;
  readonly #tools = new RolloutTools();
  #session = '';
  #model: string | null = null;
  #fullUntil: number | null = null;

  constructor(since: number, isHooked: () => boolean) {
    this.#since = since;
    this.#isHooked = isHooked;
  }

  read(raw: unknown): readonly AgentSign[] {
    const parsed = recordSchema.safeParse(raw);
    if (!parsed.success) return [];
    const signs = this.#signs(parsed.data);
    const isPast = Date.parse(parsed.data.timestamp) < this.#since;
    return signs.filter(({ event }) => event === 'used' || event === 'todos' || !isPast);
  }

  #signs(record: RolloutRecord): readonly AgentSign[] {
    switch (record.type) {
      case 'session_meta':
        // A fork begins with the records of its origin: the first one names the conversation itself.
        this.#session ||= record.payload.id;
        return [];
      case 'turn_context':
        this.#model = record.payload.model ?? this.#model;
        return [];
      case 'event_msg':
        return this.#event(record.payload);
      case 'response_item':
        return this.#item(record.payload);
      default:
        return record satisfies never;
    }
  }

  #event(event: RolloutEvent): readonly AgentSign[] {
    switch (event.type) {
      case 'task_started':
        return this.#begins({ event: 'busy', reason: 'began a turn' });
      case 'task_complete': {
        const { error } = event;
        if (error) {
          const limit = limitOf(error, this.#fullUntil);
          return [
            { event: 'limited', limit },
            { event: 'ready', reason: limit.reason },
          ];
        }
        return [{ event: 'limited', limit: null }, { event: 'ready' }];
      }
      case 'turn_aborted':
        return [{ event: 'ready', reason: event.reason }];
      case 'token_count':
        this.#fullUntil = fullUntil(event.rate_limits);
        return this.#used(event);
      case 'item_completed':
        return this.#completed(event.item);
      default:
        return event satisfies never;
    }
  }

  #completed(item: Extract<RolloutEvent, { type: 'item_completed' }>['item']): readonly AgentSign[] {
    if (item.type !== 'UserMessage') {
      this.#tools.about(item);
      return [];
    }
    const parts = Array.isArray(item.content) ? item.content : [];
    const text = parts.flatMap((part: unknown) => textIn(part)).join('\n');
    return this.#begins({ event: 'prompt', text });
  }

  #used({ info }: Extract<RolloutEvent, { type: 'token_count' }>): readonly AgentSign[] {
    if (!info || this.#session === '') return [];
    const total = info.total_token_usage;
    const used: Used = {
      input: freshInput(total),
      output: total.output_tokens,
      cacheRead: total.cached_input_tokens,
      cacheWrite: total.cache_write_input_tokens,
      cost: null,
      model: this.#model,
      context: info.last_token_usage.input_tokens,
      contextWindow: info.model_context_window ?? null,
    };
    return [{ event: 'used', session: this.#session, used }];
  }

  #item(item: RolloutItem): readonly AgentSign[] {
    switch (item.type) {
      case 'function_call':
      case 'custom_tool_call': {
        const todos = todosOf(item);
        return [...this.#begins(this.#tools.begin(item)), ...(todos === null ? [] : [todos])];
      }
      case 'function_call_output':
      case 'custom_tool_call_output': {
        const end = this.#tools.end(item.call_id);
        return end === null ? [] : [end];
      }
      case 'message':
        return [];
      default:
        return item satisfies never;
    }
  }

  #begins(sign: AgentSign): readonly AgentSign[] {
    return this.#isHooked() ? [] : [sign];
  }
}

const textIn = (part: unknown): string[] => {
  const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
  return type === 'text' && typeof text === 'string' ? [text] : [];
};
