import type { ListedLock } from '@contract/lock-verbs.ts';
import { type Lock, placeInQueue, waitsFor } from '@contract/locks.ts';
import { fail, ok } from '@contract/result.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const listed = (locks: readonly Lock[], lock: Lock): ListedLock => ({
  ...lock,
  place: placeInQueue(locks, lock),
  waitsFor: waitsFor(locks, lock),
});

/** Locks as the sample run has them; one that is released goes to the next that waits for it. */
export const lockHandlers = (tape: EventTape): Handlers => ({
  'locks.list': () => ok(tape.view.locks.map((lock) => listed(tape.view.locks, lock))),
  'locks.release': ({ lock: id, token }) => {
    const lock = tape.view.locks.find((one) => one.id === id || (token !== undefined && one.token === token));
    if (lock === undefined)
      return fail('not_found', `There is no ${id ?? token}.`, 'Look at the list.', { field: 'lock' });
    const of = { lock: lock.id, holder: lock.holder, paths: lock.paths };
    if (lock.token === null) tape.add('lock.withdrawn', { ...of, why: 'forced' });
    else tape.add('lock.released', { ...of, token: lock.token, why: 'forced' });
    const { locks } = tape.view;
    const next = locks.find((one) => one.state === 'waiting' && waitsFor(locks, one).length === 0);
    if (next !== undefined) {
      const { id: granted, holder, paths, mode, reason, lease } = next;
      tape.add('lock.granted', { lock: granted, holder, paths, mode, reason, lease, expiresAt: null });
    }
    return ok([lock]);
  },
});
