import type { Breaker } from '@contract/breakers.ts';
import { durationWords } from './time-words.ts';

/** `failed too often and is tried again in 1m 32s`. `now` is milliseconds since 1970. */
export const restWords = ({ state, until }: Pick<Breaker, 'state' | 'until'>, now: number): string =>
  state === 'open'
    ? `failed too often and is tried again in ${durationWords(until - now)}`
    : 'failed too often and is being tried, one start at a time';
