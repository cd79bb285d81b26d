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

/** Collects the different words of many texts. */
export class WordSet {
  readonly #words = new Set<string>();

  add(text: string): void {
    if (!asciiOnly.test(text)) {
      for (const { word } of wordsOf(text)) this.#words.add(word);
      return;
    }
    // Without places, which cost more than the words: nine tenths of what is indexed goes this way.
    for (const word of text.toLowerCase().match(asciiRun) ?? []) this.#words.add(word.slice(0, longestWord));
  }

  /** With blanks between them, for an index that cuts there. */
  get text(): string {
    return [...this.#words].join(' ');
  }
}

export const isAscii = (text: string): boolean => asciiOnly.test(text);
