import { claimsMeet } from '@contract/lock-claims.ts';
import type { Lock } from '@contract/locks.ts';
import { countWords, durationWords } from './time-words.ts';

/** As many as fit a line. */
const shownPaths = 3;

/** `src/a.ts, src/b.ts`, or `src/a.ts, src/b.ts, src/c.ts and 4 more`. */
export const pathsWords = (paths: readonly string[], most = shownPaths): string => {
  const left = paths.length - most;
  const shown = paths.slice(0, most).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
};

/** The paths of another's lock that a request waits for. */
export const waitedPaths = (request: Pick<Lock, 'paths'>, other: Pick<Lock, 'paths'>): readonly string[] =>
  other.paths.filter((claim) => request.paths.some((path) => claimsMeet(path, claim)));

/** When a lock ends by itself, in words; empty: for as long as its holder lives. `now`: milliseconds since 1970. */
export const endWords = ({ graceUntil, expiresAt }: Lock, now: number): string => {
  if (graceUntil !== null) return `its holder has ended: kept ${durationWords(graceUntil - now)} more`;
  if (expiresAt !== null) return `ends in ${durationWords(expiresAt - now)} unless asked for again`;
  return '';
};

/** `next in line`, `place 3`. */
export const placeWords = (place: number): string => (place === 1 ? 'next in line' : `place ${place}`);

/** `2 wait`, or nothing. */
export const waitersWords = (count: number): string =>
  count === 0 ? '' : `${countWords(count, 'waits', 'wait')} for it`;
