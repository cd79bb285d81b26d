/**
 * Longest line, in bytes. A message of 1,000,000 UTF-16 units is at most 6 MB of JSON (each unit as \uXXXX); a screen or
 * a batch of events is less.
 */
export const longestLine = 16_000_000;

/**
 * Cuts a stream of bytes into lines (without their newline). `line` gets each; `tooLong` is called once when one passes the
 * limit, and nothing after it.
 */
export const splitLines = (line: (text: string) => void, tooLong: () => void, limit = longestLine) => {
  let parts: Buffer[] = [];
  let length = 0;
  let over = false;
  return (chunk: Buffer): void => {
    let from = 0;
    while (!over) {
      const newline = chunk.indexOf(0x0a, from);
      const part = chunk.subarray(from, newline < 0 ? undefined : newline);
      length += part.length;
      if (length > limit) {
        over = true;
        parts = [];
        tooLong();
        return;
      }
      parts.push(part);
      if (newline < 0) return;
      // Joined before it is decoded: a character may stand across two chunks.
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      length = 0;
      from = newline + 1;
      line(text);
    }
  };
};
