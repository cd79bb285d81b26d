import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '@contract/result.ts';
import type { Recordings } from '../../../core/ports/recordings.ts';
import type { RecordingReaders } from './recording-readers.ts';

const named = /^run-(\d{1,9})\.tutti$/;

/** Where a run's recording lies in the folder of a project's recordings. */
export const recordingFile = (folder: string, run: number): string => join(folder, `run-${run}.tutti`);

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Nothing has been recorded yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

/** A file that is being retired goes between two looks. */
const sizeOf = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.size ?? null;

/** The recordings that lie in a folder, one file a run; that of the run that goes on is among them. */
export const recordingsIn = (folder: string, readers: Pick<RecordingReaders, 'open'>): Recordings => ({
  list: () =>
    filesIn(folder).flatMap((name) => {
      const run = Number(named.exec(name)?.[1] ?? 0);
      const bytes = run === 0 ? null : sizeOf(join(folder, name));
      return bytes === null ? [] : [{ run, bytes }];
    }),
  open: async (run) => {
    const opened = await readers.open(recordingFile(folder, run));
    if (opened.ok || opened.error.code !== 'not_found') return opened;
    const field = { field: 'run' };
    return fail('not_found', `run ${run} has no recording`, 'Name one that `recordings.list` lists.', field);
  },
});
