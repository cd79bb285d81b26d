/** A lone surrogate is the only thing that JSON.stringify escapes so; SQLite's text could not hold it. */
const loneSurrogate = /\\ud[89a-f]/;

interface WellFormed {
  toWellFormed(): string;
}

const wellFormed = (text: string): string => (text as string & WellFormed).toWellFormed();

/**
 * A value as it will be read back from the log, and its JSON. What a program cut in half (a lone surrogate) becomes
 * U+FFFD in both, so that rows and events can't differ.
 */
export const encode = <T>(value: T): { readonly json: string; readonly value: T } => {
  const json = JSON.stringify(value);
  if (!loneSurrogate.test(json)) return { json, value };
  const clean = JSON.parse(json, (_key, part: unknown) =>
    typeof part === 'string' ? wellFormed(part) : part,
  ) as T;
  return { json: JSON.stringify(clean), value: clean };
};

export const jsonOrNull = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));
