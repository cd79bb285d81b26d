/** A word of a text, as it is compared with others, and where it stands. */
export interface Word {
  readonly word: string;
  /** UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** Letters of a word that count. What is longer is a key or a digest, told from others by so many. */
const longestWord = 32;

const asciiOnly = /^[\0-\x7f]*$/;
const asciiRun = /[A-Za-z0-9]+/g;
const run = /[\p{L}\p{N}\p{M}]+/gu;
/** Written without blanks between words: each letter is one. */
const alone =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]\p{M}*/gu;
const noLetter = /[^\p{L}\p{N}]/gu;

/** As one that is searched for is compared: without accents, small, of bounded length. Empty: nothing of it is a letter or a digit. */
const compared = (text: string): string =>
  text.normalize('NFKD').replaceAll(noLetter, '').toLowerCase().slice(0, longestWord);

const inRun = (text: string, from: number): Word[] => {
  const words: Word[] = [];
  const add = (start: number, end: number): void => {
    const word = compared(text.slice(start, end));
    if (word !== '') words.push({ word, from: from + start, to: from + end });
  };
  let last = 0;
  for (const { 0: letter, index } of text.matchAll(alone)) {
    if (index > last) add(last, index);
    last = index + letter.length;
    add(index, last);
  }
  if (last < text.length) add(last, text.length);
  return words;
};

/** The words of a text in order: runs of letters and digits. */
export const wordsOf = (text: string): Word[] => {
  if (!asciiOnly.test(text))
    return [...text.matchAll(run)].flatMap(({ 0: each, index }) => inRun(each, index));
  const small = text.toLowerCase();
  return [...small.matchAll(asciiRun)].map(({ 0: each, index }) => ({
    word: each.slice(0, longestWord),
    from: index,
    to: index + each.length,
  }));
};

/** Letters of a word that the index tells from others. */
const longestKey = 16;
/**
 * Of a word with a digit in it: numbers, digests and times hardly ever come twice, and would make the index as large as all that is recorded. By so
 * many letters it still tells where to look.
 */
const numberKey = 3;
const digit = /\p{N}/u;

/** A word as it stands in the index. */
export const keyOf = (word: string): string => word.slice(0, digit.test(word) ? numberKey : longestKey);

/** What to ask the index for: where this word may be, or one that begins with it. */
export const keysFor = (word: string, isPrefix: boolean): readonly { key: string; isPrefix: boolean }[] => {
  const key = keyOf(word);
  if (!isPrefix || (digit.test(word) && word.length >= numberKey)) return [{ key, isPrefix: false }];
  // What it goes on with may have a digit in it.
  const short = word.length > numberKey ? [{ key: word.slice(0, numberKey), isPrefix: false }] : [];
  return [{ key, isPrefix: true }, ...short];
};

/** Collects the different words of many texts, as they stand in the index. */
export class WordSet {
  readonly #words = new Set<string>();

  add(text: string): void {
    if (!asciiOnly.test(text)) {
      for (const { word } of wordsOf(text)) this.#words.add(keyOf(word));
      return;
    }
    // Without places, which cost more than the words: nine tenths of what is indexed goes this way.
    for (const word of text.toLowerCase().match(asciiRun) ?? []) this.#words.add(word);
  }

  /** With blanks between them, for an index that cuts there. */
  get text(): string {
    return [...new Set([...this.#words].map(keyOf))].join(' ');
  }
}

export const isAscii = (text: string): boolean => asciiOnly.test(text);
