/** A text as one line of at most so many UTF-16 units, and no half character at its end. */
export const clipped = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
