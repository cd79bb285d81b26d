import { type Lock, placeInQueue, waitsFor } from '@contract/locks.ts';

/** Someone who waits, with all that it waits for. */
export type Waiter = { readonly lock: Lock; readonly place: number; readonly waitsFor: readonly Lock[] };

/** A held lock, and how many wait for it. */
export type Held = { readonly lock: Lock; readonly waiters: number };

export type LockRows = { readonly held: readonly Held[]; readonly waiting: readonly Waiter[] };

const matches = (lock: Lock, words: readonly string[]): boolean => {
  const text = `${lock.id} ${lock.holder} ${lock.mode} ${lock.paths.join(' ')} ${lock.reason}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

/** What is held and what is waited for, of those that have the words; a waiter also counts by what it waits for. */
export const lockRows = (locks: readonly Lock[], filter: string): LockRows => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const waiting = locks.flatMap((lock) => {
    const place = placeInQueue(locks, lock);
    return place === null ? [] : [{ lock, place, waitsFor: waitsFor(locks, lock) }];
  });
  const count = new Map<string, number>();
  for (const { waitsFor: ahead } of waiting)
    for (const { id } of ahead) count.set(id, (count.get(id) ?? 0) + 1);
  return {
    held: locks
      .filter((lock) => lock.state === 'held' && matches(lock, words))
      .map((lock) => ({ lock, waiters: count.get(lock.id) ?? 0 })),
    waiting: waiting.filter(
      ({ lock, waitsFor: ahead }) => matches(lock, words) || ahead.some((other) => matches(other, words)),
    ),
  };
};
