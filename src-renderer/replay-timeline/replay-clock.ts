import { isOver, type Player, pause, playheadAt, seek } from './player.ts';
import type { Direction, StopKind, Stops } from './stops.ts';

/** `jumped`: the playhead did not come here by playing, and what is shown has to be made anew. */
export type HeadListener = (head: number, jumped: boolean) => void;

/** Runs `work` before the next picture is drawn; answers how to call it off. */
export type EachFrame = (work: () => void) => () => void;

const byAnimation: EachFrame = (work) => {
  const frame = requestAnimationFrame(work);
  return () => cancelAnimationFrame(frame);
};

/** Moves the playhead of a recording on, once a frame while it plays, and tells everyone who shows something where it stands. */
export class ReplayClock {
  #player: Player;
  #told: number;
  #callOff: (() => void) | null = null;
  #stops: (() => Stops) | null = null;
  readonly #now: () => number;
  readonly #eachFrame: EachFrame;
  readonly #heads = new Set<HeadListener>();
  readonly #players = new Set<() => void>();

  /** `now`: the viewer's clock, in milliseconds. */
  constructor(
    player: Player,
    now: () => number = () => performance.now(),
    eachFrame: EachFrame = byAnimation,
  ) {
    this.#player = player;
    this.#now = now;
    this.#eachFrame = eachFrame;
    this.#told = playheadAt(player, now());
  }

  get player(): Player {
    return this.#player;
  }

  /** Where the playhead was last told to stand: all that is shown is as of this moment. Milliseconds since 1970. */
  get head(): number {
    return this.#told;
  }

  /** The viewer's clock. */
  now(): number {
    return this.#now();
  }

  /** Presses a key of the player. */
  press(change: (player: Player, now: number) => Player): void {
    const now = this.#now();
    const before = playheadAt(this.#player, now);
    this.#player = change(this.#player, now);
    const after = playheadAt(this.#player, now);
    this.#tell(after, after !== before);
    for (const hear of this.#players) hear();
    this.#plan();
  }

  /** What can be jumped to, made when it is first wanted. */
  takeStops(make: () => Stops): void {
    let made: Stops | null = null;
    this.#stops = () => {
      made ??= make();
      return made;
    };
  }

  /** To the next such thing, or the last one before, of one instance or any; stays where there is none. */
  jump(kind: StopKind | 'any', direction: Direction, lane: string | null = null): void {
    const stops = this.#stops?.() ?? null;
    const at =
      kind === 'any'
        ? stops?.nearest(this.head, direction, lane)
        : stops?.next(kind, this.head, direction, lane);
    if (at !== null && at !== undefined) this.seek(at);
  }

  seek(at: number): void {
    this.press((player, now) => seek(player, at, now));
  }

  onHead(listener: HeadListener): () => void {
    this.#heads.add(listener);
    return () => this.#heads.delete(listener);
  }

  /** Called when what was pressed has changed the player, or it came to its end. */
  onPlayer(listener: () => void): () => void {
    this.#players.add(listener);
    return () => this.#players.delete(listener);
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#heads.clear();
    this.#players.clear();
  }

  #plan(): void {
    if (this.#player.since === null) {
      this.#callOff?.();
      this.#callOff = null;
      return;
    }
    this.#callOff ??= this.#eachFrame(() => {
      this.#callOff = null;
      this.#step();
    });
  }

  #step(): void {
    const now = this.#now();
    const head = playheadAt(this.#player, now);
    // A loop goes back to its first mark.
    this.#tell(head, head < this.#told);
    if (isOver(this.#player, now)) {
      this.press(pause);
      return;
    }
    this.#plan();
  }

  #tell(head: number, jumped: boolean): void {
    if (head === this.#told && !jumped) return;
    this.#told = head;
    for (const hear of [...this.#heads]) hear(head, jumped);
  }
}
