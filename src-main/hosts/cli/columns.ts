// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const colours = /\x1b\[\d+m/g;

/** Width in characters, colours left out. Ids and states are ASCII; wide characters stand in last columns only. */
const widthOf = (text: string): number => [...text.replace(colours, '')].length;

/** Rows as aligned lines; the last column is not padded. */
export const columns = (rows: readonly (readonly string[])[]): string => {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
    });
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) =>
        at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)),
      )
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
};
