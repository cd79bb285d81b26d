import type { TranscriptEntry } from '@contract/transcripts.ts';

/** What stands in one row: an entry and, for a call, what came of it. */
export type Row = { readonly entry: TranscriptEntry; readonly result: TranscriptEntry | null };

/** A call and its result as one row; a result whose call is not among the entries has its own. */
export const rowsOf = (entries: readonly TranscriptEntry[]): readonly Row[] => {
  const rows: { entry: TranscriptEntry; result: TranscriptEntry | null }[] = [];
  /** Calls without a result yet. A CLI that names calls by what they ask for may have several of one name: the first is answered first. */
  const waiting = new Map<string, (typeof rows)[number][]>();
  for (const entry of entries) {
    const { kind, call } = entry;
    const asked = kind === 'result' && call !== null ? waiting.get(call)?.shift() : undefined;
    if (asked !== undefined) {
      asked.result = entry;
      continue;
    }
    const row = { entry, result: null };
    rows.push(row);
    if (kind === 'tool' && call !== null) waiting.set(call, [...(waiting.get(call) ?? []), row]);
  }
  return rows;
};

/** The position of the row that an entry stands in; -1 where it is in none. */
export const rowWith = (rows: readonly Row[], index: number): number =>
  rows.findIndex(({ entry, result }) => entry.index === index || result?.index === index);
