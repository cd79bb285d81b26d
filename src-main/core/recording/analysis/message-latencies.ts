import type { RunReport, Spread } from '@contract/run-reports.ts';
import type { MessageFacts } from './run-facts.ts';

/** By nearest rank: the smallest of the sorted times that at least so many hundredths of them do not exceed. */
const percentile = (sorted: readonly number[], percent: number): number | null =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;

export const spreadOf = (times: readonly number[]): Spread => {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    p50: percentile(sorted, 50),
    p90: percentile(sorted, 90),
    p99: percentile(sorted, 99),
    longest: sorted.at(-1) ?? null,
  };
};

/** Of the slowest so many are named: those whom somebody would look at. */
const named = 10;

export const messageLatencies = (messages: Iterable<MessageFacts>): RunReport['messages'] => {
  const told = [...messages].filter(({ to }) => to !== 'person');
  const since = (until: (message: MessageFacts) => number | null): Spread =>
    spreadOf(
      told.flatMap((message) => {
        const at = until(message);
        return at === null ? [] : [at - message.stored.at];
      }),
    );
  const slowest = told
    .flatMap(({ id, from, to, stored, accepted }) =>
      accepted === null ? [] : [{ message: id, from, to, ms: accepted.at - stored.at }],
    )
    .sort((a, b) => b.ms - a.ms)
    .slice(0, named);
  return {
    begun: since(({ begunAt }) => begunAt),
    delivered: since(({ announcedAt, accepted }) => announcedAt ?? accepted?.at ?? null),
    accepted: since(({ accepted }) => accepted?.at ?? null),
    read: since(({ readAt }) => readAt),
    slowest,
  };
};
