export { ProfilesDialog } from './profiles-dialog.tsx';
export { ProfilesPart } from './profiles-part.tsx';
