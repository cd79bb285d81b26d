import { type FileHandle, open } from 'node:fs/promises';
import type { TranscriptHits } from '@contract/transcripts.ts';
import type { TranscriptPart, WantedEntries, WantedWords } from '../../../core/ports/transcripts.ts';
import type { RecordReader } from './entries.ts';
import { placedLines } from './line-places.ts';
import { type Reading, readEntries, searchEntries } from './read-entries.ts';
import { TranscriptIndex } from './transcript-index.ts';

/** Enough of what was read last to tell whether the file only grew: ids and times in it differ from line to line. */
const memoryBytes = 256;

const recordIn = (text: string | null): unknown => {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A CLI that was killed leaves half a line behind, and goes on after it when it is resumed.
  }
};

/** One transcript on the disk: read once to know where its entries are, and on from there as it grows. */
export class TranscriptFile {
  readonly #path: string;
  readonly #reader: RecordReader;
  #index = new TranscriptIndex();
  #inode = -1;
  /** Bytes read so far: the end of a line. */
  #end = 0;
  /** The last bytes before that. */
  #memory: Buffer = Buffer.alloc(0);
  #unreadable = 0;
  #unfinished = false;
  #growing: Promise<unknown> = Promise.resolve();

  constructor(path: string, reader: RecordReader) {
    this.#path = path;
    this.#reader = reader;
  }

  read(wanted: WantedEntries): Promise<TranscriptPart> {
    return this.#opened(async (reading) => {
      const read = await readEntries(reading, wanted);
      return { ...read, unreadable: this.#unreadable, unfinished: this.#unfinished };
    });
  }

  search(wanted: WantedWords): Promise<TranscriptHits> {
    return this.#opened((reading) => searchEntries(reading, wanted));
  }

  async #opened<T>(use: (reading: Reading) => Promise<T>): Promise<T> {
    const file = await open(this.#path, 'r');
    try {
      // One after the other: two that read on at once would count the same lines twice.
      const grown = this.#growing.then(() => this.#grow(file));
      this.#growing = grown.catch(() => undefined);
      await grown;
      const recordAt: Reading['recordAt'] = async ({ offset, length }) =>
        recordIn((await bytesAt(file, offset, length)).toString('utf8'));
      return await use({ index: this.#index, reader: this.#reader, recordAt });
    } finally {
      await file.close();
    }
  }

  async #grow(file: FileHandle): Promise<void> {
    const { ino, size } = await file.stat();
    if (ino !== this.#inode || size < this.#end || !(await this.#remembers(file))) this.#forget(ino);
    for await (const line of placedLines(file, this.#end)) {
      const record = recordIn(line.text);
      if (record === undefined && line.text?.trim() !== '') this.#unreadable += 1;
      this.#index.add(line, this.#reader(record));
      this.#end = line.offset + line.length + 1;
    }
    this.#memory = await bytesAt(
      file,
      Math.max(0, this.#end - memoryBytes),
      Math.min(this.#end, memoryBytes),
    );
    this.#unfinished = (await file.stat()).size > this.#end;
  }

  async #remembers(file: FileHandle): Promise<boolean> {
    const { length } = this.#memory;
    return (await bytesAt(file, this.#end - length, length)).equals(this.#memory);
  }

  #forget(inode: number): void {
    this.#inode = inode;
    this.#index = new TranscriptIndex();
    this.#end = 0;
    this.#unreadable = 0;
  }
}

/** What is there of these bytes. */
const bytesAt = async (file: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
};
