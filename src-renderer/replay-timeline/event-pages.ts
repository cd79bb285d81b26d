import type { TuttiEvent } from '@contract/events.ts';
import { ok, type Result } from '@contract/result.ts';
import type { TuttiClient } from '../connection/client.ts';

/** Events of one page: what is told in one answer in some tens of milliseconds. */
const pageSize = 1000;

/** Pages that are kept, the last used ones: 40,000 events, some 20 MB. */
const mostPages = 40;

/** Page `n` has the events numbered from `n * pageSize + 1` to `(n + 1) * pageSize`. */
const pageOf = (seq: number): number => Math.floor((seq - 1) / pageSize);

interface Page {
  readonly events: readonly TuttiEvent[];
  /** There is something after it: it won't change any more. */
  readonly whole: boolean;
}

/** The events of a recording by their numbers, fetched in pages, of which the last used ones are kept. */
export class EventPages {
  readonly #client: Pick<TuttiClient, 'call'>;
  readonly #run: number;
  /** In the order of their use. */
  readonly #pages = new Map<number, Promise<Result<Page>>>();

  constructor(client: Pick<TuttiClient, 'call'>, run: number) {
    this.#client = client;
    this.#run = run;
  }

  /** How many pages are kept. */
  get size(): number {
    return this.#pages.size;
  }

  /** Those after a number, as far as its page goes, and the number after which to go on; null: there is nothing more yet. */
  async after(
    seq: number,
  ): Promise<Result<{ readonly events: readonly TuttiEvent[]; readonly next: number | null }>> {
    const page = pageOf(seq + 1);
    const answer = await this.#page(page);
    if (!answer.ok) return answer;
    const { events, whole } = answer.value;
    return ok({
      events: events.filter((event) => event.seq > seq),
      next: whole ? (page + 1) * pageSize : null,
    });
  }

  /** Up to `limit` events that have come up to `seq`, the newest first. */
  async newest(seq: number, limit: number): Promise<Result<TuttiEvent[]>> {
    const found: TuttiEvent[] = [];
    const first = Math.max(1, seq - limit + 1);
    for (let page = pageOf(seq); page >= pageOf(first) && page >= 0; page -= 1) {
      const answer = await this.#page(page);
      if (!answer.ok) return answer;
      found.push(...answer.value.events.filter((event) => event.seq <= seq).toReversed());
    }
    return ok(found.slice(0, limit));
  }

  #page(page: number): Promise<Result<Page>> {
    const known = this.#pages.get(page);
    if (known !== undefined) {
      this.#pages.delete(page);
      this.#pages.set(page, known);
      return known;
    }
    const asked = this.#ask(page);
    this.#pages.set(page, asked);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= mostPages) break;
      this.#pages.delete(oldest);
    }
    return asked;
  }

  async #ask(page: number): Promise<Result<Page>> {
    const [after, end] = [page * pageSize, (page + 1) * pageSize];
    const answer = await this.#client.call('recordings.events', {
      run: this.#run,
      after,
      limit: pageSize,
    });
    // What could not be had is asked for again, and so is what may still grow.
    const whole = answer.ok && (answer.value.at(-1)?.seq ?? 0) >= end;
    if (!whole) this.#pages.delete(page);
    return answer.ok ? ok({ events: answer.value.filter(({ seq }) => seq <= end), whole }) : answer;
  }
}
