import type { RecordedItem, RecordedScreen, RecordPlace } from '@contract/recordings.ts';
import type { TuttiError } from '@contract/result.ts';
import { flow, type TerminalItem } from '@contract/terminals.ts';
import type { Follower, TuttiClient } from '../connection/client.ts';
import { Pace } from './pace.ts';
import type { ReplayClock } from './replay-clock.ts';
import { bytesOf, shownItem } from './shown-item.ts';

/** Records are read ahead by so many bytes. */
const aheadBytes = 262_144;

/**
 * A terminal that is so far behind its playhead, in the viewer's milliseconds, shows what the screen has come to instead of all that led
 * there: a flood at 32x is megabytes that nobody could read.
 */
const behindMs = 300;

/** Where there was nothing more it is looked again when the playhead has moved on by so many recorded milliseconds. */
const lookAgainMs = 250;

const fallback = { cols: 80, rows: 24 };

type Of = { readonly run: number; readonly instance: string };

/**
 * One terminal of a recording, followed as a live one is: what it showed when the playhead stood there, then what comes as it passes. There
 * is one question under way at most: of a playhead that is dragged, the place where it stands when the answer is drawn is the next.
 */
export class TerminalTrack {
  readonly #client: TuttiClient;
  readonly #clock: ReplayClock;
  readonly #of: Of;
  readonly #follower: Follower<TerminalItem>;
  readonly #stops: readonly (() => void)[];
  readonly #pace: Pace;
  /** Records that have not been shown, in order. */
  #waiting: readonly RecordedItem[] = [];
  #next: RecordPlace | null = null;
  /** As of when the screen is. */
  #shownAt = Number.NEGATIVE_INFINITY;
  /** The screen is to be shown as it was, whatever is waiting. */
  #anew = true;
  /** That is because more came than can be drawn. */
  #flooded = false;
  #asking = false;
  #gone = false;
  /** Bytes that the terminal has been given and has not drawn. */
  #undrawn = 0;
  /** Where the playhead stood when there was nothing more. */
  #emptyAt = Number.NEGATIVE_INFINITY;

  constructor(client: TuttiClient, clock: ReplayClock, of: Of, follower: Follower<TerminalItem>) {
    this.#client = client;
    this.#clock = clock;
    this.#of = of;
    this.#follower = follower;
    this.#pace = new Pace(clock.now());
    this.#stops = [
      clock.onHead((head, jumped) => {
        if (jumped && !this.#isAhead(head)) {
          this.#anew = true;
          this.#flooded = false;
        }
        this.#go();
      }),
      // A pause shows what was still to be shown.
      clock.onPlayer(() => this.#go()),
    ];
    this.#go();
  }

  stop(): void {
    this.#gone = true;
    this.#waiting = [];
    for (const stop of this.#stops) stop();
  }

  /** The terminal has drawn so many bytes. */
  drawn(bytes: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - bytes);
    this.#go();
  }

  /** Whether all that leads from the screen to there has been read. */
  #isAhead(head: number): boolean {
    const last = this.#waiting.at(-1);
    return !this.#anew && head >= this.#shownAt && last !== undefined && last.at > head;
  }

  #go(): void {
    // What was given before is drawn first: a terminal has no queue of screens that have passed.
    if (this.#asking || this.#gone || this.#undrawn >= flow.high) return;
    // A jump is followed at once; what was left out of a flood, when there is room for it.
    const waits = this.#flooded && this.#clock.player.since !== null && !this.#pace.allows(this.#clock.now());
    if (this.#anew) {
      if (!waits) void this.#begin();
    } else this.#play();
  }

  async #begin(): Promise<void> {
    this.#asking = true;
    this.#anew = false;
    this.#flooded = false;
    this.#emptyAt = Number.NEGATIVE_INFINITY;
    const at = this.#clock.head;
    const answer = await this.#client.call('recordings.screen', { ...this.#of, at });
    this.#asking = false;
    if (this.#gone) return;
    if (!answer.ok) return this.#fail(answer.error);
    this.#show(answer.value, at);
    this.#go();
  }

  #show(screen: RecordedScreen | null, at: number): void {
    const frame = screen?.keyframe ?? { offset: 0, size: fallback, data: '', pending: new Uint8Array() };
    const { offset, size, data, pending } = frame;
    this.#undrawn = 0;
    this.#give({ kind: 'snapshot', offset, size, data });
    this.#pace.spend(data.length);
    if (screen !== null && !screen.exact)
      this.#give({ kind: 'gap', reason: 'a part of the recording that can’t be read' });
    if (pending.length > 0) this.#give({ kind: 'output', offset, bytes: pending });
    this.#waiting = screen?.records ?? [];
    this.#next = screen?.next ?? null;
    this.#shownAt = at;
    // They come in one piece, however much they are: a keyframe stands every 192 KB.
    this.#giveUpTo(at, Number.POSITIVE_INFINITY);
  }

  #play(): void {
    const { head, player } = this.#clock;
    const playing = player.since !== null;
    if (!playing || this.#pace.allows(this.#clock.now())) {
      const size = this.#waiting.find(({ at, record }) => at <= head && record.kind === 'resized');
      // Rows that come back into view with another size are not in a keyframe: what follows begins with the one behind it.
      if (size !== undefined) {
        this.#anew = true;
        this.#go();
        return;
      }
      this.#giveUpTo(head, flow.high);
    }
    const due = this.#waiting[0];
    if (due !== undefined && due.at <= head) {
      this.#fallBehind(head, due.at);
      return;
    }
    this.#shownAt = head;
    if (due === undefined && head >= this.#emptyAt + lookAgainMs) void this.#readAhead();
  }

  /** What is due has to wait; for too long, and it is left out. */
  #fallBehind(head: number, due: number): void {
    if (head - due <= behindMs * this.#clock.player.speed) return;
    this.#anew = true;
    this.#flooded = true;
  }

  async #readAhead(): Promise<void> {
    this.#asking = true;
    const from = this.#next === null ? {} : { from: this.#next };
    const answer = await this.#client.call('recordings.records', { ...this.#of, ...from, bytes: aheadBytes });
    this.#asking = false;
    if (this.#gone) return;
    if (!answer.ok) return this.#fail(answer.error);
    const { items, next } = answer.value;
    this.#next = next ?? this.#next;
    this.#waiting = items;
    const last = items.at(-1);
    const { head, player } = this.#clock;
    if (last === undefined) this.#emptyAt = head;
    // More than a page is due: the screen as it was is there sooner.
    else if (player.since === null ? last.at <= head : head - last.at > behindMs * player.speed) {
      this.#anew = true;
      this.#flooded = true;
    }
    this.#go();
  }

  #giveUpTo(head: number, most: number): void {
    let count = 0;
    for (const item of this.#waiting) {
      if (item.at > head || this.#undrawn >= most) break;
      const seen = shownItem(item);
      if (seen !== null) this.#give(seen);
      count += 1;
    }
    if (count > 0) this.#waiting = this.#waiting.slice(count);
  }

  #give(item: TerminalItem): void {
    const bytes = bytesOf(item);
    this.#undrawn += bytes;
    this.#pace.spend(bytes);
    this.#follower.onItem(item);
  }

  #fail(error: TuttiError): void {
    this.stop();
    this.#follower.onEnd(error);
  }
}
