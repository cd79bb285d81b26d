export { AttentionButton } from './attention-button.tsx';
export { AttentionList } from './attention-list.tsx';
export { attentionRows } from './attention-rows.ts';
