import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Transcripts } from '../../../core/ports/transcripts.ts';
import { sources } from './sources.ts';
import type { TranscriptSource } from './transcript-source.ts';

/** Files whose index is kept: as many conversations as anyone looks at in turn. An index of 100 MB takes some 10 MB. */
const mostFiles = 8;

/** Reads in this thread: what is long belongs into worker-transcripts.ts. */
export const transcriptsHere = (): Transcripts => {
  const files = new Map<string, TranscriptSource>();
  const fileOf = (watcher: Profile['watcher'], path: string): TranscriptSource | null => {
    const open = sources[watcher];
    if (open === undefined) return null;
    const name = `${watcher} ${path}`;
    const file = files.get(name) ?? open(path);
    // The last used stands last.
    files.delete(name);
    files.set(name, file);
    for (const [oldest] of files) if (files.size > mostFiles) files.delete(oldest);
    return file;
  };
  const using = async <T>(
    watcher: Profile['watcher'],
    path: string,
    use: (file: TranscriptSource) => Promise<T>,
  ): Promise<Result<T>> => {
    const file = fileOf(watcher, path);
    if (file === null)
      return fail('unsupported', `transcripts of ${watcher} can not be read`, 'Look at its terminal.');
    try {
      return ok(await use(file));
    } catch (error) {
      if (!isOfTheFile(error)) throw error;
      return fail('not_found', `the transcript can not be read: ${error.message}`, remedyOf(error.code));
    }
  };
  return {
    knows: (watcher) => sources[watcher] !== undefined,
    read: (watcher, path, wanted) => using(watcher, path, (file) => file.read(wanted)),
    search: (watcher, path, wanted) => using(watcher, path, (file) => file.search(wanted)),
  };
};

type FileError = Error & { readonly code: string };

const isOfTheFile = (error: unknown): error is FileError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const remedyOf = (code: string): string => {
  if (code === 'ENOENT') return 'Its CLI has not begun it yet, or has removed it. Look at its terminal.';
  return code === 'EACCES' ? 'Let Tutti read that file.' : 'Look at its terminal.';
};
