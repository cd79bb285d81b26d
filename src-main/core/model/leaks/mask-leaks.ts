import { secretsIn } from './find-leaks.ts';

/** Where a private key's text ends: its head alone is what a shape finds. */
const keyEnd = /-----END [A-Z0-9 ]{1,60}-----/;

const endOf = (text: string, at: number, secret: string): number => {
  const end = at + secret.length;
  if (!secret.startsWith('-----BEGIN') && !secret.startsWith('PuTTY-')) return end;
  const rest = keyEnd.exec(text.slice(end));
  // A key that is cut off, or one of PuTTY's, which has no last line: all after its head may be of it.
  return rest === null ? text.length : end + rest.index + rest[0].length;
};

/** A text with all that looks like a secret replaced by what it was. `found`: what each is, with its article. */
export const maskLeaks = (text: string): { readonly text: string; readonly found: readonly string[] } => {
  const parts: string[] = [];
  const found: string[] = [];
  let done = 0;
  for (const { at, secret, what } of secretsIn(text)) {
    const from = text.indexOf(secret, at);
    // Two shapes may know the same one.
    if (from < done) continue;
    parts.push(text.slice(done, from), `[masked: ${what}]`);
    found.push(what);
    done = endOf(text, from, secret);
  }
  return found.length === 0 ? { text, found } : { text: parts.join('') + text.slice(done), found };
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
