/** What concerns the project as it is now, and is in no recording: there is nothing to show of it. */
const ofNow: ReadonlySet<string> = new Set([
  // What is replayed already is not replayed again.
  'run.replay',
  'runs.show',
  'profiles.show',
  'kept.show',
  'project.close',
]);

/** Whether a command makes sense while a recording is watched. Those that would change something are not enabled anyway. */
export const isForRecording = (id: string): boolean => !ofNow.has(id);
