import { type Shape, shapes } from './shapes.ts';

/** What looks like a secret. */
export interface Leak {
  /** Of the text's lines, counted from 0: the one in which it begins. */
  readonly line: number;
  /** With its article: `a GitHub token`. */
  readonly what: string;
  /** Its beginning, and how long it is: enough to find it, too little to use it. */
  readonly masked: string;
}

/** Says of its line that what looks like a secret is none. Those of the widespread tools count, too: a file may have them already. */
const pragmas = [
  'tutti:allow-secret',
  'gitleaks:allow',
  'pragma: allowlist secret',
  'secretlint-disable-line',
];

/** What is shown of a secret: its issuer's mark, mostly. */
const shownLetters = 4;

const mask = (secret: string): string => {
  const first = secret.split('\n', 1)[0] ?? '';
  return `${first.slice(0, first.startsWith('-----') ? 80 : shownLetters)}… (${secret.length} characters)`;
};

/** Made up so that people see it: words of examples, the same letter all along, an alphabet or digits in their order. */
const isMadeUp = (secret: string): boolean => {
  if (/example|placeholder|changeme|your[-_]|x{8}|X{8}|\*{3}|\.{3}/i.test(secret)) return true;
  const body = secret.slice(-16);
  if (new Set(body.toLowerCase()).size <= 4) return true;
  return /0123456789|1234567890|abcdefghij/i.test(secret);
};

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

const isAllowed = (text: string, from: number, length: number): boolean => {
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, lineEnd(text, from + length));
  return pragmas.some((pragma) => line.includes(pragma));
};

const countLines = (text: string, from: number, to: number): number => {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
};

/** Places of one shape's matches. `obeys`: what the text itself says of them. */
const matchesOf = (
  { what, near, pattern }: Shape,
  text: string,
  obeys: boolean,
): { at: number; secret: string; what: string }[] => {
  if (!near.some((part) => text.includes(part))) return [];
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, group] = match;
    if (isMadeUp(group ?? whole)) return [];
    if (obeys && isAllowed(text, match.index, whole.length)) return [];
    return [{ at: match.index, secret: group ?? whole, what }];
  });
};

/**
 * All that looks like a secret, itself, in the order of the text. `at`: where what shows it begins, at or before it. `obeys`: a line that
 * says of itself that it holds none is taken at its word, as a commit may be; what is handed to others is not asked.
 */
export const secretsIn = (
  text: string,
  { obeys }: { readonly obeys: boolean },
): { at: number; secret: string; what: string }[] =>
  shapes.flatMap((shape) => matchesOf(shape, text, obeys)).sort((a, b) => a.at - b.at);

/** All that looks like a secret, in the order of the text. */
export const findLeaks = (text: string): Leak[] => {
  const found = secretsIn(text, { obeys: true });
  let line = 0;
  let before = 0;
  return found.map(({ at, secret, what }) => {
    line += countLines(text, before, at);
    before = at;
    return { line, what, masked: mask(secret) };
  });
};
