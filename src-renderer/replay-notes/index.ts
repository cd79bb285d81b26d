export { NotesDialog } from './notes-dialog.tsx';
export { type Notes, useNotes } from './use-notes.ts';
