export { AttentionButton } from './attention-button.tsx';
export { AttentionList } from './attention-list.tsx';
export { attentionRows } from './attention-rows.ts';
export { BreakerList } from './breaker-list.tsx';
export { budgetItems } from './budget-items.ts';
export { BudgetList } from './budget-list.tsx';
export { waitingWishes } from './waiting-wishes.ts';
export { AllGranted, WishList } from './wish-list.tsx';
