import { sumOfUsage } from './count-usage.ts';
import type { ModelRequest } from './model-request.ts';
import type { ReplyStep, Usage } from './reply.ts';

/**
 * - `open`: being answered
 * - `answered`: to the end
 * - `refused`: with an error status, or an error in the stream
 * - `broken`: cut or malformed on purpose
 * - `abandoned`: the client went away, or the server stopped
 */
export type Outcome = 'open' | 'answered' | 'refused' | 'broken' | 'abandoned';

/** One request and what became of it; `outcome`, `steps`, `usage` and `endedAt` change while it is answered. */
export interface Exchange {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly request: ModelRequest;
  readonly ordinal: number;
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
  endedAt: number | null;
  outcome: Outcome;
  /** The HTTP status that was sent; null before, and where nothing was. */
  status: number | null;
  steps: readonly ReplyStep[];
  /** What the client was told it costs; null unless `answered`. */
  usage: Usage | null;
}

export type Match = (exchange: Exchange) => boolean;

interface Waiter {
  readonly fits: Match;
  readonly resolve: (exchange: Exchange) => void;
}

/** Only a failing test waits so long. */
const patienceMs = 60_000;

/** Everything that was asked, and a way to wait for what will be. */
export class Exchanges {
  readonly #all: Exchange[] = [];
  readonly #waiters = new Set<Waiter>();

  get all(): readonly Exchange[] {
    return this.#all;
  }

  /** Those of one conversation, of one kind if given. */
  of(conversationKey: string, kind?: ModelRequest['kind']): readonly Exchange[] {
    const isOf = ({ request }: Exchange) =>
      request.conversationKey === conversationKey && (kind === undefined || request.kind === kind);
    return this.#all.filter(isOf);
  }

  /** In order of their first request. */
  conversations(): readonly string[] {
    return [...new Set(this.#all.map(({ request }) => request.conversationKey))];
  }

  /** Tokens of all answers that ended, or of those that match. */
  usage(match: Match = () => true): Usage {
    return sumOfUsage(this.#all.filter(match).flatMap(({ usage }) => usage ?? []));
  }

  /** The first that matches, of those that came and those to come. Rejects after a minute, telling what came. */
  arrived(what: string, match: Match): Promise<Exchange> {
    return this.#wait(what, match);
  }

  /** The first that matches and is no longer being answered. */
  ended(what: string, match: Match): Promise<Exchange> {
    return this.#wait(what, (exchange) => exchange.outcome !== 'open' && match(exchange));
  }

  add(exchange: Exchange): void {
    this.#all.push(exchange);
    this.changed(exchange);
  }

  /** To be called when an exchange has changed: those that wait for it are told. */
  changed(exchange: Exchange): void {
    for (const waiter of this.#waiters) if (waiter.fits(exchange)) waiter.resolve(exchange);
  }

  #wait(what: string, fits: Match): Promise<Exchange> {
    const there = this.#all.find(fits);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`waited in vain for ${what}; so far:\n${this.describe()}`));
      }, patienceMs);
      const waiter: Waiter = {
        fits,
        resolve: (exchange) => {
          clearTimeout(limit);
          this.#waiters.delete(waiter);
          resolve(exchange);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** A line for each exchange, as evidence in a failed test. */
  describe(): string {
    const lines = this.#all.map(({ number, request, outcome, status }) => {
      const { client, dialect, kind, side, conversationKey, lastUserText } = request;
      const said = JSON.stringify(lastUserText.slice(0, 60));
      return `${number} ${client}/${dialect} ${side ?? kind} ${conversationKey} ${outcome} ${status} ${said}`;
    });
    return lines.join('\n');
  }
}
