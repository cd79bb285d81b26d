export { KeptDialog } from './kept-dialog.tsx';
