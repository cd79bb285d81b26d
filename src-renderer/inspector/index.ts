export { Compose } from './conversation.tsx';
export { Inspector } from './inspector.tsx';
export { ShutdownDialog } from './shutdown-dialog.tsx';
export { TerminateDialog } from './terminate-dialog.tsx';
