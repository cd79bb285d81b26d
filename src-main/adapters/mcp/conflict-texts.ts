import type { ConflictFile, ConflictVersion, MergeConflict } from '@contract/merge-conflicts.ts';
import { mergeText } from './branch-texts.ts';

/** UTF-16 units of one text that a model gets: what is longer is read where it lies, file by file. */
const textMost = 24_000;
/** Of a task that says what a side was to do: its beginning does. */
const intentMost = 1500;

const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}\n… cut here` : text;

const said = ({ kind, text }: ConflictVersion): string =>
  text === null ? `(${kind})` : clipped(text, textMost).replace(/\n?$/, '\n');

const placesOf = ({ hunks }: ConflictFile): string[] =>
  (hunks ?? []).flatMap((hunk) =>
    hunk.kind === 'conflict'
      ? [`--- in the target\n${hunk.ours}--- before both\n${hunk.base}--- in the branch\n${hunk.theirs}`]
      : [],
  );

/** One file alone is shown whole, with its markers, so that its text can be given back without them. */
const fileText = (file: ConflictFile, alone: boolean): string => {
  const { path, kind, resolved, ours, theirs, result } = file;
  const head = `${path} (${kind}${resolved ? ', resolved' : ''})`;
  if (alone && result.text !== null) return `${head}, as it now lies there:\n${said(result)}`;
  const places = placesOf(file);
  if (places.length > 0) return `${head}\n${clipped(places.join('\n'), textMost)}`;
  if (resolved) return head;
  return `${head}\n--- in the target\n${said(ours)}--- in the branch\n${said(theirs)}`;
};

const intentText = (side: MergeConflict['intents']['ours'], otherwise: string): string =>
  side.length === 0
    ? otherwise
    : side
        .map(({ id, task }) => `${id}: ${task === '' ? 'no task is known' : clipped(task, intentMost)}`)
        .join('\n');

export const conflictText = ({ merge, files, count, intents }: MergeConflict): string[] => {
  const alone = files.length === 1;
  const more = count > files.length && !alone ? [`… and ${count - files.length} more files`] : [];
  return [
    [
      mergeText(merge),
      `What the branch was to do:\n${intentText(intents.theirs, merge.source)}`,
      `What the target got meanwhile:\n${intentText(intents.ours, merge.target)}`,
    ].join('\n\n'),
    [...files.map((file) => fileText(file, alone)), ...more].join('\n\n'),
  ];
};

const withoutText = (version: ConflictVersion): ConflictVersion =>
  version.text === null ? version : { kind: 'left', text: null };

/** The same for a client that gives its model the structure: no text twice, and of many files the places alone. */
export const briefConflict = (conflict: MergeConflict): MergeConflict => {
  const alone = conflict.files.length === 1;
  const files = conflict.files.map((file) => {
    const hunks = (file.hunks ?? []).filter(({ kind }) => kind === 'conflict');
    if (hunks.length === 0 && !file.resolved && !alone) return file;
    return {
      ...file,
      base: withoutText(file.base),
      ours: alone && hunks.length === 0 ? file.ours : withoutText(file.ours),
      theirs: alone && hunks.length === 0 ? file.theirs : withoutText(file.theirs),
      result: alone ? file.result : withoutText(file.result),
      hunks,
    };
  });
  return { ...conflict, files };
};
