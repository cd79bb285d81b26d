export { SpawnDialog } from './spawn-dialog.tsx';
