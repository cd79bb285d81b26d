import type { EventData } from './events.ts';
import { keptTries, noRecovery, type Recovery } from './recovery.ts';

/** What an instance's change of state makes of its restarts; `before`: what they were. */
export const recoveryAfter = (
  before: Recovery,
  { to, witness }: Pick<EventData<'instance.changed'>, 'to' | 'witness'>,
  at: number,
): Recovery => {
  if (to === 'terminated') return noRecovery;
  if (to !== 'starting') return before.at === null ? before : { ...before, at: null };
  // Who starts it by hand begins its count anew.
  if (witness !== 'process') return noRecovery;
  return { tried: [...before.tried, at].slice(-keptTries), at: null };
};
