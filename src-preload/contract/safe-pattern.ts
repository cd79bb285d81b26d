/** A pattern is a line, not a program. */
const longest = 300;
/** Of all that a pattern's repetitions may come to together: two without an end, one behind the other, are the most. */
const mostWays = 1_100_000;
/** A repetition without an end counts, and is matched, as one of so many more than its least. */
export const endless = 1000;

interface Repeat {
  readonly least: number;
  readonly most: number;
  /** Its length in the pattern. */
  readonly length: number;
}

const repeatAt = (source: string, at: number): Repeat | null => {
  const found = /^(?:([*+?])|\{(\d{1,4})(,?)(\d{0,4})\})\??/.exec(source.slice(at));
  if (found === null) return null;
  const [whole, sign, from, comma, to] = found;
  const { length } = whole;
  if (sign === '?') return { least: 0, most: 1, length };
  const least = sign === '*' ? 0 : sign === '+' ? 1 : Number(from);
  if (sign === undefined && comma === '') return { least, most: least, length };
  return { least, most: to === undefined || to === '' ? least + endless : Number(to), length };
};

/** Where what begins at `at` ends, of a class or one character. */
const endOfAtom = (source: string, at: number): number => {
  if (source[at] === '\\') {
    const long = /^\\(?:[pPu]\{[^}]{1,40}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z])/.exec(
      source.slice(at),
    );
    return at + (long?.[0].length ?? 2);
  }
  if (source[at] !== '[') return at + 1;
  let end = at + 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return end + 1;
};

const groupStart = /^\((?:\?(?::|<?[=!]|<[^>]{1,40}>))?/;

interface Group {
  /** It can match one text in several ways, so repeating it would try all of their products. */
  branches: boolean;
}

/** Walks over a pattern that is a regular expression: null, or what is not taken. */
const mistakeOf = (source: string): string | null => {
  const groups: Group[] = [{ branches: false }];
  let ways = 1;
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    let closed: Group | null = null;
    if (char === '(') {
      groups.push({ branches: false });
      at += groupStart.exec(source.slice(at))?.[0].length ?? 1;
      continue;
    }
    const group = groups.at(-1);
    if (char === '|') {
      if (group !== undefined) group.branches = true;
      at += 1;
      continue;
    }
    if (char === ')') {
      closed = groups.pop() ?? null;
      at += 1;
    } else {
      if (/^\\(?:[1-9]|k<)/.test(source.slice(at))) return 'refers back to a group, which can take forever';
      at = endOfAtom(source, at);
    }
    const repeat = repeatAt(source, at);
    const outer = groups.at(-1);
    if (repeat !== null) {
      at += repeat.length;
      if (closed?.branches === true && repeat.most > 1)
        return 'repeats a group in which something repeats or branches, which can take forever';
      ways *= repeat.most - repeat.least + 1;
    }
    const varies = (repeat !== null && repeat.most !== repeat.least) || closed?.branches === true;
    if (varies && outer !== undefined) outer.branches = true;
  }
  return ways > mostWays ? 'repeats too much: at most two parts may repeat without an end' : null;
};

/**
 * A pattern that `patternMistake` takes, with an end to each repetition: what it does then grows with the text alone. Flags: `g` and `u`.
 */
export const boundedPattern = (source: string): RegExp => {
  let bounded = '';
  let at = 0;
  while (at < source.length) {
    const from = at;
    const opens = source[at] === '(';
    // Behind an opening bracket stands what kind of group it is, and no repetition.
    at += opens ? (groupStart.exec(source.slice(at))?.[0].length ?? 1) : endOfAtom(source, at) - at;
    bounded += source.slice(from, at);
    const repeat = opens ? null : repeatAt(source, at);
    if (repeat === null) continue;
    const lazy = repeat.length > 1 && source[at + repeat.length - 1] === '?' ? '?' : '';
    bounded += `{${repeat.least},${repeat.most}}${lazy}`;
    at += repeat.length;
  }
  return new RegExp(bounded, 'gu');
};

/** Why a pattern of the person's is not taken, as the end of a sentence about it; null: it is. */
export const patternMistake = (source: string): string | null => {
  if (source.length > longest) return `is longer than ${longest} characters`;
  try {
    if (new RegExp(source, 'u').test('') || boundedPattern(source).test(''))
      return 'matches nothing at all, and so everywhere';
  } catch {
    return 'is not a regular expression';
  }
  return mistakeOf(source);
};
