import type { MarkerKind, Timeline } from '@contract/timelines.ts';
import { bisectLeft, bisectRight } from 'd3';

/** What a viewer jumps to: the next of these. */
export const stopKinds = [
  'message',
  'blocker',
  'failure',
  'conflict',
  'commit',
  'merge',
  'task',
  'person',
] as const;
export type StopKind = (typeof stopKinds)[number];

export type Direction = 'after' | 'before';

const isStop = (kind: MarkerKind): kind is Exclude<StopKind, 'message'> =>
  (stopKinds as readonly string[]).includes(kind);

/** When such things happened, in order: to anyone, and to each. Made once for a timeline, and again when it has grown. */
export class Stops {
  readonly #moments = new Map<string, number[]>();

  constructor({ arrows, markers }: Timeline) {
    for (const { at, from, to } of arrows) for (const lane of ['', from, to]) this.#put('message', lane, at);
    for (const { at, kind, lane } of markers)
      if (isStop(kind)) for (const each of lane === null ? [''] : ['', lane]) this.#put(kind, each, at);
    // What several have taken part in comes once; a clock that was set back counts as it is.
    for (const moments of this.#moments.values()) moments.sort((one, other) => one - other);
  }

  /** The nearest moment after `from`, or before it, at which such a thing happened, to one instance or any; null: there is none. */
  next(kind: StopKind, from: number, direction: Direction, lane: string | null = null): number | null {
    const moments = this.#moments.get(`${kind} ${lane ?? ''}`) ?? [];
    const place = direction === 'after' ? bisectRight(moments, from) : bisectLeft(moments, from) - 1;
    return moments[place] ?? null;
  }

  /** The same for a thing of any kind. */
  nearest(from: number, direction: Direction, lane: string | null): number | null {
    const found = stopKinds.flatMap((kind) => this.next(kind, from, direction, lane) ?? []);
    if (found.length === 0) return null;
    return direction === 'after' ? Math.min(...found) : Math.max(...found);
  }

  #put(kind: StopKind, lane: string, at: number): void {
    const key = `${kind} ${lane}`;
    const known = this.#moments.get(key);
    if (known === undefined) this.#moments.set(key, [at]);
    else known.push(at);
  }
}
