export { Compose } from './conversation.tsx';
export { Inspector } from './inspector.tsx';
export { TerminateDialog } from './terminate-dialog.tsx';
