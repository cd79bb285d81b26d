import type { Limit } from '@contract/usage.ts';
import { momentWords } from './time-words.ts';

export { limitNeedsPerson } from '@contract/usage.ts';

const names: Record<Limit['kind'], string> = {
  overloaded: 'overloaded',
  rate: 'too many requests',
  usage: 'usage limit',
  login: 'login expired',
  billing: 'billing',
  compacting: 'compacting its context',
  error: 'provider error',
};

/** What holds it up, in a word or two. */
export const limitName = ({ kind }: Limit): string => names[kind];

/** What holds it up, in few words: `usage limit until 17:00`. Times are milliseconds since 1970. */
export const limitWords = ({ kind, until }: Limit, now: number): string => {
  const moment = until === null ? null : momentWords(until, now);
  if (kind === 'overloaded' || kind === 'rate')
    return `${names[kind]}, tries again${moment === null ? '' : ` at ${moment}`}`;
  return moment === null ? names[kind] : `${names[kind]} until ${moment}`;
};

/** With the reason that was told: `login expired: OAuth token has expired`. */
export const limitSentence = (limit: Limit, now: number): string =>
  limit.reason === '' ? limitWords(limit, now) : `${limitWords(limit, now)}: ${limit.reason}`;
