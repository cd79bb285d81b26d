export { UsageDialog } from './usage-dialog.tsx';
