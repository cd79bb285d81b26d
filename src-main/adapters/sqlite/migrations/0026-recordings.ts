/**
 * Whether a run is recorded and why not at present, whether its recording is protected, and how it was removed (JSON). In the project's log
 * and not in the recording: a file that is damaged, or locked, keeps its protection.
 */
export const recordings = `
  ALTER TABLE runs ADD COLUMN recorded INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE runs ADD COLUMN recording_paused TEXT;
  ALTER TABLE runs ADD COLUMN recording_protected INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN recording_removed TEXT;
`;
