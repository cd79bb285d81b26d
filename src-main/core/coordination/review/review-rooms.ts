import { ok } from '@contract/result.ts';
import type { reviewVerbs } from '@contract/review-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Rooms } from '../../room.ts';
import type { Inboxes } from '../inboxes.ts';
import { commentOnWork } from './comment-on-work.ts';
import { markWork } from './mark-work.ts';
import { readFile, readPatch } from './read-review.ts';

/** The person's look at what was made. */
export const reviewRooms = (crew: Crew, inboxes: Inboxes): Rooms<keyof typeof reviewVerbs> => ({
  'review.get': (caller, { id }) => {
    const found = pickReadable(crew.ledger.view, caller, id);
    return found.ok ? ok(crew.ports.store.review(crew.run, id)) : found;
  },
  'review.file': (caller, input) => readFile(crew, caller, input),
  'review.patch': (caller, input) => readPatch(crew, caller, input),
  'review.comment': (caller, input) => commentOnWork(crew, inboxes, caller, input),
  'review.mark': (caller, input) => markWork(crew, caller, input),
});
