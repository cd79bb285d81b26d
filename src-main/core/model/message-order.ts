import type { MessageId } from '@contract/ids.ts';
import { type Priority, priorities } from '@contract/priority.ts';

/** A message that waits, as far as its turn depends on it. */
export interface Queued {
  readonly id: MessageId;
  readonly priority: Priority;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  /** Its number in the run: those stored later have a higher one. */
  readonly place: number;
}

/**
 * A message that has waited this long counts one step higher, and after twice as long two. A turn of an agent takes minutes: with less
 * than this, all that waited through one turn would be alike, and the priorities would say nothing.
 */
export const ageingMs = 5 * 60_000;

/**
 * The longest that a message is overtaken by later ones: the lowest is as high as any by then, and of those that are alike the one
 * that was stored first goes first. What it then still waits for was stored before it, of which a full queue holds 9,999.
 */
export const longestOvertakenMs = ageingMs * (priorities.length - 1);

/** 0 is the highest. A clock that was set back makes nobody older. */
export const rankOf = ({ priority, storedAt }: Queued, now: number): number =>
  Math.max(0, priorities.indexOf(priority) - Math.floor(Math.max(0, now - storedAt) / ageingMs));

/** Whether it goes before another that waits, at this moment; for sorting. */
export const byTurn =
  (now: number) =>
  (one: Queued, other: Queued): number =>
    rankOf(one, now) - rankOf(other, now) || one.place - other.place;

export const placeOf = (id: MessageId): number => Number(id.slice('msg_'.length));
