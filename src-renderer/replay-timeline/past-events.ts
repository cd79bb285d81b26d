import type { EventKind, TuttiEvent } from '@contract/events.ts';
import { ok, type Result } from '@contract/result.ts';
import type { TuttiClient } from '../connection/client.ts';

/** The most that the verb gives at once. */
const page = 5000;

interface Read {
  readonly kinds: readonly EventKind[];
  events: readonly TuttiEvent[];
  /** The number after which to read on. */
  last: number;
}

/** Kinds whose events are kept: what is asked of them is asked again and again as the playhead moves. */
const mostKept = 6;

/** All events of some kinds, which are few among all; read once, and on from there. */
export class PastEvents {
  readonly #client: Pick<TuttiClient, 'call'>;
  readonly #run: number;
  #kept: Read[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(client: Pick<TuttiClient, 'call'>, run: number) {
    this.#client = client;
    this.#run = run;
  }

  /** Those that have come up to a number, in order. */
  async upTo(seq: number, kinds: readonly EventKind[]): Promise<Result<readonly TuttiEvent[]>> {
    // One after the other: two that read on at once would have the same events twice.
    const turn = this.#queue.then(() => this.#read(seq, kinds));
    this.#queue = turn;
    return turn;
  }

  async #read(seq: number, kinds: readonly EventKind[]): Promise<Result<readonly TuttiEvent[]>> {
    const own = this.#of(kinds);
    while (own.last < seq) {
      const answer = await this.#client.call('recordings.events', {
        run: this.#run,
        after: own.last,
        limit: page,
        kinds: [...kinds],
      });
      if (!answer.ok) return answer;
      own.events = [...own.events, ...answer.value];
      const last = answer.value.at(-1)?.seq ?? 0;
      // Where there were not as many as asked for, there are no more up to there.
      own.last = answer.value.length < page ? Math.max(seq, last) : last;
    }
    return ok(own.events.filter((event) => event.seq <= seq));
  }

  #of(kinds: readonly EventKind[]): Read {
    const name = kinds.join(' ');
    const known = this.#kept.find((read) => read.kinds.join(' ') === name);
    const own = known ?? { kinds, events: [], last: 0 };
    this.#kept = [...this.#kept.filter((read) => read !== own), own].slice(-mostKept);
    return own;
  }
}
