export { RecordingUse } from './recording-use.tsx';
export type { RunRow } from './run-rows.ts';
export { RunsDialog } from './runs-dialog.tsx';
