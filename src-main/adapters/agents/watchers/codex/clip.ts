/** The beginning of a text, at most so many UTF-16 units, no character cut in two. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
