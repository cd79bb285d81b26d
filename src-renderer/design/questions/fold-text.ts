import { countWords } from '../time-words.ts';

/** As much as a list of several questions can show of each and stay a list. */
const shownLines = 5;
const shownCharacters = 320;

export type Fold = {
  readonly head: string;
  /** How much there is in all, in words; null when the head is all. */
  readonly more: string | null;
};

/** The beginning of a text. A text that would lose no more than a line is not worth folding. */
export const foldOf = (text: string): Fold => {
  const whole = text.trimEnd();
  const lines = whole.split('\n');
  if (lines.length <= shownLines + 1 && whole.length <= shownCharacters) return { head: whole, more: null };
  const head = lines.slice(0, shownLines).join('\n').slice(0, shownCharacters);
  const more =
    lines.length > 1 ? countWords(lines.length, 'line') : `${whole.length.toLocaleString('en')} characters`;
  return { head: `${head}…`, more };
};
