import { isUtf8 } from 'node:buffer';
import { ok, type Result } from '@contract/result.ts';
import type { FileAt } from '../../../core/ports/branch-reads.ts';
import { type Ground, noCommit } from './ground.ts';

/** A text that a person can still look at in a window; larger ones are generated. */
const defaultLimit = 2 * 1024 * 1024;
/** As git looks for a NUL to tell a binary file. */
const lookedAt = 8_000;

const contentOf = (bytes: Buffer, mode: string): FileAt => {
  if (mode === '120000') return { kind: 'link', target: bytes.toString('utf8') };
  if (bytes.subarray(0, lookedAt).includes(0)) return { kind: 'binary', bytes: bytes.length, mode };
  return { kind: 'text', text: bytes.toString('utf8'), exact: isUtf8(bytes), mode };
};

/** A version of a file by its blob's hash. */
export const blobAt = async (
  { git }: Ground,
  { id, mode }: { readonly id: string; readonly mode: string },
  limit: number | null,
): Promise<Result<FileAt>> => {
  if (mode === '160000') return ok({ kind: 'submodule', commit: id });
  const sized = await git(['cat-file', '-s', id]);
  if (!sized.ok) return sized;
  const bytes = Number(sized.value.stdout);
  if (bytes > (limit ?? defaultLimit)) return ok({ kind: 'large', bytes, mode });
  const read = await git(['cat-file', 'blob', id]);
  return read.ok ? ok(contentOf(read.value.bytes, mode)) : read;
};

/** `<mode> <type> <id>\t<path>` */
const entryOf = (output: string, path: string): { mode: string; type: string; id: string } | null => {
  for (const record of output.split('\0')) {
    const [, mode = '', type = '', id = '', name] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(record) ?? [];
    if (name === path) return { mode, type, id };
  }
  return null;
};

/** A file as a commit has it. */
export const fileAt = async (
  ground: Ground,
  commit: string,
  path: string,
  limit: number | null,
): Promise<Result<FileAt>> => {
  const args = [
    '--literal-pathspecs',
    'ls-tree',
    '-z',
    '--full-tree',
    '--end-of-options',
    commit,
    '--',
    path,
  ];
  const listed = await ground.git(args);
  if (!listed.ok)
    return /not a (?:tree object|valid object name)|bad object/i.test(listed.error.details ?? '')
      ? noCommit(commit)
      : listed;
  const entry = entryOf(listed.value.stdout, path);
  // A folder is no file.
  if (entry === null || entry.type === 'tree') return ok({ kind: 'absent' });
  return blobAt(ground, entry, limit);
};
