import { ok, type Result } from '@contract/result.ts';
import type { ChangedFile, FileChangeKind } from '../../../core/ports/branch-reads.ts';
import { type Ground, noCommit } from './ground.ts';

const kinds: Readonly<Record<string, FileChangeKind>> = {
  A: 'created',
  C: 'copied',
  D: 'deleted',
  M: 'changed',
  R: 'renamed',
  T: 'type',
};

const noMode = '000000';
const modeOf = (mode: string): string | null => (mode === noMode ? null : mode);

type Counts = Pick<ChangedFile, 'insertions' | 'deletions' | 'binary'>;

/** `<insertions>\t<deletions>\t<path>`, of a renamed one an empty path and two more records; `-` for a binary file. */
const countsOf = (record: string): Counts & { readonly path: string } => {
  const [insertions = '', deletions = '', ...path] = record.split('\t');
  const binary = insertions === '-';
  return {
    insertions: binary ? 0 : Number(insertions),
    deletions: binary ? 0 : Number(deletions),
    binary,
    path: path.join('\t'),
  };
};

/** What `diff-tree -z --raw --numstat` prints: first all files with modes and kind, then all with counts, in the same order. */
export const parseChanges = (output: string): ChangedFile[] => {
  const records = output.split('\0');
  const files: Omit<ChangedFile, keyof Counts>[] = [];
  let at = 0;
  for (; records[at]?.startsWith(':'); ) {
    const [oldMode = '', mode = '', , , status = ''] = (records[at] ?? '').slice(1).split(' ');
    const kind = kinds[status[0] ?? ''] ?? 'changed';
    const two = kind === 'renamed' || kind === 'copied';
    const first = records[at + 1] ?? '';
    const path = two ? (records[at + 2] ?? '') : first;
    files.push({ path, oldPath: two ? first : null, kind, oldMode: modeOf(oldMode), mode: modeOf(mode) });
    at += two ? 3 : 2;
  }
  return files.map((file) => {
    const { path, ...counts } = countsOf(records[at] ?? '');
    at += path === '' ? 3 : 1;
    return { ...file, ...counts };
  });
};

/** What differs from one commit or tree to the other, renames found. */
export const diffFiles = async (ground: Ground, from: string, to: string): Promise<Result<ChangedFile[]>> => {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '-M',
    '--raw',
    '--numstat',
    '--no-ext-diff',
    '--no-textconv',
    '--end-of-options',
  ];
  const diffed = await ground.git([...args, from, to]);
  if (diffed.ok) return ok(parseChanges(diffed.value.stdout));
  return /bad object|unknown revision|bad revision/.test(diffed.error.details ?? '')
    ? noCommit(`${from} or ${to}`)
    : diffed;
};
