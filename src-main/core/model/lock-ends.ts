import type { EventData } from '@contract/events.ts';
import type { Party } from '@contract/ids.ts';
import type { Lock } from '@contract/locks.ts';
import type { View } from '@contract/view.ts';

type WhyReleased = EventData<'lock.released'>['why'];
type WhyExpired = EventData<'lock.expired'>['why'];
type WhyWithdrawn = EventData<'lock.withdrawn'>['why'];

/** A lock that no longer is: given up (held or waited for), or run out. */
export type LockEnd =
  | { readonly lock: Lock; readonly kind: 'given-up'; readonly why: WhyReleased & WhyWithdrawn }
  | { readonly lock: Lock; readonly kind: 'withdrawn'; readonly why: WhyWithdrawn }
  | { readonly lock: Lock; readonly kind: 'expired'; readonly why: WhyExpired };

/** Those whose program has ended, until when their locks stay; null: they run again. */
export type Grace = EventData<'lock.graced'>;

const whyExpired = ({ state, lease }: Lock): WhyExpired => {
  if (state === 'waiting') return 'not-asked-again';
  return lease === null ? 'not-taken-up' : 'lease';
};

/** Why a lock is no more, seen by its holder and the clock; null: it stands. */
const endOf = (view: View, lock: Lock, now: number, isDone: (lock: Lock) => boolean): LockEnd | null => {
  if (view.run?.endedAt != null) return { lock, kind: 'given-up', why: 'run-ended' };
  if (lock.holder !== 'person') {
    const state = view.instances[lock.holder]?.state;
    if (state === undefined || state === 'terminated') return { lock, kind: 'given-up', why: 'terminated' };
    if (isDone(lock)) return { lock, kind: 'given-up', why: 'done' };
    if (state === 'crashed' && lock.state === 'waiting') return { lock, kind: 'withdrawn', why: 'crashed' };
  }
  if (lock.graceUntil !== null && lock.graceUntil <= now && isDown(view, lock.holder))
    return { lock, kind: 'expired', why: 'grace' };
  if (lock.expiresAt !== null && lock.expiresAt <= now)
    return { lock, kind: 'expired', why: whyExpired(lock) };
  return null;
};

const isDown = (view: View, holder: Party): boolean => view.instances[holder]?.state === 'crashed';

/** What becomes of locks by the state of their holders and by time. `graceMs`: how long they outlast a crash. */
export const tidyLocks = (
  view: View,
  now: number,
  isDone: (lock: Lock) => boolean,
  graceMs: number,
): {
  readonly ends: readonly LockEnd[];
  readonly graces: readonly Grace[];
  readonly left: readonly Lock[];
} => {
  const ends = view.locks.flatMap((lock) => endOf(view, lock, now, isDone) ?? []);
  const ended = new Set(ends.map(({ lock }) => lock.id));
  const left = view.locks.filter(({ id }) => !ended.has(id));
  const graces = new Map<Party, Grace>();
  for (const { holder, graceUntil } of left) {
    const down = isDown(view, holder);
    if (down === (graceUntil !== null)) continue;
    graces.set(holder, { holder, until: down ? now + graceMs : null });
  }
  return { ends, graces: [...graces.values()], left };
};

/** The next moment at which time alone may end one of them; infinity: never. */
export const nextEnd = (locks: readonly Lock[]): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...locks.flatMap(({ expiresAt, graceUntil }) => [expiresAt, graceUntil].filter((time) => time !== null)),
  );
