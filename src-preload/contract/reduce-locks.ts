import type { TuttiEvent } from './events.ts';
import type { Lock } from './locks.ts';

export type LockEvent = Extract<TuttiEvent, { kind: `lock.${string}` }>;

/** In the order in which they were asked for: a granted one keeps its place. */
const put = (locks: readonly Lock[], lock: Lock): Lock[] => {
  const place = locks.findIndex(({ id }) => id === lock.id);
  return place === -1 ? [...locks, lock] : locks.with(place, lock);
};

const change = (
  locks: readonly Lock[],
  holds: (lock: Lock) => boolean,
  to: Partial<Lock>,
): readonly Lock[] => {
  if (!locks.some(holds)) return locks;
  return locks.map((lock) => (holds(lock) ? { ...lock, ...to } : lock));
};

const brought = (
  locks: readonly Lock[],
  { kind, data, seq, at, run }: Extract<LockEvent, { kind: 'lock.queued' | 'lock.granted' }>,
): Lock[] => {
  const { lock: id, ...terms } = data;
  const before = locks.find((lock) => lock.id === id);
  const held = kind === 'lock.granted';
  return put(locks, {
    ...terms,
    id,
    run: run ?? 0,
    state: held ? 'held' : 'waiting',
    token: held ? seq : null,
    askedAt: before?.askedAt ?? at,
    since: at,
    graceUntil: before?.graceUntil ?? null,
  });
};

/** The locks of the run in view after one more event of theirs; as they were where it changes none. */
export const reduceLocks = (locks: readonly Lock[], event: LockEvent): readonly Lock[] => {
  switch (event.kind) {
    case 'lock.queued':
    case 'lock.granted':
      return brought(locks, event);
    case 'lock.renewed': {
      const { lock, lease, expiresAt } = event.data;
      return change(locks, ({ id }) => id === lock, { lease, expiresAt });
    }
    case 'lock.graced': {
      const { holder: whose, until } = event.data;
      return change(locks, ({ holder }) => holder === whose, { graceUntil: until });
    }
    case 'lock.released':
    case 'lock.expired':
    case 'lock.withdrawn':
    case 'lock.refused': {
      const left = locks.filter(({ id }) => id !== event.data.lock);
      return left.length === locks.length ? locks : left;
    }
    default:
      return event satisfies never;
  }
};
