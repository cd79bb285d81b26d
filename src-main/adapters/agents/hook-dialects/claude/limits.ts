import type { Limit } from '@contract/usage.ts';
import { namedMoment } from '../../../../core/model/named-moment.ts';

/** Its own names for why a turn failed, as its StopFailure hook and its transcript have them. */
const kinds: Readonly<Record<string, Limit['kind']>> = {
  rate_limit: 'rate',
  authentication_failed: 'login',
  oauth_org_not_allowed: 'login',
  billing_error: 'billing',
};

/** Told of an account's allowance, not of a server that is asked too often. */
const usedUp = /\b(session|weekly|usage|5-hour|opus|sonnet) limit\b|hit your limit/i;
const overloaded = /\b529\b|overloaded/i;

/**
 * Why a turn failed.
 * @param error its name for it
 * @param text what it tells its person
 * @param now milliseconds since 1970, for a time of day that it names
 */
export const limitOf = (error: string, text: string, now: number): Limit => {
  const known = kinds[error];
  const reason = (text === '' ? error : text).slice(0, 500);
  if (usedUp.test(text)) return { kind: 'usage', reason, until: untilIn(text, now) };
  if (known === undefined)
    return { kind: overloaded.test(text) ? 'overloaded' : 'error', reason, until: null };
  return { kind: known, reason, until: known === 'rate' ? untilIn(text, now) : null };
};

const moment = /\b(?:resets?(?: at)?|until) ([\s\S]+)/i;
const epochSeconds = /\|(\d{10})\b/;

/** The time it names; null where it names none, or a day without an hour. */
const untilIn = (text: string, now: number): number | null => {
  const epoch = epochSeconds.exec(text)?.[1];
  if (epoch !== undefined) return Number(epoch) * 1000;
  return namedMoment(moment.exec(text)?.[1] ?? '', now);
};
