import { createReadStream } from 'node:fs';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';
import type { TranscriptPart, Transcripts } from '../../../core/ports/transcripts.ts';
import { LineSplitter } from '../watchers/line-splitter.ts';
import { claudeEntries } from './claude.ts';
import { codexEntries } from './codex.ts';
import type { RecordReader } from './entries.ts';

const readers: Partial<Record<Profile['watcher'], RecordReader>> = {
  claude: claudeEntries,
  codex: codexEntries,
};

const jsonIn = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null; // The last line may be half written.
  }
};

/** Entries in their order, of which only those that are wanted are kept: a transcript may have a hundred megabytes. */
class Window {
  readonly #count: number;
  readonly #around: string | null;
  #kept: TranscriptEntry[] = [];
  #total = 0;
  /** Entries that are still to be taken after the one that was looked for; null until it was found. */
  #after: number | null = null;

  constructor(count: number, around: string | null) {
    this.#count = count;
    this.#around = around;
  }

  add(entry: Omit<TranscriptEntry, 'index'>): void {
    const index = this.#total++;
    if (this.#after === 0) return;
    this.#kept.push({ ...entry, index });
    if (this.#after !== null) this.#after -= 1;
    else if (this.#isWanted(entry)) this.#find();
    else if (this.#kept.length > this.#count * 2) this.#kept = this.#kept.slice(-this.#count);
  }

  #isWanted({ call, text }: Omit<TranscriptEntry, 'index'>): boolean {
    return this.#around !== null && (call === this.#around || text.includes(this.#around));
  }

  /** Half of what is wanted stands before it. */
  #find(): void {
    this.#kept = this.#kept.slice(-Math.ceil(this.#count / 2));
    this.#after = this.#count - this.#kept.length;
  }

  part(): TranscriptPart {
    return { entries: this.#kept.slice(-this.#count), total: this.#total };
  }
}

const readFile = async (
  file: string,
  read: RecordReader,
  { count, around }: { readonly count: number; readonly around: string | null },
): Promise<TranscriptPart> => {
  const window = new Window(count, around);
  const lines = new LineSplitter();
  for await (const chunk of createReadStream(file)) {
    for (const line of lines.split(chunk as Buffer)) {
      for (const entry of read(jsonIn(line))) window.add(entry);
    }
  }
  return window.part();
};

export const agentTranscripts: Transcripts = {
  read: async (watcher, file, wanted): Promise<Result<TranscriptPart>> => {
    const reader = readers[watcher];
    if (reader === undefined)
      return fail('unsupported', `transcripts of ${watcher} can not be read`, 'Look at its terminal.');
    try {
      return ok(await readFile(file, reader, wanted));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return fail('not_found', `the transcript can not be read: ${why}`, 'Its CLI may have removed it.');
    }
  },
};
