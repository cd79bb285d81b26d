import type { shutdownVerbs } from '@contract/shutdown-verbs.ts';
import type { Rooms } from '../room.ts';
import type { Shutdowns } from './shutdowns.ts';

export const shutdownRooms = (shutdowns: Shutdowns): Rooms<keyof typeof shutdownVerbs> => ({
  'runs.shutdown': (caller, input) => shutdowns.begin(caller, input),
  'runs.cancelShutdown': (caller) => shutdowns.cancel(caller),
});
