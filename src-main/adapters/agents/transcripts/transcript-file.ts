import { type FileHandle, open } from 'node:fs/promises';
import { type TranscriptEntry, type TranscriptHits, transcriptHitLimit } from '@contract/transcripts.ts';
import type { TranscriptPart, WantedEntries, WantedWords } from '../../../core/ports/transcripts.ts';
import type { Entry, RecordReader } from './entries.ts';
import { placedLines } from './line-places.ts';
import { pickEntries } from './pick-entries.ts';
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

  async read(wanted: WantedEntries): Promise<TranscriptPart> {
    return this.#opened(async (reading) => {
      const found = await find(reading, wanted);
      const order = reading.index.ofKinds(wanted.kinds);
      const { indexes, older, newer } = pickEntries(order, wanted, found?.index ?? null);
      const entries: TranscriptEntry[] = [];
      for await (const entry of entriesAt(reading, indexes)) entries.push(entry);
      const { total } = reading.index;
      const [unreadable, unfinished] = [this.#unreadable, this.#unfinished];
      return { entries, total, older, newer, found, unreadable, unfinished };
    });
  }

  async search({ words, kinds }: WantedWords): Promise<TranscriptHits> {
    const wanted = words.toLowerCase();
    return this.#opened(async (reading) => {
      const hits: number[] = [];
      for await (const { index, text, tool, summary } of entriesAt(reading, reading.index.ofKinds(kinds)))
        if (`${tool ?? ''}\n${summary}\n${text}`.toLowerCase().includes(wanted)) hits.push(index);
      return { hits: hits.slice(-transcriptHitLimit), more: hits.length > transcriptHitLimit };
    });
  }

  async #opened<T>(use: (reading: Reading) => Promise<T>): Promise<T> {
    const file = await open(this.#path, 'r');
    try {
      // One after the other: two that read on at once would count the same lines twice.
      const grown = this.#growing.then(() => this.#grow(file));
      this.#growing = grown.catch(() => undefined);
      await grown;
      return await use({ file, index: this.#index, reader: this.#reader });
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

/** A file as it is being read: the index is that of its beginning, whatever others find meanwhile. */
interface Reading {
  readonly file: FileHandle;
  readonly index: TranscriptIndex;
  readonly reader: RecordReader;
}

const find = async (reading: Reading, { around, near }: WantedEntries): Promise<TranscriptPart['found']> => {
  if (around !== null) {
    const named = reading.index.named(around, near) ?? (await firstWith(reading, around));
    if (named !== null) return { index: named, by: 'name' };
  }
  const nearest = near === null ? null : reading.index.nearestTo(near);
  return nearest === null ? null : { index: nearest, by: 'time' };
};

const firstWith = async (reading: Reading, words: string): Promise<number | null> => {
  // Its id within a longer one would be another message's.
  if (/^msg_\d+$/.test(words)) return null;
  for await (const { index, text } of entriesAt(reading, reading.index.ofKinds(null)))
    if (text.includes(words)) return index;
  return null;
};

/** The entries themselves, each line read and parsed once. */
async function* entriesAt(
  { file, index: places, reader }: Reading,
  indexes: readonly number[],
): AsyncGenerator<TranscriptEntry> {
  let offset = -1;
  let entries: readonly Entry[] = [];
  for (const index of indexes) {
    const place = places.placeOf(index);
    if (place.offset !== offset) {
      offset = place.offset;
      entries = reader(recordIn((await bytesAt(file, offset, place.length)).toString('utf8')));
    }
    const found = entries[place.ordinal];
    if (found === undefined) continue; // The file was written anew since; the next look at it begins afresh.
    const { key: _, ...entry } = found;
    yield { ...entry, index };
  }
}

/** What is there of these bytes. */
const bytesAt = async (file: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
};
