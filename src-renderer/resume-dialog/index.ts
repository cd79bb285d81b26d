export { ResumeDialog } from './resume-dialog.tsx';
