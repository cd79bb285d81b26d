import type { Instance } from '@contract/instances.ts';
import type { DayUsage } from '@contract/usage-days.ts';
import { sumUsage, type Usage } from '../design/sum-usage.ts';

export type InstanceSum = {
  readonly id: string;
  readonly depth: number;
  readonly own: Usage;
  /** With all beneath it. */
  readonly whole: Usage;
  readonly below: number;
};

/** Every instance under its parent, with its own sum and that of its subtree; one whose parent is unknown stands at the top. */
export const instanceSums = (instances: Readonly<Record<string, Instance>>): InstanceSum[] => {
  const children = new Map<string | null, Instance[]>();
  for (const one of Object.values(instances)) {
    const parent = one.parent !== null && one.parent in instances ? one.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const walk = (parent: string | null, depth: number): { sums: InstanceSum[]; team: Instance[] } => {
    const parts = (children.get(parent) ?? []).map((one) => {
      const under = walk(one.id, depth + 1);
      const team = [one, ...under.team];
      const below = under.team.length;
      const row = { id: one.id, depth, own: sumUsage([one]), whole: sumUsage(team), below };
      return { sums: [row, ...under.sums], team };
    });
    return { sums: parts.flatMap(({ sums }) => sums), team: parts.flatMap(({ team }) => team) };
  };
  return walk(null, 0).sums;
};

/** Whether nobody has told of anything new. */
export const sameUse = (
  one: Readonly<Record<string, Instance>>,
  other: Readonly<Record<string, Instance>>,
): boolean => {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id]?.used === other[id]?.used);
};

export type Measure = 'tokens' | 'cost';

/** What a day's bar shows. Tokens as budgets count them: those read from a cache would hide all others. */
export const measured = (day: DayUsage, measure: Measure): number =>
  measure === 'cost' ? (day.cost ?? 0) : day.input + day.cacheWrite + day.output;

/** A day's sums as of one usage, for words that are made of such. */
export const usageOf = (day: DayUsage): Usage => ({
  used: { ...day, model: null, context: null, contextWindow: null },
  conversations: day.conversations,
  untold: day.untold,
});

const anyUse = ({ conversations }: DayUsage): boolean => conversations > 0;

export const totalOf = (days: readonly DayUsage[]): DayUsage | null => {
  const used = days.filter(anyUse);
  if (used.length === 0) return null;
  const sum = (part: 'input' | 'output' | 'cacheRead' | 'cacheWrite'): number =>
    used.reduce((total, day) => total + day[part], 0);
  const known = used.filter(({ cost }) => cost !== null);
  const reckoned = known.some(({ costBy }) => costBy === 'prices');
  return {
    day: '',
    input: sum('input'),
    output: sum('output'),
    cacheRead: sum('cacheRead'),
    cacheWrite: sum('cacheWrite'),
    cost: known.length === 0 ? null : known.reduce((total, { cost }) => total + (cost ?? 0), 0),
    ...(known.length === 0 ? {} : { costBy: reckoned ? ('prices' as const) : ('agent' as const) }),
    conversations: used.reduce((total, { conversations }) => total + conversations, 0),
    untold: used.reduce((total, { untold }) => total + untold, 0),
  };
};

/** Newest first, those with use alone. */
export const daysWithUse = (days: readonly DayUsage[]): DayUsage[] => days.filter(anyUse).reverse();
