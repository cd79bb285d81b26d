import type { Instance } from '@contract/instances.ts';
import { needsPerson } from '@contract/states.ts';
import { limitNeedsPerson } from './limit-words.ts';

/** By its state, or held up by a limit that only a person can lift. */
export const needsYou = ({ state, limit }: Instance): boolean =>
  needsPerson(state) || (limit !== null && limitNeedsPerson(limit));
