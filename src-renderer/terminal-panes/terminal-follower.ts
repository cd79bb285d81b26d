import type { Size } from '@contract/instances.ts';
import type { TuttiError } from '@contract/result.ts';
import { flow, type TerminalItem } from '@contract/terminals.ts';
import type { Following, TuttiClient } from '../connection/client.ts';

/** What a follower draws on. `drawn` is called when the terminal has really processed the data. */
export type Screen = {
  /** Starts anew: clear, take the size, then draw. */
  restore(size: Size, data: string): void;
  write(bytes: Uint8Array, drawn: () => void): void;
  resize(size: Size): void;
  /** Bytes were lost here. */
  markGap(reason: string): void;
};

export type FollowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: TuttiError };

type FollowerEvents = {
  onState(state: FollowState): void;
  /** The terminal's size, as the host has it. */
  onSize(size: Size): void;
};

/**
 * Follows one instance's terminal with flow control: acknowledges bytes once they are drawn, in steps of
 * `flow.ackEvery`, so that the host never sends more than a screen can take. Each start is a generation; what belongs to
 * an earlier one (late items, late drawn-callbacks) is dropped.
 */
export class TerminalFollower {
  private generation = 0;
  private following: Following | null = null;
  private drawnBytes = 0;

  constructor(
    private readonly client: Pick<TuttiClient, 'follow'>,
    private readonly id: string,
    private readonly screen: Screen,
    private readonly events: FollowerEvents,
  ) {}

  /** Follows from a fresh snapshot; ends what was followed before. */
  start(): void {
    this.stop();
    const mine = this.generation;
    this.events.onState({ kind: 'waiting' });
    const following = this.client.follow(
      'terminals.follow',
      { id: this.id },
      {
        onItem: (item) => {
          if (mine === this.generation) this.take(item, mine);
        },
        onEnd: (error) => {
          if (mine !== this.generation) return;
          this.following = null;
          if (error !== undefined) this.events.onState({ kind: 'failed', error });
        },
      },
    );
    // A client may answer within the call: then it can be over already.
    if (mine === this.generation) this.following = following;
    else following.cancel();
  }

  stop(): void {
    this.generation++;
    this.drawnBytes = 0;
    this.following?.cancel();
    this.following = null;
  }

  private take(item: TerminalItem, mine: number): void {
    switch (item.kind) {
      case 'snapshot':
        // On a line that was mended the host counts anew from its snapshot.
        this.drawnBytes = 0;
        this.screen.restore(item.size, item.data);
        this.events.onSize(item.size);
        this.events.onState({ kind: 'live' });
        return;
      case 'output':
        this.screen.write(item.bytes, () => this.drawn(item.bytes.length, mine));
        return;
      case 'resized':
        this.screen.resize(item.size);
        this.events.onSize(item.size);
        return;
      case 'gap':
        this.screen.markGap(item.reason);
        return;
      case 'ended':
        this.events.onState({ kind: 'ended', reason: item.reason });
        return;
      default:
        item satisfies never;
    }
  }

  private drawn(bytes: number, mine: number): void {
    if (mine !== this.generation) return;
    this.drawnBytes += bytes;
    if (this.drawnBytes < flow.ackEvery) return;
    // What is left over stays under `flow.low`, so that a host that waits for that is never left waiting.
    this.following?.ack(this.drawnBytes);
    this.drawnBytes = 0;
  }
}
