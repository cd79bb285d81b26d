import type { TuttiEvent } from '@contract/events.ts';
import { type PageIndex, rowsOf, viewColumns } from '@contract/recording-format/recorded-page.ts';
import { reduce } from '@contract/reduce.ts';
import { type TimelinePage, timelinePage } from '@contract/timeline-facts.ts';
import { emptyView, type View } from '@contract/view.ts';
import type { UnpackedBlocks } from './page-blocks.ts';

/** Batches of events that are kept as such: steps back and forth, and what is played, stay among a few. */
const keptBatches = 8;

/** Events of a page of the timeline, as of a host's. */
const timelineEvents = 4000;

/** An event by its number, or a time (ms since 1970). */
export interface Moment {
  readonly seq?: number | undefined;
  readonly at?: number | undefined;
}

type Batch = PageIndex['events'][number];

const decoder = new TextDecoder();

/** The events of a page's recording, and the view as of any of them. What they are was checked when the page was written. */
export class PageEvents {
  readonly #blocks: UnpackedBlocks;
  readonly #batches: readonly Batch[];
  readonly #views: ReturnType<typeof rowsOf<typeof viewColumns>>;
  readonly #kept = new Map<number, TuttiEvent[]>();
  /** The view that was asked for last: the next one is often a few events on. */
  #last: View | null = null;

  constructor(blocks: UnpackedBlocks, index: Pick<PageIndex, 'events' | 'views'>) {
    this.#blocks = blocks;
    this.#batches = index.events;
    this.#views = rowsOf(viewColumns, index.views);
  }

  /** Those after a number, in order; `kinds` undefined: of every kind. */
  async events(after: number, limit: number, kinds?: readonly string[]): Promise<TuttiEvent[]> {
    const wanted = kinds === undefined ? null : new Set(kinds);
    const found: TuttiEvent[] = [];
    for await (const event of this.#eventsFrom(after + 1)) {
      if (wanted?.has(event.kind) === false) continue;
      found.push(event);
      if (found.length >= limit) break;
    }
    return found;
  }

  async timeline(run: number, after: number): Promise<TimelinePage> {
    const events = await this.events(after, timelineEvents + 1);
    return timelinePage({ run, after, most: timelineEvents }, events);
  }

  /** When the next event after a moment was, or the last one before it; null: there is none. */
  step(moment: number, direction: 'after' | 'before'): number | null {
    let found: number | null = null;
    for (const { ats } of this.#batches)
      for (const at of ats) {
        if (direction === 'after' && at > moment && (found === null || at < found)) found = at;
        if (direction === 'before' && at < moment && (found === null || at > found)) found = at;
      }
    return found;
  }

  async viewAt(moment: Moment): Promise<View> {
    const seq = moment.seq ?? this.#seqAt(moment.at ?? 0);
    let view = await this.#baseFor(seq);
    if (view.seq > seq) return view;
    for await (const event of this.#eventsFrom(view.seq + 1)) {
      if (event.seq > seq) break;
      view = reduce(view, event);
    }
    this.#last = view;
    return view;
  }

  /** The last event that is not after a moment; 0: none is. */
  #seqAt(moment: number): number {
    let found = { at: Number.NEGATIVE_INFINITY, seq: 0 };
    // A clock that was set back: the latest counts, of those of one moment the last.
    for (const { seqs, ats } of this.#batches)
      for (const [place, at] of ats.entries())
        if (at <= moment && at >= found.at) found = { at, seq: seqs[place] ?? 0 };
    return found.seq;
  }

  /** The newest copy that is not after an event; before the first of all, that. */
  async #baseFor(seq: number): Promise<View> {
    const row = this.#views.findLast((view) => view.seq <= seq) ?? this.#views[0];
    if (row === undefined) return emptyView;
    const last = this.#last;
    if (last !== null && last.seq <= seq && last.seq >= row.seq) return last;
    return JSON.parse(decoder.decode(await this.#blocks.read(row))) as View;
  }

  async *#eventsFrom(least: number): AsyncGenerator<TuttiEvent> {
    for (const batch of this.#batches) {
      if ((batch.seqs.at(-1) ?? 0) < least) continue;
      for (const event of await this.#batch(batch)) if (event.seq >= least) yield event;
    }
  }

  async #batch({ block }: Batch): Promise<TuttiEvent[]> {
    const known = this.#kept.get(block);
    if (known !== undefined) return known;
    const bytes = await this.#blocks.read({ block, start: 0, length: Number.MAX_SAFE_INTEGER });
    const events = JSON.parse(decoder.decode(bytes)) as TuttiEvent[];
    this.#kept.set(block, events);
    for (const [oldest] of this.#kept) if (this.#kept.size > keptBatches) this.#kept.delete(oldest);
    return events;
  }
}
