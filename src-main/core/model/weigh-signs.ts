import { asTrusted, type InstanceState, type Witness } from '@contract/states.ts';

/** What a witness said of an agent's state. */
export interface Said {
  readonly to: InstanceState;
  readonly witness: Witness;
}

/**
 * How long a less trusted witness must go on contradicting before it is believed: a status file is written some
 * 100 ms after the hook that it is about, and a screen settles later still.
 */
export const settleMs = 600;

/**
 * What to do with the next word, given the last that was believed:
 * - `take` it: nothing was said before, its witness is trusted as much, or it says that the agent asks a person. A question that is
 *   overlooked may be answered by keys that Tutti types; one that is believed in vain costs the wait for the next word.
 * - `hold` it: a less trusted witness contradicts. It is believed if it has not been contradicted after `settleMs`: this is how an
 *   interrupted turn (no hook tells of it) or an answered question ends.
 * - `agrees`: it says what is believed already, which clears the doubt that is held. So does a word that is taken, and one that is as
 *   trusted as the doubt and says otherwise.
 */
export const weigh = (last: Said | null, next: Said): 'take' | 'hold' | 'agrees' => {
  if (last === null) return 'take';
  if (next.to === last.to) return 'agrees';
  if (next.to === 'waiting' || asTrusted(next.witness, last.witness)) return 'take';
  return 'hold';
};
