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

/** Half powers of ten from what a hook takes to what only a person waits: 100 ms to an hour. */
const bounds = [100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_600_000] as const;

/** Without the empty ones at both ends. */
const binsOf = (times: readonly number[]): RunReport['messages']['bins'] => {
  const all = [...bounds, null].map((to, at) => {
    const from = bounds[at - 1] ?? -1;
    return { to, count: times.filter((time) => time > from && (to === null || time <= to)).length };
  });
  const isFull = ({ count }: { readonly count: number }): boolean => count > 0;
  return all.slice(Math.max(0, all.findIndex(isFull)), all.findLastIndex(isFull) + 1);
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
    bins: binsOf(
      told.flatMap(({ stored, accepted }) => (accepted === null ? [] : [accepted.at - stored.at])),
    ),
    slowest,
  };
};
