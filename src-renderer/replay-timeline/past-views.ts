import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { ok, type Result } from '@contract/result.ts';
import type { View } from '@contract/view.ts';
import { KnownPieces } from '@contract/view-parts.ts';
import type { TuttiClient } from '../connection/client.ts';
import type { EventPages } from './event-pages.ts';

/** A view that was known to be that of a moment. */
interface Known {
  readonly at: number;
  readonly view: View;
}

/** Views that are kept: they share what is the same in them, so that those of a scrub are little more than one. */
const mostKnown = 16;

/** Events that are folded rather than to ask for the view, whose answer holds everything that there is. */
const mostFolded = 1500;

/** Those of a page that have come up to a moment. Also of a clock that was set back it is by their order that they count. */
export const passed = (events: readonly TuttiEvent[], at: number): readonly TuttiEvent[] =>
  events.slice(0, events.findLastIndex((event) => event.at <= at) + 1);

/** The view as of any moment: folded from the last one known before it, where that is near. */
export class PastViews {
  readonly #client: Pick<TuttiClient, 'call'>;
  readonly #run: number;
  readonly #pages: EventPages;
  readonly #pieces = new KnownPieces();
  /** In the order of their use. */
  #known: Known[] = [];

  constructor(client: Pick<TuttiClient, 'call'>, run: number, pages: EventPages) {
    this.#client = client;
    this.#run = run;
    this.#pages = pages;
  }

  async at(moment: number): Promise<Result<View>> {
    const folded = await this.#fold(moment);
    if (folded !== null) return ok(this.#keep(moment, folded));
    const { known, whole } = this.#pieces.ask();
    const asked = { run: this.#run, moment: { at: moment }, known };
    const answer = await this.#client.call('recordings.view', asked);
    return answer.ok ? ok(this.#keep(moment, whole(answer.value))) : answer;
  }

  #keep(at: number, view: View): View {
    this.#known = [...this.#known.filter((one) => one.at !== at), { at, view }].slice(-mostKnown);
    return view;
  }

  async #fold(moment: number): Promise<View | null> {
    const before = this.#known.filter(({ at }) => at <= moment);
    const nearest = before.reduce<Known | null>(
      (best, one) => (best === null || one.at > best.at ? one : best),
      null,
    );
    if (nearest === null) return null;
    let { view } = nearest;
    let folded = 0;
    for (let after: number = view.seq; folded < mostFolded; ) {
      const page = await this.#pages.after(after);
      if (!page.ok) return null;
      const { events, next } = page.value;
      const mine = passed(events, moment);
      view = mine.reduce(reduce, view);
      folded += mine.length;
      if (mine.length < events.length || next === null) return view;
      after = next;
    }
    return null;
  }
}
