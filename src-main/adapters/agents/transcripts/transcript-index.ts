import { type EntryKind, entryKinds } from '@contract/transcripts.ts';
import type { Entry } from './entries.ts';

/** Messages' ids in the first line of a prompt, and anywhere. */
const header = /^\[(msg_[1-9]\d*) from /;
const mention = /\bmsg_[1-9]\d*\b/g;

/** Where an entry is: the line of the file, and which of the reader's entries of that line. */
export interface EntryPlace {
  readonly offset: number;
  readonly length: number;
  readonly ordinal: number;
}

/**
 * Where each entry of a transcript is, and by which names it can be looked for: some 50 bytes an entry, whatever the entries'
 * length. Entries are only ever added, so that an index once given stays true.
 */
export class TranscriptIndex {
  // One element an entry, in columns: an object each would take several times the memory.
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];
  readonly #ordinals: number[] = [];
  readonly #kinds: number[] = [];
  readonly #times: number[] = [];
  readonly #calls = new Map<string, number[]>();
  readonly #headers = new Map<string, number>();
  readonly #mentions = new Map<string, number>();
  readonly #keys = new Set<string>();

  get total(): number {
    return this.#kinds.length;
  }

  /** The entries that a reader made of one line. */
  add(line: { readonly offset: number; readonly length: number }, entries: readonly Entry[]): void {
    entries.forEach((entry, ordinal) => {
      if (entry.key !== undefined) {
        if (this.#keys.has(entry.key)) return;
        this.#keys.add(entry.key);
      }
      const index = this.total;
      this.#offsets.push(line.offset);
      this.#lengths.push(line.length);
      this.#ordinals.push(ordinal);
      this.#kinds.push(entryKinds.indexOf(entry.kind));
      this.#times.push(entry.at ?? Number.NaN);
      this.#name(index, entry);
    });
  }

  #name(index: number, { kind, call, text }: Entry): void {
    if (call !== null && kind === 'tool') {
      const same = this.#calls.get(call);
      if (same === undefined) this.#calls.set(call, [index]);
      else same.push(index);
    }
    const head = kind === 'prompt' ? header.exec(text)?.[1] : undefined;
    if (head !== undefined && !this.#headers.has(head)) this.#headers.set(head, index);
    for (const [id] of text.matchAll(mention)) if (!this.#mentions.has(id)) this.#mentions.set(id, index);
  }

  placeOf(index: number): EntryPlace {
    const offset = this.#offsets[index];
    if (offset === undefined) throw new RangeError(`there is no entry ${index}`);
    return { offset, length: this.#lengths[index] ?? 0, ordinal: this.#ordinals[index] ?? 0 };
  }

  /** Those of the kinds, in their order; null: all. */
  ofKinds(kinds: readonly EntryKind[] | null): number[] {
    const wanted = kinds === null ? null : new Set(kinds.map((kind) => entryKinds.indexOf(kind)));
    const found: number[] = [];
    this.#kinds.forEach((kind, index) => {
      if (wanted === null || wanted.has(kind)) found.push(index);
    });
    return found;
  }

  /** The entry of a call or a message; of several calls with one id that nearest in time, or the first. */
  named(name: string, near: number | null): number | null {
    const calls = this.#calls.get(name);
    if (calls !== undefined) return (near === null ? null : this.#nearest(calls, near)) ?? calls[0] ?? null;
    return this.#headers.get(name) ?? this.#mentions.get(name) ?? null;
  }

  nearestTo(at: number): number | null {
    return this.#nearest(this.#times.keys(), at);
  }

  #nearest(indexes: Iterable<number>, at: number): number | null {
    let best: number | null = null;
    let distance = Number.POSITIVE_INFINITY;
    for (const index of indexes) {
      const away = Math.abs((this.#times[index] ?? Number.NaN) - at);
      if (away >= distance || Number.isNaN(away)) continue;
      best = index;
      distance = away;
    }
    return best;
  }
}
