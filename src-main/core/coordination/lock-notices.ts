import type { Lock } from '@contract/locks.ts';
import type { LockEnd } from '../model/lock-ends.ts';
import { namePaths } from '../model/lock-words.ts';
import type { LockStep } from '../model/settle-locks.ts';
import type { Notice } from './stored-facts.ts';

const forWhat = ({ reason }: Lock): string => (reason === '' ? '' : `, for: ${reason}`);

/**
 * What a holder is told of a lock that was granted or refused while no call of its waited for it. `seconds`: how long a grant stays
 * for it to come.
 */
export const stepNotice = ({ kind, lock }: LockStep, seconds: number): Notice | null => {
  const { holder: to } = lock;
  if (to === 'person') return null;
  const what = namePaths(lock.paths);
  if (kind === 'grant')
    return {
      to,
      text: `The lock on ${what} that you waited for${forWhat(lock)} is yours. Call lockFiles with the same paths within ${seconds} s: that answers with your token. Later it may be somebody else's; the same call then puts you into the queue again. If you need it no more: unlockFiles {"lock": "${lock.id}"}.`,
    };
  return {
    to,
    text: `You no longer wait for the lock on ${what}: you and others would have waited for each other for ever. Unlock what you hold, then ask in one call for all that you need.`,
  };
};

/** What a holder is told of an end that is not its own doing and that it can't know of. */
export const endNotice = ({ lock, kind, why }: LockEnd): Notice | null => {
  const { holder: to, token } = lock;
  const what = namePaths(lock.paths);
  if (to === 'person') return null;
  if (kind === 'given-up' && why === 'forced')
    return {
      to,
      text:
        token === null
          ? `The person has taken your request for a lock on ${what} out of the queue.`
          : `The person has ended your lock on ${what} (token ${token}). Change nothing more there unless you lock it again.`,
    };
  if (kind === 'expired' && why === 'grace')
    return {
      to,
      text: `Your lock on ${what} (token ${token}) has ended while your program was down. Lock it again before you change anything there: somebody else may have.`,
    };
  return null;
};
