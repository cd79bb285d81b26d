import type { FileHandle } from 'node:fs/promises';

const newline = 0x0a;

/** A record with several pictures in it has some 10 MB; what is longer is no record that a person would read. */
const longestLine = 32 * 1024 * 1024;

/** Read at once: few calls for a file of 100 MB, and little memory. */
const chunkBytes = 1024 * 1024;

export interface PlacedLine {
  /** Where it begins in the file, in bytes. */
  readonly offset: number;
  /** Bytes, without its end. */
  readonly length: number;
  /** Null where it is too long to be read. */
  readonly text: string | null;
}

/** The lines of a file from an offset on that have an end, each with its place. `offset` must be a line's beginning. */
export async function* placedLines(file: FileHandle, from: number): AsyncGenerator<PlacedLine> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let parts: Buffer[] = [];
  let length = 0;
  let offset = from;
  let at = from;
  const keep = (bytes: Buffer): void => {
    length += bytes.length;
    if (length > longestLine) parts = [];
    // A copy: the buffer is filled anew.
    else if (bytes.length > 0) parts.push(Buffer.from(bytes));
  };
  while (true) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    let begin = 0;
    const bytes = chunk.subarray(0, bytesRead);
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, begin)) {
      keep(bytes.subarray(begin, end));
      yield { offset, length, text: length > longestLine ? null : Buffer.concat(parts).toString('utf8') };
      offset += length + 1;
      parts = [];
      length = 0;
      begin = end + 1;
    }
    keep(bytes.subarray(begin));
  }
}
