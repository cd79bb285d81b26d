/** What a cell holds beside a code point. */
export const cell = { empty: 0, secondHalf: 1 } as const;

/** Accents that one cell carries at most: what heaps up more of them is no text. */
const mostMarks = 8;

/** A row of a screen: its letters, and nothing of how they look. */
export class TextLine {
  #cells: Uint32Array;
  #marks: Map<number, string> | null = null;
  #text: string | null = '';
  /** It goes on with what did not fit into the row above. */
  isWrapped = false;
  /** It was changed since what it shows was last told. */
  isChanged = false;

  constructor(cols: number) {
    this.#cells = new Uint32Array(cols);
  }

  at(col: number): number {
    return this.#cells[col] ?? 0;
  }

  set(col: number, code: number): void {
    if (this.#marks !== null) this.#marks.delete(col);
    else if (this.#cells[col] === code) return;
    this.#cells[col] = code;
    this.#touch();
  }

  setAscii(col: number, bytes: Uint8Array, from: number, to: number): void {
    if (this.#marks !== null) {
      for (let at = from; at < to; at += 1) this.set(col + at - from, bytes[at] ?? 0);
      return;
    }
    const cells = this.#cells;
    let differs = false;
    for (let at = from, place = col; at < to; at += 1, place += 1) {
      const byte = bytes[at] ?? 0;
      if (cells[place] !== byte) {
        cells[place] = byte;
        differs = true;
      }
    }
    if (differs) this.#touch();
  }

  /** As a new one. */
  renew(isWrapped: boolean): void {
    this.#cells.fill(cell.empty);
    this.#marks = null;
    this.#text = '';
    this.isWrapped = isWrapped;
    this.isChanged = false;
  }

  /** An accent over what stands there. */
  mark(col: number, code: number): void {
    this.#marks ??= new Map();
    const marks = this.#marks.get(col) ?? '';
    if (marks.length >= mostMarks) return;
    this.#marks.set(col, marks + String.fromCodePoint(code));
    this.#touch();
  }

  /** Also where only half of a wide letter stands within it. */
  erase(from: number, to: number): void {
    const end = Math.min(to, this.#cells.length);
    if (from > 0 && this.isWide(from - 1)) this.set(from - 1, cell.empty);
    if (end < this.#cells.length && this.isWide(end - 1)) this.set(end, cell.empty);
    for (let col = from; col < end; col += 1) this.set(col, cell.empty);
  }

  fill(code: number): void {
    for (let col = 0; col < this.#cells.length; col += 1) this.set(col, code);
  }

  /** Half of a wide letter is none. */
  mendAt(col: number): void {
    if (this.at(col) === cell.secondHalf) this.set(col, cell.empty);
  }

  isWide(col: number): boolean {
    return this.at(col + 1) === cell.secondHalf;
  }

  insert(col: number, count: number): void {
    const cells = this.#cells;
    if (col > 0 && this.isWide(col - 1)) this.set(col - 1, cell.empty);
    const cut = cells[cells.length - count] === cell.secondHalf;
    if (count < cells.length - col) cells.copyWithin(col + count, col, cells.length - count);
    cells.fill(cell.empty, col, Math.min(cells.length, col + count));
    // Half of what was cut apart.
    if (cells[col + count] === cell.secondHalf) cells[col + count] = cell.empty;
    // The first half of what no longer fits is gone, too.
    if (cut && count < cells.length - col) cells[cells.length - 1] = cell.empty;
    this.#moveMarks(col, count);
    this.#touch();
  }

  remove(col: number, count: number): void {
    const cells = this.#cells;
    const wasWide = col > 0 && this.isWide(col - 1);
    if (count < cells.length - col) cells.copyWithin(col, col + count);
    cells.fill(cell.empty, Math.max(col, cells.length - count));
    if (wasWide) cells[col - 1] = cell.empty;
    if (cells[col] === cell.secondHalf) cells[col] = cell.empty;
    this.#moveMarks(col, -count);
    this.#touch();
  }

  resize(cols: number): void {
    if (cols === this.#cells.length) return;
    const cells = new Uint32Array(cols);
    cells.set(this.#cells.subarray(0, cols));
    this.#cells = cells;
    this.#touch();
  }

  /** What stands there, without the blanks behind it. */
  get text(): string {
    this.#text ??= this.#read();
    return this.#text;
  }

  #touch(): void {
    this.isChanged = true;
    this.#text = null;
  }

  /** Accents go with their letters; those of letters that are gone go, too. */
  #moveMarks(from: number, by: number): void {
    if (this.#marks === null) return;
    const kept = [...this.#marks].flatMap(([col, marks]): [number, string][] => {
      if (col < from) return [[col, marks]];
      return by < 0 && col < from - by ? [] : [[col + by, marks]];
    });
    this.#marks = new Map(kept);
  }

  #read(): string {
    const cells = this.#cells;
    let end = cells.length;
    while (end > 0 && (cells[end - 1] === cell.empty || cells[end - 1] === 0x20)) end -= 1;
    return this.#marks === null ? plainText(cells, end) : this.#markedText(end);
  }

  #markedText(end: number): string {
    let text = '';
    for (let col = 0; col < end; col += 1) {
      const code = this.at(col);
      if (code !== cell.secondHalf) text += code === cell.empty ? ' ' : String.fromCodePoint(code);
      text += this.#marks?.get(col) ?? '';
    }
    return text;
  }
}

/** Rows are read one after another: one place to put letters together serves them all. */
let scratch = Buffer.alloc(1024);

/** Most rows are of small letters alone, and there are a hundred thousand of them in a second. */
const plainText = (cells: Uint32Array, end: number): string => {
  if (scratch.length < end) scratch = Buffer.alloc(end);
  for (let col = 0; col < end; col += 1) {
    const code = cells[col] ?? 0;
    if (code > 0xff || code === cell.secondHalf) return wideText(cells, end);
    scratch[col] = code === cell.empty ? 0x20 : code;
  }
  return scratch.toString('latin1', 0, end);
};

const wideText = (cells: Uint32Array, end: number): string => {
  let text = '';
  for (let col = 0; col < end; col += 1) {
    const code = cells[col] ?? 0;
    if (code !== cell.secondHalf) text += code === cell.empty ? ' ' : String.fromCodePoint(code);
  }
  return text;
};
