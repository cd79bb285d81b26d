export { BudgetFields } from './budget-fields.tsx';
export { type BudgetMistakes, readBudgets, textsOf } from './budget-form.ts';
export { BudgetsDialog } from './budgets-dialog.tsx';
export { LimitsLine } from './limits-line.tsx';
export { RunBudget } from './run-budget.tsx';
