export { CleanUpDialog } from './clean-up-dialog.tsx';
