export { BudgetsDialog } from './budgets-dialog.tsx';
export { LimitsPart } from './limits-part.tsx';
export { RunBudget } from './run-budget.tsx';
export { useLimits } from './use-limits.ts';
