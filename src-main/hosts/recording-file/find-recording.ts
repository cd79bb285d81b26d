import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { RecordingReaders } from '../../adapters/recording/reading/recording-readers.ts';
import { recordingFile, recordingFilesIn } from '../../adapters/recording/reading/recordings-in.ts';
import { type Environment, stateFolderPath } from '../../adapters/system/state-folder.ts';
import type { RecentRecording } from './recent-recordings.ts';

/** Where a recording is on this machine. */
export type FoundRecording =
  | { readonly kind: 'project'; readonly root: string; readonly run: number; readonly file: string }
  | { readonly kind: 'file'; readonly file: string };

export interface KnownPlaces {
  readonly env: Environment;
  /** Repositories that Tutti knows, the likeliest first. */
  readonly roots: readonly string[];
  readonly files: readonly RecentRecording[];
  readonly readers: Pick<RecordingReaders, 'open'>;
}

/** The files of a project's recordings, the newest run first; none where it has none, or is gone. */
export const recordingsOfProject = (
  root: string,
  env: Environment,
): readonly { readonly run: number; readonly file: string }[] => {
  if (!existsSync(root)) return [];
  const folder = join(stateFolderPath(root, env), 'recordings');
  return recordingFilesIn(folder)
    .map(({ run }) => ({ run, file: recordingFile(folder, run) }))
    .toSorted((one, other) => other.run - one.run);
};

const idOf = async (file: string, readers: KnownPlaces['readers']): Promise<string | null> => {
  const reader = await readers.open(file);
  if (!reader.ok) return null;
  const about = await reader.value.about();
  reader.value.close();
  return about.ok ? about.value.id : null;
};

/**
 * Finds the recording of an id: in the projects first, where it can be told more of, then among the files opened last (which may be another
 * one by now: who opens it looks). `not_found`.
 */
export const findRecording = async (
  id: string,
  { env, roots, files, readers }: KnownPlaces,
): Promise<Result<FoundRecording>> => {
  for (const root of roots) {
    for (const { run, file } of recordingsOfProject(root, env))
      if ((await idOf(file, readers)) === id) return ok({ kind: 'project', root, run, file });
  }
  const known = files.find((one) => one.id === id && existsSync(one.file));
  return known === undefined ? unknownRecording(id) : ok({ kind: 'file', file: known.file });
};

export const unknownRecording = (id: string): Result<never> =>
  fail(
    'not_found',
    `The recording ${id} is not known on this machine.`,
    'Open the project that it is of, or its .tutti file, and then the link again.',
  );
