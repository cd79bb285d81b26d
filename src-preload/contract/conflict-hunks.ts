/** A piece of a file that is merged: what both sides have, or where they differ. Texts are whole lines with their ends. */
export type Hunk =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'conflict'; readonly ours: string; readonly base: string; readonly theirs: string };

type Place = 'same' | 'ours' | 'base' | 'theirs';

/** Seven signs, and a name or nothing: git makes the markers of a conflict within a base longer. */
const signOf = (line: string): string | null =>
  /^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?$/.exec(line)?.[1]?.[0] ?? null;

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const next: Record<string, Partial<Record<Place, Place>>> = {
  '<': { same: 'ours' },
  '|': { ours: 'base' },
  '=': { ours: 'theirs', base: 'theirs' },
  '>': { theirs: 'same' },
};

const none = { same: '', ours: '', base: '', theirs: '' };

/**
 * The pieces of a text that git has put markers in, with the base version between (`diff3`) or without it. Null: markers that do not
 * belong together, so that only a person can tell what is what.
 */
export const hunksOf = (text: string): Hunk[] | null => {
  const hunks: Hunk[] = [];
  let at: Place = 'same';
  let now = { ...none };
  for (const line of linesOf(text)) {
    const sign = signOf(line);
    // `=======` alone is also the line below a heading.
    if (sign === null || (sign === '=' && at === 'same')) {
      now[at] += line;
      continue;
    }
    const to: Place | undefined = next[sign]?.[at];
    if (to === undefined) return null;
    if (at === 'same' && now.same !== '') hunks.push({ kind: 'same', text: now.same });
    if (to === 'same') hunks.push({ kind: 'conflict', ours: now.ours, base: now.base, theirs: now.theirs });
    if (at === 'same' || to === 'same') now = { ...none };
    at = to;
  }
  if (at !== 'same') return null;
  if (now.same !== '') hunks.push({ kind: 'same', text: now.same });
  return hunks;
};

/** The first line (from 1) of a text that holds a marker of a conflict; null: none does. */
export const firstMarker = (text: string): number | null => {
  const at = linesOf(text).findIndex((line) => {
    const sign = signOf(line);
    return sign !== null && sign !== '=';
  });
  return at < 0 ? null : at + 1;
};

/** A hunk as git writes it, so that what is not resolved yet can be kept. */
export const markedText = ({ ours, base, theirs }: Extract<Hunk, { kind: 'conflict' }>): string =>
  `<<<<<<< ours\n${ours}||||||| base\n${base}=======\n${theirs}>>>>>>> theirs\n`;
