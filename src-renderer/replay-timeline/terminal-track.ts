import type { RecordedItem, RecordPlace } from '@contract/recordings.ts';
import type { TuttiError } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import type { Follower, TuttiClient } from '../connection/client.ts';
import type { ReplayClock } from './replay-clock.ts';

/** Records are read ahead by so many bytes. */
const aheadBytes = 262_144;

/** A track that is this far behind its playhead, in recorded milliseconds, shows what the screen has come to instead of all that led there. */
const behindMs = 2_000;

/** Where there was nothing more it is looked again when the playhead has moved on by so many recorded milliseconds. */
const lookAgainMs = 250;

const fallback = { cols: 80, rows: 24 };

const shown = ({ record, offset }: RecordedItem): TerminalItem | null => {
  switch (record.kind) {
    case 'output':
      return { kind: 'output', offset, bytes: record.bytes };
    case 'inject':
      return { kind: 'output', offset, bytes: new TextEncoder().encode(record.data) };
    case 'resized':
      return { kind: 'resized', size: record.size };
    case 'blank':
      return { kind: 'snapshot', offset, size: record.size, data: '' };
    case 'gap':
      return { kind: 'gap', reason: record.reason };
    case 'ended':
      return { kind: 'ended', reason: record.reason };
    case 'typed':
    case 'typedCount':
      return null;
    default:
      return record satisfies never;
  }
};

/** One terminal of a recording, followed as a live one is: what it showed when the playhead stood there, then what comes as it passes. */
export class TerminalTrack {
  readonly #client: TuttiClient;
  readonly #clock: ReplayClock;
  readonly #of: { readonly run: number; readonly instance: string };
  readonly #follower: Follower<TerminalItem>;
  readonly #stopHearing: () => void;
  #waiting: RecordedItem[] = [];
  #next: RecordPlace | null = null;
  /** Changes with each beginning: what was asked for before is dropped when it comes. */
  #generation = 0;
  #asking = false;
  /** Where the playhead stood when there was nothing more. */
  #emptyAt = Number.NEGATIVE_INFINITY;

  constructor(
    client: TuttiClient,
    clock: ReplayClock,
    of: { readonly run: number; readonly instance: string },
    follower: Follower<TerminalItem>,
  ) {
    this.#client = client;
    this.#clock = clock;
    this.#of = of;
    this.#follower = follower;
    this.#stopHearing = clock.onHead((_head, jumped) => (jumped ? void this.#begin() : this.#play()));
    void this.#begin();
  }

  stop(): void {
    this.#generation += 1;
    this.#stopHearing();
  }

  async #begin(): Promise<void> {
    this.#generation += 1;
    const mine = this.#generation;
    this.#emptyAt = Number.NEGATIVE_INFINITY;
    this.#asking = true;
    const answer = await this.#client.call('recordings.screen', { ...this.#of, at: this.#clock.head });
    if (mine !== this.#generation) return;
    this.#asking = false;
    if (!answer.ok) return this.#fail(answer.error);
    const screen = answer.value;
    const frame = screen?.keyframe ?? { offset: 0, size: fallback, data: '', pending: new Uint8Array() };
    this.#follower.onItem({ kind: 'snapshot', offset: frame.offset, size: frame.size, data: frame.data });
    if (frame.pending.length > 0)
      this.#follower.onItem({ kind: 'output', offset: frame.offset, bytes: frame.pending });
    this.#waiting = [...(screen?.records ?? [])];
    this.#next = screen?.next ?? null;
    this.#play();
  }

  #play(): void {
    if (this.#asking) return;
    const { head } = this.#clock;
    let count = 0;
    for (const item of this.#waiting) {
      if (item.at > head) break;
      const seen = shown(item);
      if (seen !== null) this.#follower.onItem(seen);
      count += 1;
    }
    this.#waiting.splice(0, count);
    if (this.#waiting.length === 0 && head >= this.#emptyAt + lookAgainMs) void this.#readAhead();
  }

  async #readAhead(): Promise<void> {
    const mine = this.#generation;
    this.#asking = true;
    const { run, instance } = this.#of;
    const from = this.#next === null ? {} : { from: this.#next };
    const answer = await this.#client.call('recordings.records', {
      run,
      instance,
      ...from,
      bytes: aheadBytes,
    });
    if (mine !== this.#generation) return;
    this.#asking = false;
    if (!answer.ok) return this.#fail(answer.error);
    const { items, next } = answer.value;
    this.#next = next ?? this.#next;
    this.#waiting.push(...items);
    const last = items.at(-1);
    if (last === undefined) this.#emptyAt = this.#clock.head;
    else if (last.at < this.#clock.head - behindMs) void this.#begin();
    else this.#play();
  }

  #fail(error: TuttiError): void {
    this.stop();
    this.#follower.onEnd(error);
  }
}
