// How many cells of a terminal a text takes, as far as a stand-in needs it: wide East Asian characters and emoji take
// two, combining marks none. See Unicode UAX #11 for the ranges.
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const zero = /\p{Mn}|\p{Me}|[\u200B-\u200F]|[\uFE00-\uFE0F]/u;

const widthOf = (character: string): number => {
  if (character < '\u0300') return 1;
  if (zero.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

export const cellWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
};

/** The beginning of a text that fits, with an ellipsis where something was cut. */
export function clip(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    if (used + widthOf(character) > width - 1) break;
    kept += character;
    used += widthOf(character);
  }
  return width < 1 ? '' : `${kept}…`;
}

/** Breaks a text into lines of at most `width` cells, at spaces where there are any. Keeps its own line ends. */
export const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    if (cellWidth(current + word.trimEnd()) > width && current !== '') {
      lines.push(current.trimEnd());
      current = '';
    }
    current += word;
    while (cellWidth(current) > width && cellWidth(current.trimEnd()) > width) {
      const head = fitting(current, width);
      lines.push(head);
      current = current.slice(head.length);
    }
  }
  return [...lines, current];
}

function fitting(text: string, width: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width && kept !== '') break;
    kept += character;
  }
  return kept;
}

/** What a foreign text may put on the screen: no control characters, so that it can't move the cursor or change modes. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '·');
