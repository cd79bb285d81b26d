import { type TranscriptEntry, type TranscriptHits, transcriptHitLimit } from '@contract/transcripts.ts';
import type { TranscriptPart, WantedEntries, WantedWords } from '../../../core/ports/transcripts.ts';
import type { Entry, RecordReader } from './entries.ts';
import { pickEntries } from './pick-entries.ts';
import type { EntryPlace, TranscriptIndex } from './transcript-index.ts';

/** A record of a conversation as it is being read: the index is that of its beginning, whatever others find meanwhile. */
export interface Reading {
  readonly index: TranscriptIndex;
  readonly reader: RecordReader;
  /** The record at a place of the index. */
  recordAt(place: EntryPlace): Promise<unknown>;
}

type Read = Omit<TranscriptPart, 'unreadable' | 'unfinished'>;

export const readEntries = async (reading: Reading, wanted: WantedEntries): Promise<Read> => {
  const found = await find(reading, wanted);
  const order = reading.index.ofKinds(wanted.kinds);
  const { indexes, older, newer } = pickEntries(order, wanted, found?.index ?? null);
  const entries: TranscriptEntry[] = [];
  for await (const entry of entriesAt(reading, indexes)) entries.push(entry);
  return { entries, total: reading.index.total, older, newer, found };
};

export const searchEntries = async (
  reading: Reading,
  { words, kinds }: WantedWords,
): Promise<TranscriptHits> => {
  const wanted = words.toLowerCase();
  const hits: number[] = [];
  for await (const { index, text, tool, summary } of entriesAt(reading, reading.index.ofKinds(kinds)))
    if (`${tool ?? ''}\n${summary}\n${text}`.toLowerCase().includes(wanted)) hits.push(index);
  return { hits: hits.slice(-transcriptHitLimit), more: hits.length > transcriptHitLimit };
};

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

/** The entries themselves, each record read and parsed once. */
async function* entriesAt(
  { index: places, reader, recordAt }: Reading,
  indexes: readonly number[],
): AsyncGenerator<TranscriptEntry> {
  let offset = -1;
  let entries: readonly Entry[] = [];
  for (const index of indexes) {
    const place = places.placeOf(index);
    if (place.offset !== offset) {
      offset = place.offset;
      entries = reader(await recordAt(place));
    }
    const found = entries[place.ordinal];
    if (found === undefined) continue; // It was written anew since; the next look at it begins afresh.
    const { key: _, ...entry } = found;
    yield { ...entry, index };
  }
}
