import { constants, type Stats } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';

/** A file from outside, under a name that only this user can put anything beside. */
export interface PrivateLink {
  readonly file: string;
  /** What the person should know of what lies beside it; empty: nothing. */
  readonly notices: readonly string[];
  remove(): Promise<void>;
}

const header = 'SQLite format 3\0';

/** Leaves room for the first words of a page or a text. */
const headBytes = 64;

const notOne = (file: string, why: string, remedy = 'Choose a .tutti file that Tutti has written.') =>
  fail('database_corrupt', `${file} can't be opened as a recording: ${why}.`, remedy);

const headOf = async (file: string): Promise<string> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
};

const inBrowser = 'Open it in a browser: it plays by itself there.';

/** Whether its first bytes can be those of a recording, before SQLite sees any of it. */
const mistakeIn = async (file: string, { size }: Stats): Promise<Result<never> | null> => {
  if (size === 0) return notOne(file, 'it is empty');
  const head = await headOf(file);
  if (head.startsWith(header)) return null;
  if (/^\s*<!doctype html/i.test(head)) return notOne(file, 'it is a web page', inBrowser);
  return notOne(file, 'it is no recording of Tutti');
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const unreachable = (file: string, error: unknown): Result<never> =>
  codeOf(error) === 'ENOENT'
    ? fail('not_found', `There is no file ${file}.`, 'Check the path.')
    : fail('bad_input', `${file} can't be read (${codeOf(error)}).`, 'See who may read it, and try again.');

/** A name of the same file where the disk and the system's rules for links allow one (it costs nothing), else a copy. */
const place = async (file: string, target: string): Promise<void> => {
  try {
    await link(file, target);
  } catch {
    // Another disk, one without links, or a file of somebody else.
    await copyFile(file, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
};

const hasText = async (file: string): Promise<boolean> => {
  const found = await stat(file).catch(() => null);
  return found !== null && found.size > 0;
};

/** Of a process that has ended without tidying up. */
const isLeft = (name: string): boolean => {
  const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? 0);
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
};

const tidy = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (isLeft(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
};

/**
 * Gives a file of unknown origin a name in a folder of its own below `folder`. SQLite takes what lies beside a database (`-wal`, `-journal`)
 * for a part of it, and makes such files itself: here nobody else's are found, and none is left beside the person's file. Errors: `not_found`,
 * `bad_input` (no file, or not to be read), `database_corrupt` (no recording, by its first bytes).
 */
export const linkPrivately = async (file: string, folder: string): Promise<Result<PrivateLink>> => {
  try {
    const real = await realpath(file);
    const found = await stat(real);
    if (!found.isFile())
      return fail('bad_input', `${file} is no file.`, 'Choose a .tutti file.', { field: 'file' });
    const mistake = await mistakeIn(real, found);
    if (mistake !== null) return mistake;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await tidy(folder);
    const own = await mkdtemp(join(folder, `${process.pid}-`));
    const target = join(own, 'recording.tutti');
    await place(real, target);
    const beside = (await hasText(`${real}-wal`)) || (await hasText(`${real}-journal`));
    return ok({
      file: target,
      notices: beside
        ? [
            'What lies beside the file (-wal, -journal) was not read. If it was copied from a running Tutti, its last part is missing: export it there with `tutti export`.',
          ]
        : [],
      remove: () => rm(own, { recursive: true, force: true }),
    });
  } catch (error) {
    return unreachable(file, error);
  }
};
