import { secretsIn } from './find-leaks.ts';

/** Where a private key's text ends: its head alone is what a shape finds. */
const keyEnd = /-----END [A-Z0-9 ]{1,60}-----/;
/** A key is a few KB: an end that is further away is another one's. */
const longestKey = 16_384;
/** What a key that is cut off, or one of PuTTY's, which has no last line, goes on with: lines of base64, or of a name and a value. */
const keyLines =
  /^(?:[\s"',]|\\r|\\n)*(?:(?:[A-Za-z0-9+/=]{1,8000}|[A-Z][A-Za-z-]{2,30}: [^\n\\]{0,200})(?:(?:[\s"',]|\\r|\\n)+|$)){0,400}/;

const endOf = (text: string, at: number, secret: string): number => {
  const end = at + secret.length;
  if (!secret.startsWith('-----BEGIN') && !secret.startsWith('PuTTY-')) return end;
  const tail = text.slice(end, end + longestKey);
  const rest = keyEnd.exec(tail);
  if (rest !== null) return end + rest.index + rest[0].length;
  const lines = keyLines.exec(tail)?.[0] ?? '';
  return end + lines.trimEnd().length;
};

/** A part of a text that must not be shown, and what it is, with its article. */
export interface LeakSpan {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/** The parts of a text that look like secrets, in order, none within another. */
export const leakSpans = (text: string): LeakSpan[] => {
  const spans: LeakSpan[] = [];
  let done = 0;
  for (const { at, secret, what } of secretsIn(text, { obeys: false })) {
    const from = text.indexOf(secret, at);
    // Two shapes may know the same one.
    if (from < done) continue;
    done = endOf(text, from, secret);
    spans.push({ from, to: done, what });
  }
  return spans;
};

/** A text with those parts replaced by what they were. */
export const maskSpans = (text: string, spans: readonly LeakSpan[]): string => {
  const parts: string[] = [];
  let done = 0;
  for (const { from, to, what } of spans) {
    parts.push(text.slice(done, from), `[masked: ${what}]`);
    done = to;
  }
  return parts.join('') + text.slice(done);
};

/** A text with all that looks like a secret replaced by what it was. `found`: what each is, with its article. */
export const maskLeaks = (text: string): { readonly text: string; readonly found: readonly string[] } => {
  const spans = leakSpans(text);
  return { text: maskSpans(text, spans), found: spans.map(({ what }) => what) };
};

/** The same of every text within a value, of lists and objects. */
export const maskWithin = (value: unknown, found: string[]): unknown => {
  if (typeof value === 'string') {
    const masked = maskLeaks(value);
    found.push(...masked.found);
    return masked.text;
  }
  if (Array.isArray(value)) return value.map((one) => maskWithin(one, found));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [maskLeaks(name).text, maskWithin(one, found)]),
  );
};
