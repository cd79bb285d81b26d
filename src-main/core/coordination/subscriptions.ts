import { type EventKind, instanceOf, type TuttiEvent } from '@contract/events.ts';
import { isSettled } from '@contract/messages.ts';
import { actorWords, kindsNamed } from '@contract/named-events.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import { messageOf } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { isWanted } from '../model/wanted-events.ts';
import { storedFacts } from './stored-facts.ts';

/** What happened since the last notice. */
interface News {
  readonly counts: Map<EventKind, number>;
  /** Whom it was about, the first few. */
  readonly subjects: Set<string>;
  upTo: number;
}

/** A notice is read by a model: it names so many, and the rest as a number. */
const namedSubjects = 8;

/** Read from the log at a time. */
const batchLimit = 5000;

/**
 * Tells those who asked for it what happened: by a notice of low priority in their inbox, and by no other while that one is unread.
 * What happens meanwhile is counted, and is in the log, so a killed host forgets none of it.
 */
export class Subscriptions implements Keeper {
  readonly #crew: Crew;
  readonly #news = new Map<string, News>();
  /** Until then what is heard is left to the log, which is counted from where each was last told. */
  #isResumed = false;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => this.#hear(events));
  }

  /** Counts what the log has of each since it was last told. */
  resume(): void {
    const { ledger, ports } = this.#crew;
    this.#isResumed = true;
    const all = ledger.view.subscriptions;
    if (all.length === 0) return;
    const kinds = [...new Set(all.flatMap((one) => one.kinds.flatMap(kindsNamed)))];
    let after = Math.min(...all.map(({ upTo }) => upTo));
    for (;;) {
      const events = ports.store.events({ after, limit: batchLimit, kinds, newest: false });
      this.#count(events);
      const last = events.at(-1);
      if (last === undefined || events.length < batchLimit) break;
      after = last.seq;
    }
    for (const one of all) this.#tell(one.id);
  }

  #hear(events: readonly TuttiEvent[]): void {
    if (events.some(({ kind }) => kind === 'run.started')) this.#news.clear();
    if (!this.#isResumed || this.#crew.ledger.view.subscriptions.length === 0) return;
    const counted = this.#count(events);
    for (const id of [...counted, ...this.#read(events)]) this.#tell(id);
  }

  /** The subscriptions that something was counted for. */
  #count(events: readonly TuttiEvent[]): Set<string> {
    const { view } = this.#crew.ledger;
    const counted = new Set<string>();
    for (const one of view.subscriptions) {
      for (const event of events) {
        if (event.seq <= one.upTo || !isWanted(view, one, event)) continue;
        counted.add(one.id);
        this.#add(one.id, event);
      }
    }
    return counted;
  }

  #add(id: string, event: TuttiEvent): void {
    const news = this.#news.get(id) ?? { counts: new Map(), subjects: new Set(), upTo: 0 };
    if (event.seq <= news.upTo) return;
    news.counts.set(event.kind, (news.counts.get(event.kind) ?? 0) + 1);
    news.subjects.add(instanceOf(event) ?? actorWords(event));
    news.upTo = event.seq;
    this.#news.set(id, news);
  }

  /** Those whose notice has just come to its end. */
  #read(events: readonly TuttiEvent[]): string[] {
    const ended = new Set(
      events.flatMap(({ kind, data }) =>
        (kind === 'message.accepted' || kind === 'message.failed') && 'message' in data ? [data.message] : [],
      ),
    );
    if (ended.size === 0) return [];
    const all = this.#crew.ledger.view.subscriptions;
    return all.flatMap(({ id, message }) => (message !== null && ended.has(message) ? [id] : []));
  }

  #tell(id: string): void {
    const { ledger } = this.#crew;
    const one = ledger.view.subscriptions.find((other) => other.id === id);
    const news = this.#news.get(id);
    if (one === undefined || news === undefined || this.#crew.stopped) return;
    const last = one.message === null ? undefined : messageOf(ledger.view, one.message);
    const state = this.#crew.instance(one.instance)?.state;
    if (state === undefined || state === 'terminated' || (last !== undefined && !isSettled(last.state)))
      return;
    this.#crew.guarded('a subscription', () => {
      const notice = { from: 'tutti', to: one.instance, text: wordsOf(one, news), priority: 'low' } as const;
      const { ids, facts } = storedFacts(this.#crew, [notice], { cause: news.upTo });
      const told = { subscription: id, message: ids[0] ?? '', upTo: news.upTo };
      this.#news.delete(id);
      try {
        ledger.append([...facts, { kind: 'subscription.told', data: told, cause: news.upTo }]);
      } catch (error) {
        this.#news.set(id, news);
        throw error;
      }
    });
  }
}

const wordsOf = ({ id, kinds }: Subscription, { counts, subjects }: News): string => {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const each = [...counts].map(([kind, count]) => `- ${kind}${count === 1 ? '' : `, ${count} times`}`);
  const named = [...subjects].slice(0, namedSubjects).join(', ');
  const rest = subjects.size > namedSubjects ? ` and ${subjects.size - namedSubjects} more` : '';
  return [
    `${id} (${kinds.join(', ')}): ${total} event${total === 1 ? '' : 's'} since you were last told.`,
    ...each,
    `About: ${named}${rest}. End it with the tool unsubscribe.`,
  ].join('\n');
};
