export { NewRunDialog } from './new-run-dialog.tsx';
