/** A line, and how it ends. */
const endedLines = /([^\n]*?)(\r?\n)/g;

/**
 * A text as it was typed, with the ends of lines that its file has: a text box makes LF of each CRLF. A line that the file has keeps its own
 * end, another one gets the usual. What has a CRLF came from no text box, and stays as it is.
 */
export const withEndsOf = (files: readonly (string | null)[], typed: string): string => {
  if (typed.includes('\r\n')) return typed;
  const ends = new Map<string, string>();
  const count = { '\n': 0, '\r\n': 0 };
  for (const file of files)
    for (const [, line = '', end = ''] of (file ?? '').matchAll(endedLines)) {
      ends.set(line, end);
      count[end === '\r\n' ? '\r\n' : '\n'] += 1;
    }
  if (count['\r\n'] === 0) return typed;
  const usual = count['\r\n'] >= count['\n'] ? '\r\n' : '\n';
  return typed.replace(endedLines, (_whole, line: string) => line + (ends.get(line) ?? usual));
};
