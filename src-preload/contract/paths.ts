import { z } from 'zod';

/**
 * Paths of a project as they are claimed: relative to its root, with `/`. A claim covers the path that it names and all below it.
 * `*` and `?` stand for characters within a name, `**` for any number of folders, `{a,b}` for either. Brackets are letters like
 * others, since file names have them (`app/[id]/page.tsx`).
 */

/** Longest claim, in UTF-16 units: paths of projects are shorter, and a model that sends more has mistaken the field. */
export const pathLimit = 500;

/** `{a,b}{c,d}…` doubles each time: what stands for more paths than this is better said as several. */
const alternativesLimit = 64;

const outside =
  'a path is relative to the project and stays within it: leave out "..", a leading "/" and "~"';
const everything = 'a claim on everything would hold up everyone: name a folder or a file';

const resolveSegments = (path: string): string[] | null => {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return null;
  }
  return kept;
};

const isOutside = (path: string): boolean => path.startsWith('/') || /^(?:~|[a-z]:)(?:[/\\]|$)/i.test(path);

const hasControl = (path: string): boolean => [...path].some((letter) => letter < ' ' || letter === '\u007f');

/** What is wrong with a claim, as a sentence with its remedy; null where nothing is. */
export const pathProblem = (raw: string): string | null => {
  if (raw.trim() === '') return 'a path is missing';
  if (raw.length > pathLimit) return `a path has at most ${pathLimit} characters`;
  if (hasControl(raw)) return 'a path has no control characters: take them out';
  if (/\p{Surrogate}/u.test(raw)) return 'half a character is in the path: write it anew';
  if (raw.includes('\\')) return 'write "/" between folders, and no backslash';
  if (isOutside(raw)) return outside;
  const segments = resolveSegments(raw);
  if (segments === null) return outside;
  if (segments[0]?.toLowerCase() === '.git')
    return 'what is in .git is git’s own: claim files of the project';
  const all = alternatives(segments.join('/'));
  if (all === null) return `"{a,b}" stands for more than ${alternativesLimit} paths here: claim them apart`;
  if (all.some((one) => one.replace(/[*?/]/g, '') === '')) return everything;
  return null;
};

/** A claim as it is kept: without `.`, `..`, doubled and trailing slashes, in Unicode's composed form. For one without a problem. */
export const normalPath = (raw: string): string => (resolveSegments(raw.normalize('NFC')) ?? []).join('/');

/** A claim as an input: checked, and answered as it is kept. */
export const pathClaimSchema = z
  .string()
  .superRefine((raw, context) => {
    const problem = pathProblem(raw);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .transform(normalPath);

const firstBraces = /\{([^{}]*,[^{}]*)\}/;

/** With braces written out; null: there are too many. */
const alternatives = (claim: string): string[] | null => {
  let open = [claim];
  for (;;) {
    const next = open.flatMap((one) => {
      const braces = firstBraces.exec(one);
      if (braces === null) return [one];
      const [whole, inner = ''] = braces;
      return inner.split(',').map((part) => one.replace(whole, () => part));
    });
    if (next.length > alternativesLimit) return null;
    if (next.length === open.length && next.every((one, place) => one === open[place])) return next;
    open = next;
  }
};

/**
 * Case is left out of account: where the file system ignores it, two such paths are one file; elsewhere a claim too wide does less
 * harm than one too narrow.
 */
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

const splitClaim = (claim: string): string[][] =>
  (alternatives(folded(claim)) ?? [folded(claim)]).map((one) => resolveSegments(one) ?? []);

/** Whether some word fits both patterns; `is` compares two of their letters, `gap` tells those that stand for any number. */
const meet = <T>(a: readonly T[], b: readonly T[], rule: Meeting<T>): boolean => {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = look(i, j);
    known.set(key, found);
    return found;
  };
  const look = (i: number, j: number): boolean => {
    const one = a[i];
    const other = b[j];
    if (one === undefined && other === undefined) return true;
    if (one === undefined || other === undefined)
      return rule.mayEndAt(one === undefined ? b.slice(j) : a.slice(i));
    if (rule.isGap(one)) return from(i + 1, j) || from(i, j + 1);
    if (rule.isGap(other)) return from(i, j + 1) || from(i + 1, j);
    return rule.fit(one, other) && from(i + 1, j + 1);
  };
  return from(0, 0);
};

interface Meeting<T> {
  readonly isGap: (letter: T) => boolean;
  readonly fit: (one: T, other: T) => boolean;
  /** Whether one pattern may end where the other goes on with this. */
  readonly mayEndAt: (rest: readonly T[]) => boolean;
}

const names: Meeting<string> = {
  isGap: (letter) => letter === '*',
  fit: (one, other) => one === other || one === '?' || other === '?',
  mayEndAt: (rest) => rest.every((letter) => letter === '*'),
};

const folders: Meeting<string> = {
  isGap: (segment) => segment === '**',
  fit: (one, other) => one === other || meet([...one], [...other], names),
  // A claim covers all below it.
  mayEndAt: () => true,
};

/** Whether there can be a file that both claims cover. */
export const overlaps = (a: string, b: string): boolean =>
  splitClaim(a).some((one) => splitClaim(b).some((other) => meet(one, other, folders)));

/** Whether a claim covers a file's path, which is a name and no pattern. */
export const covers = (claim: string, path: string): boolean => {
  const segments = resolveSegments(folded(path)) ?? [];
  return splitClaim(claim).some((one) => coversFrom(one, segments, 0, 0));
};

const coversFrom = (claim: readonly string[], path: readonly string[], i: number, j: number): boolean => {
  const wanted = claim[i];
  if (wanted === undefined) return true;
  if (wanted === '**') {
    if (coversFrom(claim, path, i + 1, j)) return true;
    return j < path.length && coversFrom(claim, path, i, j + 1);
  }
  const name = path[j];
  return name !== undefined && fitsName([...wanted], [...name]) && coversFrom(claim, path, i + 1, j + 1);
};

/** Of a name the asterisks and question marks are letters like others. */
const fitsName = (pattern: readonly string[], name: readonly string[]): boolean => {
  let reached = new Set([0]);
  const spread = (places: Set<number>): Set<number> => {
    for (const place of places) if (pattern[place] === '*') places.add(place + 1);
    return places;
  };
  reached = spread(reached);
  for (const letter of name) {
    const next = new Set<number>();
    for (const place of reached) {
      const wanted = pattern[place];
      if (wanted === '*') next.add(place);
      else if (wanted === '?' || wanted === letter) next.add(place + 1);
    }
    reached = spread(next);
  }
  return reached.has(pattern.length);
};
