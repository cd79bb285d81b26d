// `$${` first, so that an escaped one is never read as the start of a placeholder.
const placeholder = /\$\$\{|\$\{([^}]*)\}/g;

/** The person's own words for what is to be done: known in every template, and asked by none. */
export const goalName = 'goal';

/** Names in the `${…}` of a text, in order. */
export const namesIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/**
 * Puts values in for `${name}`, and `${` for `$${`, in one pass: a value that holds `${…}` itself is put in as it is. A name
 * without a value stays as written; a template with one is refused when it is read.
 */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(placeholder, (whole: string, name: string | undefined) => {
    if (name === undefined) return '${';
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
