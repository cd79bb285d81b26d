import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '@contract/result.ts';
import type { CliIo } from './cli-io.ts';
import { failWith } from './command-context.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const openNew = (path: string, file: string): number => {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const there = codeOf(error) === 'EEXIST';
    return failWith(
      fail(
        there ? 'wrong_state' : 'bad_input',
        there ? `${file} is there already` : `${file} can’t be written (${codeOf(error)})`,
        there
          ? 'Name another file, or replace it with --force.'
          : 'Name a file in a folder that you may write to.',
        { field: 'output' },
      ).error,
    );
  }
};

/**
 * Writes the parts that `make` hands to it to a file, readable by its owner alone, or to the standard output where that is `-`. A file is there
 * whole, or not at all.
 */
export const writeExport = async <T>(
  io: CliIo,
  { output, force }: { readonly output: string; readonly force: boolean },
  make: (write: (text: string) => void) => Promise<T>,
): Promise<T> => {
  if (output === '-') return make((text) => io.out(text));
  const file = resolve(io.cwd, output);
  // Beside it, so that the last step is a mere change of name.
  const part = force ? `${file}.part-${process.pid}` : file;
  const handle = openNew(part, output);
  try {
    const made = await make((text) => void writeSync(handle, text));
    closeSync(handle);
    if (part !== file) renameSync(part, file);
    return made;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};
