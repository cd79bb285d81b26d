import type { recordingShelfVerbs } from '@contract/recording-shelf-verbs.ts';
import { ok } from '@contract/result.ts';
import { actorOf } from '../ledger.ts';
import type { Store } from '../ports/store.ts';
import type { Rooms } from '../room.ts';
import type { RecordingShelf } from './recording-shelf.ts';

export const recordingShelfRooms = (
  store: Pick<Store, 'removedRecordings'>,
  shelf: RecordingShelf,
): Rooms<keyof typeof recordingShelfVerbs | 'recordings.list'> => ({
  'recordings.list': () => ok(shelf.lines()),
  'recordings.removed': () => ok([...store.removedRecordings()]),
  'recordings.protect': (caller, { run }) => shelf.protect(run, true, actorOf(caller)),
  'recordings.unprotect': (caller, { run }) => shelf.protect(run, false, actorOf(caller)),
  'recordings.remove': (caller, { run }) => shelf.remove(run, actorOf(caller)),
  'recordings.prune': (caller, { dryRun, keepDays, keepGigabytes }) => {
    const rule = {
      ...(keepDays === undefined ? {} : { keepDays }),
      ...(keepGigabytes === undefined ? {} : { keepGigabytes }),
    };
    return ok(shelf.prune(rule, dryRun, actorOf(caller)));
  },
});
