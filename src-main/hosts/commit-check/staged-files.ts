import { readFileSync } from 'node:fs';
import { askGit } from './ask-git.ts';

/** A file that the commit changes, as the index has it. */
export interface StagedFile {
  readonly path: string;
  /** Null: the commit removes it, or it is a submodule or a link. */
  readonly blob: string | null;
  /** It was not there before. */
  readonly isNew: boolean;
}

/** Files alone: what a link leads to is looked at where it lies. */
const isFile = (mode: string | undefined): boolean => mode?.startsWith('100') ?? false;

/** `:<old mode> <mode> <old blob> <blob> <status>`, NUL, path, NUL. */
const parseRaw = (printed: string): StagedFile[] => {
  const fields = printed.split('\0');
  const files: StagedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode, , blob, status] = fields[at]?.split(' ') ?? [];
    const path = fields[at + 1] ?? '';
    const holds = isFile(mode) && status !== 'D' && blob !== undefined;
    files.push({ path, blob: holds ? blob : null, isNew: status === 'A' });
  }
  return files;
};

/** Options that keep the person's settings of git out of what it prints. */
const plainDiff = [
  'diff',
  '--cached',
  '--no-ext-diff',
  '--no-color',
  '--no-relative',
  '--ignore-submodules=none',
];

const changedAgainst = async (...commit: string[]): Promise<StagedFile[] | null> => {
  const printed = await askGit([...plainDiff, '--raw', '--no-abbrev', '-z', '--no-renames', ...commit, '--']);
  return printed === null ? null : parseRaw(printed.bytes.toString('utf8'));
};

const linesOf = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** The commits that are being merged: named by the environment of a merge that makes its commit itself, else kept in a file. */
export const mergedCommits = async (): Promise<string[]> => {
  const named = Object.keys(process.env).flatMap(
    (name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? [],
  );
  if (named.length > 0) return named;
  const file = await askGit(['rev-parse', '--git-path', 'MERGE_HEAD']);
  return file === null ? [] : linesOf(file.bytes.toString('utf8').replace(/\n$/, ''));
};

/**
 * The files that the commit changes; of a merge those that are like none of its parents, since the rest was committed elsewhere. Null
 * where git can't tell.
 */
export const stagedFiles = async (merged: Promise<readonly string[]>): Promise<StagedFile[] | null> => {
  const [own, others] = await Promise.all([
    changedAgainst(),
    merged.then((commits) => Promise.all(commits.map((commit) => changedAgainst(commit)))),
  ]);
  if (own === null) return null;
  const sets = others
    .filter((files) => files !== null)
    .map((files) => new Set(files.map(({ path }) => path)));
  return own.filter(({ path }) => sets.every((set) => set.has(path)));
};

/** Bytes of blobs, by their hashes. Null where git can't tell. */
export const sizesOf = async (blobs: readonly string[]): Promise<ReadonlyMap<string, number> | null> => {
  if (blobs.length === 0) return new Map();
  const asked = ['cat-file', '--batch-check=%(objectname) %(objectsize)', '--buffer'];
  const printed = await askGit(asked, { input: `${blobs.join('\n')}\n` });
  if (printed === null) return null;
  const lines = printed.bytes.toString('latin1').split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
};

/** Above this a text is data, which nobody types a key into; git then says of it that it is binary, without reading it. */
const largestText = '5m';

/** Of all texts together, so that a commit of a hundred thousand lines costs no minute. */
const addedLimit = 32 * 1024 * 1024;

/** As a patch without context, which `addedLines` reads. Exact copies elsewhere are moved, and add nothing. */
export const patchAgainst = (...commit: string[]) =>
  askGit(
    [
      ...['-c', `core.bigFileThreshold=${largestText}`, ...plainDiff, '-p', '-U0', '--inter-hunk-context=0'],
      ...['--full-index', '--no-textconv', '--submodule=short', '-M100%', ...commit, '--'],
    ],
    { limit: addedLimit },
  );
