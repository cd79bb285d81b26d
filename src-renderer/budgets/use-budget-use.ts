import { type BudgetKind, type Budgets, budgetKinds, budgetUse } from '@contract/budgets.ts';
import type { View } from '@contract/view.ts';
import { useView } from '../connection/use-project.ts';
import { type BudgetLine, budgetLines } from '../design/budget-words.ts';
import { useNow } from '../design/use-now.ts';

type Use = Readonly<Record<BudgetKind, number>>;

/** Minutes are told whole: a look every ten seconds is never far behind. */
const lookMs = 10_000;

const nothing: Use = { tokens: 0, cost: 0, minutes: 0 };

const sameUse = (a: Use, b: Use): boolean => budgetKinds.every((kind) => a[kind] === b[kind]);

/** What the run has used until now, or until it ended. */
export const runUse = ({ run, instances }: View, now: number): Use =>
  run === null ? nothing : budgetUse(Object.values(instances), run.startedAt, run.endedAt ?? now);

/** What the instance that used most of a kind has used, and which one that is. */
export type Most = { readonly id: string; readonly used: number };

export const mostUsed = ({ run, instances }: View, now: number): Partial<Record<BudgetKind, Most>> => {
  const most: Partial<Record<BudgetKind, Most>> = {};
  for (const one of Object.values(instances)) {
    const use = budgetUse([one], one.spawnedAt, run?.endedAt ?? now);
    for (const kind of budgetKinds)
      if (use[kind] > (most[kind]?.used ?? 0)) most[kind] = { id: one.id, used: use[kind] };
  }
  return most;
};

const sameMost = (a: Partial<Record<BudgetKind, Most>>, b: typeof a): boolean =>
  budgetKinds.every((kind) => a[kind]?.id === b[kind]?.id && a[kind]?.used === b[kind]?.used);

/** What is used now, by the run and by the instances that used most. */
export const useBudgetUse = (): { readonly run: Use; readonly most: Partial<Record<BudgetKind, Most>> } => {
  const now = useNow(lookMs);
  const run = useView((view) => runUse(view, now), sameUse);
  const most = useView((view) => mostUsed(view, now), sameMost);
  return { run, most };
};

export type RunBudgetLines = { readonly limits: Budgets['run']; readonly lines: readonly BudgetLine[] };

/** The run's limits with what is used of each; none where no run has begun. */
export const useRunBudget = (): RunBudgetLines => {
  const now = useNow(lookMs);
  const limits = useView((view) => view.budgets.run);
  const begun = useView((view) => view.run !== null);
  const used = useView((view) => runUse(view, now), sameUse);
  return { limits, lines: begun ? budgetLines(limits, used) : [] };
};
