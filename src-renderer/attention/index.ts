export { AttentionButton } from './attention-button.tsx';
export { AttentionList } from './attention-list.tsx';
export { attentionRows } from './attention-rows.ts';
export { budgetItems } from './budget-items.ts';
export { BudgetList } from './budget-list.tsx';
