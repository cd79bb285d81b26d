import type { lockVerbs } from '@contract/lock-verbs.ts';
import type { Rooms } from '../room.ts';
import type { Locks } from './locks.ts';

export const lockRooms = (locks: Locks): Rooms<keyof typeof lockVerbs> => ({
  'locks.acquire': (caller, input) => locks.acquire(caller, input),
  'locks.release': (caller, input) => locks.release(caller, input),
  'locks.list': (caller, input) => locks.list(caller, input),
});
