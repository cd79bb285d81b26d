/** One module of the sample library: who writes what, and the words around it. */
export interface Piece {
  /** Name of the module, of its file and of the part in a task. */
  readonly name: string;
  readonly does: string;
  readonly source: string;
  /** What of the source its specialist may get wrong at first, and how: its test then fails. */
  readonly slip: { readonly right: string; readonly wrong: string };
  /** What its manager says to one who got it wrong. */
  readonly hint: string;
  readonly test: string;
  /** The line that it needs in the file that the pieces of its half share; null: none. */
  readonly step: string | null;
  /** What its specialist may have to ask, and the answer its manager gives. */
  readonly doubt: string;
  readonly answer: string;
}

export interface Half {
  readonly name: string;
  readonly does: string;
  readonly pieces: readonly Piece[];
}

const head = (name: string, exports: string): string =>
  `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { ${exports} } from '../src/${name}.js';\n\n`;

const words: Piece = {
  name: 'words',
  does: 'splits a text into words and counts them',
  doubt: 'Is "well-known" one word or two?',
  answer: 'One word: a hyphen or an apostrophe between letters belongs to the word.',
  step: "(text) => text.replaceAll('\\u00ad', ''), // A soft hyphen splits no word.",
  source: `import { clean } from './clean.js';

const word = /[\\p{L}\\p{N}]+(?:['’-][\\p{L}\\p{N}]+)*/gu;

/** The words of a text, in order. A hyphen or an apostrophe between letters belongs to the word. */
export const words = (text) => clean(text).match(word) ?? [];

export const countWords = (text) => words(text).length;
`,
  slip: { right: `+(?:['’-][\\p{L}\\p{N}]+)*/gu`, wrong: '+/gu' },
  hint: 'A hyphen or an apostrophe between letters belongs to the word; the pattern ends at it.',
  test: `${head('words', 'countWords, words')}test('splits at spaces and punctuation', () => {
  assert.deepEqual(words('One, two;  three!'), ['One', 'two', 'three']);
});

test('keeps hyphens and apostrophes inside a word', () => {
  assert.deepEqual(words("a well-known author's cat -"), ['a', 'well-known', "author's", 'cat']);
});

test('a soft hyphen splits no word', () => {
  assert.deepEqual(words('hyphen\\u00adation'), ['hyphenation']);
});

test('an empty text has none', () => {
  assert.equal(countWords(''), 0);
  assert.equal(countWords(' \\n\\t'), 0);
});
`,
};

const sentences: Piece = {
  name: 'sentences',
  does: 'splits a text into sentences and counts them',
  doubt: 'Does a text without a full stop at its end have a last sentence?',
  answer: 'Yes: what is left at the end counts as a sentence if there is a letter in it.',
  step: "(text) => text.replaceAll(/\\.{3,}/g, '…'), // Dots typed one by one are one sign.",
  source: `import { clean } from './clean.js';

const end = /(?<=[.!?…]["'”’)]*)\\s+/u;

/** The sentences of a text, in order. What is left at its end counts, if there is a letter in it. */
export const sentences = (text) =>
  clean(text)
    .split(end)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\\p{L}/u.test(sentence));

export const countSentences = (text) => sentences(text).length;
`,
  slip: { right: `(?<=[.!?…]["'”’)]*)\\s+`, wrong: '[.!?…]\\s+' },
  hint: 'The pattern takes the full stop with it. Look behind for it, so that it stays.',
  test: `${head('sentences', 'countSentences, sentences')}test('ends at full stops, questions and exclamations', () => {
  assert.deepEqual(sentences('One. Two? Three!'), ['One.', 'Two?', 'Three!']);
});

test('a number with a point is not an end', () => {
  assert.equal(countSentences('It costs 3.50 today.'), 1);
});

test('dots typed one by one are one sign', () => {
  assert.deepEqual(sentences('Well.... He left.'), ['Well…', 'He left.']);
});

test('what is left at the end counts, mere dots do not', () => {
  assert.equal(countSentences('Done. And then'), 2);
  assert.equal(countSentences('... !'), 0);
});
`,
};

const frequency: Piece = {
  name: 'frequency',
  does: 'tells how often each word occurs',
  doubt: 'Are "The" and "the" the same word here?',
  answer: 'Yes: compare in lower case, and order equal counts by the alphabet.',
  step: null,
  source: `const word = /[\\p{L}\\p{N}]+/gu;

/** How often each word occurs, regardless of case: a Map from the word in lower case to its count. */
export function frequency(text) {
  const counts = new Map();
  for (const found of text.toLowerCase().match(word) ?? []) counts.set(found, (counts.get(found) ?? 0) + 1);
  return counts;
}

/** The \`limit\` most frequent words as [word, count], equal counts in the order of the alphabet. */
export const mostFrequent = (text, limit = 10) =>
  [...frequency(text)].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
`,
  slip: { right: 'text.toLowerCase().match', wrong: 'text.match' },
  hint: 'Words are to be compared in lower case.',
  test: `${head('frequency', 'frequency, mostFrequent')}test('counts regardless of case', () => {
  assert.equal(frequency('The cat and the hat').get('the'), 2);
});

test('the most frequent come first, equal ones by the alphabet', () => {
  assert.deepEqual(mostFrequent('b a c b', 2), [['b', 2], ['a', 1]]);
});

test('words that are names of object members are words like others', () => {
  assert.equal(frequency('constructor').get('constructor'), 1);
});
`,
};

const readability: Piece = {
  name: 'readability',
  does: 'estimates how hard a text is to read',
  doubt: 'What is the index of a text without a sentence?',
  answer: 'Zero: there is nothing to read, and a division by zero helps nobody.',
  step: null,
  source: `const count = (text, pattern) => (text.match(pattern) ?? []).length;

/** Automated readability index: about the school year that is needed; 0 for a text without a word. */
export function readability(text) {
  const characters = count(text, /[\\p{L}\\p{N}]/gu);
  const words = count(text, /[\\p{L}\\p{N}]+/gu);
  if (words === 0) return 0;
  const sentences = Math.max(1, count(text, /[.!?…]+(?=\\s|$)/gu));
  const index = 4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43;
  return Math.max(0, Math.round(index * 10) / 10);
}
`,
  slip: { right: '  if (words === 0) return 0;\n', wrong: '' },
  hint: 'Without a word there is a division by zero. Return 0 before it.',
  test: `${head('readability', 'readability')}test('a text without words needs no school', () => {
  assert.equal(readability(''), 0);
  assert.equal(readability('...'), 0);
});

test('short words in short sentences are easy', () => {
  assert.ok(readability('The cat sat. The dog ran.') < 2);
});

test('long words in a long sentence are harder', () => {
  const hard = 'Considerable orchestration responsibilities necessitate comprehensive communication infrastructures.';
  assert.ok(readability(hard) > readability('The cat sat on the mat.'));
});
`,
};

export const halves: readonly Half[] = [
  { name: 'counting', does: 'what counts: words and sentences', pieces: [words, sentences] },
  { name: 'measuring', does: 'what measures: frequency and readability', pieces: [frequency, readability] },
];

export const pieces: readonly Piece[] = halves.flatMap((half) => half.pieces);

/** The source as it is when its specialist got it wrong. */
export const draftOf = ({ source, slip }: Piece): string => source.replace(slip.right, () => slip.wrong);

export const sourceFile = ({ name }: Piece): string => `src/${name}.js`;
export const testFile = ({ name }: Piece): string => `test/${name}.test.js`;
