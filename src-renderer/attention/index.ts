export { AttentionButton } from './attention-button.tsx';
export { AttentionList } from './attention-list.tsx';
export { attentionRows } from './attention-rows.ts';
export { budgetItems } from './budget-items.ts';
export { BudgetList } from './budget-list.tsx';
export { conflictItems } from './conflict-items.ts';
export { ConflictList } from './conflict-list.tsx';
