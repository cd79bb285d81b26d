import type { RecordedItem, RecordedScreen, RecordPlace, TerminalRecord } from '../recordings.ts';

/** Chunks replayed where no keyframe is near (none could be taken, or they are damaged): 4 MB. */
const mostChunks = 64;
/** Records on one page at most, of however few bytes. */
const mostOnPage = 20_000;

/** A chunk of a terminal's records as it was read, in the order of their numbers. */
export interface ReadChunk {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly records: readonly RecordedItem[];
  /** Something before it, after the chunk that was read last, is missing. */
  readonly afterLoss: boolean;
}

/** The newest keyframe that is not after an instant, and the chunk that goes on from it. */
export interface PlacedKeyframe {
  readonly chunk: number;
  readonly keyframe: NonNullable<RecordedScreen['keyframe']>;
}

/** Comes to a screen as it was at an instant, from wherever a recording is read: give it the chunks from `first` on, in order. */
export class ScreenGathering {
  /** The number of the first chunk that is needed. */
  readonly first: number;
  readonly #at: number;
  #keyframe: RecordedScreen['keyframe'];
  #exact: boolean;
  #records: RecordedItem[] = [];
  #next: RecordPlace;

  /** `chunkAt`: the last chunk that begins at the instant or before it; 0: none does. */
  constructor(at: number, placed: PlacedKeyframe | null, chunkAt: number) {
    const least = chunkAt - mostChunks;
    const isNear = (placed?.chunk ?? 1) >= least;
    this.#at = at;
    this.#keyframe = isNear ? (placed?.keyframe ?? null) : null;
    this.#exact = isNear;
    this.first = isNear ? (placed?.chunk ?? 1) : least;
    this.#next = { chunk: this.first, record: 0 };
  }

  /** False: the chunks after it are not needed. */
  take({ number, firstAt, records, afterLoss }: ReadChunk): boolean {
    // What is missing may have been before the instant: nothing tells.
    if (afterLoss) this.#exact = false;
    if (firstAt > this.#at && records.every((item) => item.at > this.#at)) return false;
    const shown = records.filter((item) => item.at <= this.#at);
    // A new process begins on a blank screen: nothing of before counts.
    const blank = shown.findLastIndex(({ record }) => record.kind === 'blank');
    if (blank >= 0) [this.#keyframe, this.#records, this.#exact] = [null, [], true];
    for (const item of shown.slice(Math.max(0, blank))) this.#records.push(item);
    this.#next = { chunk: number, record: shown.length };
    return shown.length === records.length;
  }

  /** Null: nothing is recorded up to then. */
  screen(): RecordedScreen | null {
    if (this.#keyframe === null && this.#records.length === 0) return null;
    return { keyframe: this.#keyframe, records: this.#records, next: this.#next, exact: this.#exact };
  }
}

const bytesOf = (record: TerminalRecord): number =>
  record.kind === 'output' ? record.bytes.length : record.kind === 'inject' ? record.data.length : 0;

/** Gathers records from a place on, about `limit` bytes of them: give it the chunks from `first` on, in order. */
export class RecordsGathering {
  readonly #start: RecordPlace;
  readonly #limit: number;
  #items: RecordedItem[] = [];
  #bytes = 0;
  #next: RecordPlace;

  /** `from` null: from the beginning. */
  constructor(from: RecordPlace | null, limit: number) {
    this.#start = from ?? { chunk: 1, record: 0 };
    this.#next = this.#start;
    this.#limit = limit;
  }

  get first(): number {
    return this.#start.chunk;
  }

  /** False: the page is full. */
  take({ number, records }: ReadChunk): boolean {
    const skipped = number === this.#start.chunk ? this.#start.record : 0;
    for (const [place, item] of records.entries()) {
      if (place < skipped) continue;
      this.#next = { chunk: number, record: place };
      if (this.#items.length >= mostOnPage || (this.#bytes >= this.#limit && this.#items.length > 0))
        return false;
      this.#items.push(item);
      this.#bytes += bytesOf(item.record);
    }
    this.#next = { chunk: number, record: records.length };
    return true;
  }

  /** `next` is not null where something was read: a recording that grows goes on from there. */
  page(): { readonly items: readonly RecordedItem[]; readonly next: RecordPlace | null } {
    return { items: this.#items, next: this.#items.length === 0 ? null : this.#next };
  }
}
