const newline = 0x0a;

/** A record with several pictures in it has some 10 MB; what is longer than this is no record that tells a state. */
const longestLine = 32 * 1024 * 1024;

/** Cuts bytes into lines of UTF-8 text; what follows the last line end waits for the next bytes. */
export class LineSplitter {
  #parts: Buffer[] = [];
  #length = 0;
  #tooLong = false;

  clear(): void {
    this.#parts = [];
    this.#length = 0;
    this.#tooLong = false;
  }

  split(bytes: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      const last = bytes.subarray(from, at);
      if (!this.#tooLong) lines.push(Buffer.concat([...this.#parts, last]).toString('utf8'));
      this.clear();
      from = at + 1;
    }
    this.#keep(bytes.subarray(from));
    return lines;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0 || this.#tooLong) return;
    this.#length += rest.length;
    if (this.#length > longestLine) {
      this.#parts = [];
      this.#tooLong = true;
      return;
    }
    // A copy: the reader fills its buffer anew.
    this.#parts.push(Buffer.from(rest));
  }
}
