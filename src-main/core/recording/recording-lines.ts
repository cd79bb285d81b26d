import type { RecordingLine } from '@contract/recordings.ts';
import type { Run } from '@contract/view.ts';

/** The recordings of runs that are known, the newest first. A file of another log is left out. */
export const linesOf = (
  runs: readonly Run[],
  files: readonly { readonly run: number; readonly bytes: number }[],
  isProtected: (run: number) => boolean,
): RecordingLine[] => {
  const known = new Map(runs.map((run) => [run.run, run]));
  const lines = files.flatMap(({ run, bytes }): RecordingLine[] => {
    const found = known.get(run);
    if (found === undefined) return [];
    const { title, startedAt: begun, endedAt: ended } = found;
    return [{ run, bytes, title, begun, ended, protected: isProtected(run) }];
  });
  return lines.toSorted((one, other) => other.run - one.run);
};
