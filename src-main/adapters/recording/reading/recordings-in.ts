import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok } from '@contract/result.ts';
import type { KeptRecordings } from '../../../core/ports/recordings.ts';
import { reasonOf } from './damages.ts';
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

const partSize = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.size ?? null;

/** With what is not yet in the file itself. Null: it was removed between two looks. */
const sizeOf = (file: string): number | null => {
  const size = partSize(file);
  return size === null ? null : size + (partSize(`${file}-wal`) ?? 0);
};

/** Runs whose recordings lie in a folder, with the bytes of their files; none where there is no such folder. */
export const recordingFilesIn = (
  folder: string,
): readonly { readonly run: number; readonly bytes: number }[] =>
  filesIn(folder).flatMap((name) => {
    const run = Number(named.exec(name)?.[1] ?? 0);
    const bytes = run === 0 ? null : sizeOf(join(folder, name));
    return bytes === null ? [] : [{ run, bytes }];
  });

/** The recordings that lie in a folder, one file a run; that of the run that goes on is among them. */
export const recordingsIn = (folder: string, readers: Pick<RecordingReaders, 'open'>): KeptRecordings => ({
  list: () => recordingFilesIn(folder),
  open: async (run) => {
    const opened = await readers.open(recordingFile(folder, run));
    if (opened.ok || opened.error.code !== 'not_found') return opened;
    const field = { field: 'run' };
    return fail('not_found', `run ${run} has no recording`, 'Name one that `recordings.list` lists.', field);
  },
  remove: (run) => {
    const file = recordingFile(folder, run);
    try {
      // The recording last: where this ends half way, what is left is still one, and is removed at the next time.
      for (const part of [`${file}-wal`, `${file}-shm`, file]) rmSync(part, { force: true });
      return ok(undefined);
    } catch (error) {
      return fail('state_read_only', `${file} can't be removed: ${reasonOf(error)}.`, 'Check its folder.');
    }
  },
});
