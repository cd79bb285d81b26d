/** As git writes them: seven signs at the start of a line, and a space and a name or nothing. `=======` alone is also a heading in texts. */
const marker = /^(?:<{7}|>{7}|\|{7})(?: .*)?\r?$/;

/** The first line (from 1) that holds a marker of a conflict; null: none does. */
export const markerLine = (text: string): number | null => {
  const at = text.split('\n').findIndex((line) => marker.test(line));
  return at < 0 ? null : at + 1;
};
