/** Longer than any title bar. */
const longest = 200;

/** Words out of a file of unknown origin, as a title: in one line, without signs that steer or turn around what stands beside them. */
export const plainWords = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, longest);
