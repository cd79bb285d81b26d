import { entryTextLimit, type TranscriptEntry } from '@contract/transcripts.ts';

/** What a reader of one CLI's records makes: all but the place. */
export type Entry = Omit<TranscriptEntry, 'index'> & {
  /** Its name within the file, for a CLI that writes a record anew as more is known of it: the first with a name counts. */
  readonly key?: string;
};

/** Reads one record of a transcript; none where it tells nothing that a person would read. The same for the same record; never throws. */
export type RecordReader = (record: unknown) => readonly Entry[];

export const clip = (text: string): string =>
  text.length <= entryTextLimit ? text : `${text.slice(0, entryTextLimit)}…`;

export const timeOf = (timestamp: string | null | undefined): number | null => {
  const at = timestamp == null ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(at) ? null : at;
};

type More = Partial<Pick<Entry, 'call' | 'tool' | 'summary' | 'files' | 'failed' | 'key'>>;

export const entry = (kind: Entry['kind'], at: number | null, text: string, more: More = {}): Entry => ({
  kind,
  at,
  text: clip(text),
  call: null,
  tool: null,
  summary: '',
  files: [],
  failed: false,
  ...more,
});
