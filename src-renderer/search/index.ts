export { SearchPanel } from './search-panel.tsx';
export { noWish, type SearchMemory, type SearchWish } from './search-wish.ts';
