import { fail, ok, type Result } from '@contract/result.ts';
import { isAscii, keysFor, type Word, wordsOf } from './words-of.ts';

/** From and to in UTF-16 units of the text. */
export type Range = readonly [from: number, to: number];

/** What is searched for, ready to be held against texts. */
export interface Wanted {
  /** Where it stands in a text; null: nowhere. */
  readonly find: (text: string) => readonly Range[] | null;
  /** For the index of words: a text without these has nothing of it. Null: the index does not help. */
  readonly match: string | null;
}

/** Marked places of one text; who looks at a line sees no more. */
const mostRanges = 20;

/** Words that follow one another; of the last one its beginning is enough, where that was asked for. */
interface Term {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
}

const part = /"([^"]*)"(\*?)|(\S+)/g;

/** `one "two three" fou*`: all of them; whatever else stands there is taken as words, too. */
const termsOf = (text: string): Term[] =>
  [...text.matchAll(part)].flatMap(([, phrase, star, plain = '']) => {
    const words = wordsOf(phrase ?? plain).map(({ word }) => word);
    return words.length === 0 ? [] : [{ words, isPrefix: star === '*' || plain.endsWith('*') }];
  });

const standsAt = ({ words, isPrefix }: Term, found: readonly Word[], at: number): boolean =>
  words.every((word, place) => {
    const there = found[at + place]?.word;
    return isPrefix && place === words.length - 1 ? there?.startsWith(word) === true : there === word;
  });

const rangesOf = (term: Term, found: readonly Word[]): Range[] => {
  const ranges: Range[] = [];
  for (let at = 0; at + term.words.length <= found.length && ranges.length < mostRanges; at += 1) {
    const [first, last] = [found[at], found[at + term.words.length - 1]];
    if (first !== undefined && last !== undefined && standsAt(term, found, at))
      ranges.push([first.from, last.to]);
  }
  return ranges;
};

/** In order, none within another. */
const tidied = (ranges: readonly Range[]): Range[] => {
  const tidy: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one[0] - other[0] || other[1] - one[1]))
    if (range[0] >= (tidy.at(-1)?.[1] ?? 0)) tidy.push(range);
  return tidy.slice(0, mostRanges);
};

const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

const askedFor = (word: string, isPrefix: boolean): string => {
  const keys = keysFor(word, isPrefix).map((each) => `${quoted(each.key)}${each.isPrefix ? ' *' : ''}`);
  return keys.length === 1 ? keys.join('') : `(${keys.join(' OR ')})`;
};

const wantedWords = (text: string): Result<Wanted> => {
  const terms = termsOf(text);
  if (terms.length === 0)
    return fail(
      'bad_input',
      'there is no word in it',
      'Write letters or digits, or search by an expression.',
      {
        field: 'text',
      },
    );
  const needed = terms.flatMap(({ words }) => words);
  const find = (line: string): Range[] | null => {
    // Most lines end here, at a tenth of what their words would cost.
    if (isAscii(line)) {
      const small = line.toLowerCase();
      if (!needed.every((word) => small.includes(word))) return null;
    }
    const found = wordsOf(line);
    const ranges = terms.map((term) => rangesOf(term, found));
    return ranges.some(({ length }) => length === 0) ? null : tidied(ranges.flat());
  };
  const match = terms.flatMap(({ words, isPrefix }) =>
    words.map((word, at) => askedFor(word, isPrefix && at === words.length - 1)),
  );
  return ok({ find, match: match.join(' AND ') });
};

/** Large letters are told from small ones where it has a large one. */
const flagsOf = (text: string): string => (/\p{Lu}/u.test(text.replaceAll(/\\./gu, '')) ? 'g' : 'gi');

const expressionOf = (text: string): RegExp | string => {
  const flags = flagsOf(text);
  try {
    return new RegExp(text, `${flags}u`);
  } catch {
    // Of an older kind, such as one with `\-` in it.
  }
  try {
    return new RegExp(text, flags);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const wantedExpression = (text: string): Result<Wanted> => {
  const expression = expressionOf(text);
  if (typeof expression === 'string')
    return fail('bad_input', expression, 'Mend the expression, or search for it as words.', {
      field: 'text',
    });
  const find = (line: string): Range[] | null => {
    const ranges: Range[] = [];
    for (const { 0: found, index } of line.matchAll(expression)) {
      if (found !== '') ranges.push([index, index + found.length]);
      if (ranges.length >= mostRanges) break;
    }
    return ranges.length === 0 ? null : ranges;
  };
  return ok({ find, match: null });
};

/** Errors: `bad_input` of the field `text`. */
export const wantedOf = (text: string, kind: 'words' | 'regex'): Result<Wanted> =>
  kind === 'words' ? wantedWords(text) : wantedExpression(text);
