import type { Instance } from './instances.ts';
import { limitNeedsPerson } from './usage.ts';

/** What an instance needs of the person: an answer, a limit lifted, help with a blocker, or a look at what went wrong. */
export type Need = 'question' | 'limit' | 'blocker' | 'stalled' | 'crashed';

type Wanting = Pick<Instance, 'state' | 'limit' | 'blockage' | 'recovery'>;

/**
 * What is in the person's queue, and why: the one rule for window, command line and notifications. A blocker is the parent's
 * until it has climbed; one that was reported before that was told of is the person's.
 */
export const needOf = ({ state, limit, blockage, recovery }: Wanting): Need | null => {
  if (state === 'waiting') return 'question';
  if (limit !== null && limitNeedsPerson(limit)) return 'limit';
  if (state === 'blocked') return (blockage?.with ?? 'person') === 'person' ? 'blocker' : null;
  // One that is about to be started again needs nobody.
  if (state === 'crashed') return recovery.at === null ? 'crashed' : null;
  return state === 'stalled' ? 'stalled' : null;
};

export const needsYou = (instance: Wanting): boolean => needOf(instance) !== null;
