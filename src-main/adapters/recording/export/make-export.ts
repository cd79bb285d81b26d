import { closeSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { copyRecording } from './copy-recording.ts';
import type { ExportOrder, ExportReport, Made } from './export-protocol.ts';
import { formats } from './formats.ts';
import { type MaskedCounts, maskFile } from './mask-file.ts';
import { SecretsLeft } from './mask-streams.ts';

type Tell = (report: ExportReport) => void;

/** Told when a hundredth more is done: finer than that nobody sees it. */
const telling = (tell: Tell, phase: Extract<ExportReport, { kind: 'progress' }>['phase']) => {
  let last = -1;
  return (share: number): void => {
    const step = Math.floor(share * 100);
    if (step === last) return;
    last = step;
    tell({ kind: 'progress', phase, share });
  };
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** What the file system and SQLite say, in words. Null: it is a bug. */
export const exportFailure = (error: unknown): ReturnType<typeof fail> | null => {
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof SecretsLeft)
    return fail(
      'refused',
      `Nothing was exported: ${reason}.`,
      'Make the pattern that finds it narrower (recording.patterns), or export without masks.',
    );
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'EDQUOT')
    return fail(
      'disk_full',
      'The disk is full: nothing was exported.',
      'Make room, or name a file on another disk.',
      { field: 'output' },
    );
  if (
    [
      'EACCES',
      'EPERM',
      'EROFS',
      'ENOENT',
      'ENOTDIR',
      'ENAMETOOLONG',
      'SQLITE_CANTOPEN',
      'SQLITE_READONLY',
    ].includes(code)
  )
    return fail(
      'bad_input',
      `It can’t be written there (${code}).`,
      'Name a file in a folder that you may write to.',
      { field: 'output' },
    );
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(code))
    return fail(
      'database_corrupt',
      `The recording is damaged, and can’t be exported as a whole: ${reason}.`,
      'Watch what can be read of it: tutti replay.',
    );
  return null;
};

/** What is announced is on the disk. */
const settle = (file: string): number => {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return statSync(file).size;
};

const filesOf = (path: string, isFolder: boolean): string[] =>
  isFolder ? readdirSync(path).map((name) => join(path, name)) : [path];

const make = async (order: ExportOrder, tell: Tell): Promise<Result<Made>> => {
  const file = join(order.folder, 'copy.tutti');
  tell({ kind: 'progress', phase: 'copying', share: 0 });
  const copied = copyRecording(order.source, file, order.instances);
  if (!copied.ok) return copied;
  let masked: { readonly counts: MaskedCounts; readonly file: string } | null = null;
  if (order.rules !== null)
    masked = maskFile(
      { file, clean: join(order.folder, 'clean.tutti') },
      order.rules,
      telling(tell, 'masking'),
    );
  const written = await formats[order.format](masked?.file ?? file, order, telling(tell, 'writing'));
  if (!written.ok) return written;
  const { path, isFolder } = written.value;
  const sizes = filesOf(path, isFolder).map(settle);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return ok({ path, isFolder, files: sizes.length, bytes, masked: masked?.counts ?? null });
};

/** Makes what was ordered in its folder. Throws only what is a bug. */
export const makeExport = async (order: ExportOrder, tell: Tell): Promise<void> => {
  let made: Result<Made>;
  try {
    made = await make(order, tell);
  } catch (error) {
    const failed = exportFailure(error);
    if (failed === null) throw error;
    made = failed;
  }
  tell(made.ok ? { kind: 'made', made: made.value } : { kind: 'failed', error: made.error });
};
