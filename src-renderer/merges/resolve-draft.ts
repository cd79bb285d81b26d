import { firstMarker, type Hunk, hunksOf, markedText } from '@contract/conflict-hunks.ts';
import type { ConflictFile, Resolution } from '@contract/merge-conflicts.ts';
import { withEndsOf } from './line-ends.ts';

/** How a person means to resolve a file, before it is saved. */
export type Draft =
  /** By its pieces: `results` of its conflicts in their order, null where nothing is said yet. */
  | { readonly how: 'hunks'; readonly results: readonly (string | null)[] }
  /** The whole text, with markers where something is left. */
  | { readonly how: 'text'; readonly text: string }
  | { readonly how: 'ours' | 'theirs' | 'delete' }
  /** Nothing was said. */
  | { readonly how: 'none' };

type Conflict = Extract<Hunk, { kind: 'conflict' }>;

export const conflictsOf = (hunks: readonly Hunk[] | null): Conflict[] =>
  (hunks ?? []).flatMap((hunk) => (hunk.kind === 'conflict' ? [hunk] : []));

/** What a file begins with. One that is resolved already is shown as a text. */
export const freshDraft = ({ hunks, result }: ConflictFile): Draft => {
  const conflicts = conflictsOf(hunks);
  if (conflicts.length > 0) return { how: 'hunks', results: conflicts.map(() => null) };
  return result.text === null ? { how: 'none' } : { how: 'text', text: result.text };
};

/** A piece that is not the last has to end its line, or the next one would join it. */
const ended = (text: string): string => {
  if (text === '' || text.endsWith('\n')) return text;
  return `${text}${text.includes('\r\n') ? '\r\n' : '\n'}`;
};

/** The text that pieces make, with markers where nothing is said. `typed`: what becomes of a result. */
const textOfHunks = (
  hunks: readonly Hunk[],
  results: readonly (string | null)[],
  typed: (text: string) => string,
): string => {
  let at = 0;
  return hunks
    .map((hunk) => {
      if (hunk.kind === 'same') return hunk.text;
      const result = results[at++] ?? null;
      return result === null ? markedText(hunk) : typed(ended(result));
    })
    .join('');
};

/** The text as a draft has it now; null: it is no text. */
export const draftText = (file: ConflictFile, draft: Draft): string | null => {
  const typed = (text: string) => withEndsOf([file.result.text, file.ours.text, file.theirs.text], text);
  if (draft.how === 'text') return typed(draft.text);
  if (draft.how === 'hunks')
    return file.hunks === null ? null : textOfHunks(file.hunks, draft.results, typed);
  if (draft.how === 'ours' || draft.how === 'theirs') return file[draft.how].text;
  return null;
};

/** Conflicts that nothing is said of. */
export const leftIn = (file: ConflictFile, draft: Draft): number => {
  if (draft.how === 'hunks') return draft.results.filter((result) => result === null).length;
  if (draft.how === 'none') return file.resolved ? 0 : 1;
  if (draft.how === 'text') {
    if (firstMarker(draft.text) === null) return 0;
    const hunks = hunksOf(draft.text);
    return hunks === null ? 1 : conflictsOf(hunks).length;
  }
  return 0;
};

/** What is to be sent of a file; null: it is as it was. */
export const resolutionOf = (file: ConflictFile, draft: Draft): Resolution | null => {
  const { path } = file;
  // Nothing said is nothing new: git writes other names beside its markers.
  if (draft.how === 'none' || (draft.how === 'hunks' && draft.results.every((one) => one === null)))
    return null;
  if (draft.how === 'ours' || draft.how === 'theirs' || draft.how === 'delete')
    return { path, how: draft.how };
  const text = draftText(file, draft);
  if (text === null || (text === file.result.text && (file.resolved || firstMarker(text) !== null)))
    return null;
  return { path, how: 'text', text };
};

/** One side, or both after one another, as the result of a piece. */
export const sideOf = ({ ours, theirs }: Conflict, side: 'ours' | 'theirs' | 'both' | 'neither'): string =>
  side === 'both' ? ended(ours) + theirs : side === 'neither' ? '' : side === 'ours' ? ours : theirs;

/** The same draft with one piece said otherwise. */
export const withResult = (draft: Draft, at: number, result: string | null): Draft =>
  draft.how === 'hunks' ? { ...draft, results: draft.results.with(at, result) } : draft;
