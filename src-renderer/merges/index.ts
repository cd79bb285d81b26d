export { IntegrateDialog } from './integrate-dialog.tsx';
export { MergeDialog } from './merge-dialog.tsx';
export { MergesRoom } from './merges-room.tsx';

export { ResolveDialog } from './resolve-dialog.tsx';
