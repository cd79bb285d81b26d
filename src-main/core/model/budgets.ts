import { budgetKinds, budgetUse, type Reached, warnedShare } from '@contract/budgets.ts';
import type { View } from '@contract/view.ts';

const minuteMs = 60_000;

const scopesOf = (view: View, now: number) => {
  const { run, budgets } = view;
  if (run === null || run.endedAt !== null) return [];
  const instances = Object.values(view.instances);
  return [
    { scope: 'run', limits: budgets.run, used: budgetUse(instances, run.startedAt, now) },
    ...instances.map((one) => ({
      scope: one.id,
      limits: budgets.instance,
      used: budgetUse([one], one.spawnedAt, now),
    })),
  ];
};

/** The budgets that are used up, or nearly, by what the view tells. `now` is milliseconds since 1970. */
export const reachedBudgets = (view: View, now: number): Reached[] =>
  scopesOf(view, now).flatMap(({ scope, limits, used }) =>
    budgetKinds.flatMap((kind) => {
      const limit = limits[kind];
      if (limit === null || used[kind] < limit * warnedShare) return [];
      return [
        { scope, kind, state: used[kind] < limit ? 'warned' : 'spent', used: used[kind], limit } as const,
      ];
    }),
  );

/** When the next budget of minutes is reached, as milliseconds since 1970; null when none is under way. */
export const nextByTime = (view: View, now: number): number | null => {
  const { run, budgets } = view;
  if (run === null || run.endedAt !== null) return null;
  const moments = (limit: number | null, since: number): number[] =>
    limit === null ? [] : [since + limit * minuteMs * warnedShare, since + limit * minuteMs];
  const coming = [
    ...moments(budgets.run.minutes, run.startedAt),
    ...Object.values(view.instances).flatMap((one) => moments(budgets.instance.minutes, one.spawnedAt)),
  ].filter((at) => at > now);
  return coming.length === 0 ? null : Math.min(...coming);
};

/** The budget that keeps Tutti from handing anything more to an instance, or from starting one (`null`); null when none does. */
export const spentFor = (view: View, id: string | null): Reached | null =>
  view.reached.find(({ scope, state }) => state === 'spent' && (scope === 'run' || scope === id)) ?? null;

/** A budget in words: `4.1 of 5 US dollars`. */
export const budgetWords = ({ kind, used, limit }: Reached): string => {
  const unit = { tokens: 'tokens', cost: 'US dollars', minutes: 'minutes' }[kind];
  const figure = (value: number): string =>
    value.toLocaleString('en', { maximumFractionDigits: kind === 'cost' ? 2 : 0 });
  return `${figure(used)} of ${figure(limit)} ${unit}`;
};
